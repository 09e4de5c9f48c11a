"""The main example on the project's own samples: what an analyst should find in them, through the command line and the export."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from scoring.files import seeds_folder

Tables = dict[str, list[dict[str, Any]]]
AGENCY, ANALYSIS, SUMMARY, BLOG, COLUMN = (
    "a1-ferry-call-agency",
    "a2-ferry-call-analysis",
    "a3-ferry-call-summary",
    "a4-harbour-notes-blog",
    "a5-quillhaven-shelved",
)
CLOSING = "Overall, the call was useful, and the two sides will stay in touch."


def credibly(*arguments: str) -> None:
    done = subprocess.run([Path(sys.executable).with_name("credibly"), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    work = tmp_path_factory.mktemp("samples")
    credibly("--data", str(work / "data"), "ingest", str(seeds_folder() / "documents"))
    credibly("--data", str(work / "data"), "export", str(work / "out"))
    return {path.stem: pl.read_parquet(path).to_dicts() for path in (work / "out").rglob("*.parquet")}


def name(document_name: str) -> str:
    return document_name.rsplit(".", 1)[0]


def asserting(tables: Tables, words: str, kind: str) -> tuple[dict[str, Any], set[str]]:
    """The proposition of that kind which a claim with these words asserts, and the documents that do."""
    claims = {c["claim_id"]: c for c in tables["claims"]}
    of_kind = {p["proposition_id"]: p for p in tables["propositions"] if p["kind"] == kind}
    proposition = next(
        of_kind[a["proposition_id"]]
        for a in tables["assertions"]
        if a["proposition_id"] in of_kind and words in claims[a["claim_id"]]["text"]
    )
    members = [a["claim_id"] for a in tables["assertions"] if a["proposition_id"] == proposition["proposition_id"]]
    return proposition, {name(claims[m]["document_name"]) for m in members}


def test_the_length_of_the_call_stands_in_five_documents_and_on_fewer_origins(tables: Tables) -> None:
    proposition, documents = asserting(tables, "lasted two hours and fifty minutes", "quantity")
    assert {AGENCY, ANALYSIS, SUMMARY, BLOG} <= documents
    assert proposition["documents"] == len(documents) > proposition["origins_max"] >= proposition["origins_min"]


@pytest.mark.promise(11)
def test_the_rewritten_summary_is_derived_and_adds_no_origin(tables: Tables) -> None:
    names = {d["document_id"]: name(d["document_name"]) for d in tables["documents"]}
    derived = {names[d["document_id"]]: names[d["from_document_id"]] for d in tables["derivations"]}
    assert derived[SUMMARY] == ANALYSIS
    assert derived["b2-dorlin-tribune"] == "b1-lenn-dam-agency"
    claims = {c["claim_id"]: c for c in tables["claims"]}
    agreed, _ = asserting(tables, "a second meeting was agreed, to be held", "state")
    rests = {
        (name(claims[a["claim_id"]]["document_name"]), a["origin_id"])
        for a in tables["assertions"]
        if a["proposition_id"] == agreed["proposition_id"]
    }
    assert {origin for document, origin in rests if document == SUMMARY} == {origin for document, origin in rests if document == ANALYSIS}
    assert AGENCY not in derived
    assert ANALYSIS not in derived


@pytest.mark.promise(11)
def test_what_the_summary_dropped_from_the_analysis_is_recorded(tables: Tables) -> None:
    claims = {c["claim_id"]: c for c in tables["claims"]}
    rows = [row for row in tables["drifts"] if "treaty will be signed" in claims[row["claim_id"]]["text"]]
    changed = {(row["aspect"], row["change"], row["said"]) for row in rows}
    assert {("hedge", "dropped", "might"), ("hedge", "dropped", "suggested"), ("attribution", "dropped", "Aldo Perrick")} <= changed


@pytest.mark.promise(13)
def test_agreed_stands_against_not_agreed_with_both_sides_listed(tables: Tables) -> None:
    claims = {c["claim_id"]: c for c in tables["claims"]}
    against = {
        name(claims[link["claim_id"]]["document_name"])
        for link in tables["links"]
        if link["relation"] == "contradicts" and claims[link["other_claim_id"]]["text"] == "It has not been agreed."
    }
    assert {AGENCY, ANALYSIS, SUMMARY} <= against
    agreed, _ = asserting(tables, "a second meeting was agreed, to be held", "state")
    assert agreed["contradictions"] >= 1
    assert agreed["origins_max"] < agreed["documents"]


@pytest.mark.promise(13)
def test_the_later_shelving_is_an_update_and_no_contradiction(tables: Tables) -> None:
    claims = {c["claim_id"]: c for c in tables["claims"]}
    relations = {
        link["relation"]
        for link in tables["links"]
        if "quietly shelved" in claims[link["claim_id"]]["text"] and "meeting was agreed" in claims[link["other_claim_id"]]["text"]
    }
    assert relations == {"updates"}


def test_the_readouts_closing_line_repeated_by_a_reader_is_a_comment(tables: Tables) -> None:
    repeated = [c for c in tables["claims"] if name(c["document_name"]) == BLOG and CLOSING in c["text"]]
    assert [c["section"] for c in sorted(repeated, key=lambda c: c["start"])] == ["transcript", "comment"]


@pytest.mark.promise(7)
def test_a_named_witness_under_the_article_is_a_lead_with_a_comments_weight(tables: Tables) -> None:
    lead = next(c for c in tables["claims"] if "17 hulls failed" in c["text"])
    flat = [c["score"] for c in tables["claims"] if c["section"] == "main" and c["score"] is not None]
    assert lead["section"] == "comment"
    assert lead["score"] < sum(flat) / len(flat)
    (note,) = [r for r in tables["contributions"] if (r["claim_id"], r["rule_id"]) == (lead["claim_id"], "lead")]
    assert (note["bits"], note["because"]) == (0, "a lead: it adds a date, a name, a number")


@pytest.mark.promise(6)
def test_every_section_kind_stands_in_the_samples(tables: Tables) -> None:
    assert {p["section"] for p in tables["passages"]} >= {"main", "transcript", "quote", "social", "comment", "heading", "boilerplate"}


def test_the_number_of_evacuated_is_told_in_two_ways(tables: Tables) -> None:
    claims = {c["claim_id"]: c for c in tables["claims"]}
    pairs = {
        (name(claims[link["claim_id"]]["document_name"]), name(claims[link["other_claim_id"]]["document_name"]))
        for link in tables["links"]
        if link["relation"] == "contradicts"
    }
    assert ("b1-lenn-dam-agency", "b3-lenn-valley-post") in pairs


def test_the_package_runs_from_a_checkout_or_a_wheel() -> None:
    assert Path(seeds_folder() / "rules.csv").is_file()
