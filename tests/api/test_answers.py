"""What the answers say: pages, filters, explanations, propositions."""

from __future__ import annotations

import math
import unicodedata
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import httpx
import pytest

LISTS = {"claims": "claim_id", "documents": "document_id", "sources": "source_id", "propositions": "proposition_id"}


def everything(client: httpx.Client, listing: str, limit: int, **filters: Any) -> list[dict[str, Any]]:
    """All rows of a list, page after page."""
    rows: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = (
            client.get(f"/v1/{listing}", params={"limit": limit, **filters, **({"cursor": cursor} if cursor else {})})
            .raise_for_status()
            .json()
        )
        assert len(page[listing]) <= limit
        rows += page[listing]
        cursor = page["next_cursor"]
        if cursor is None:
            return rows


@pytest.fixture(scope="module")
def claims(client: httpx.Client) -> list[dict[str, Any]]:
    return everything(client, "claims", 1000)


@pytest.mark.parametrize("listing", LISTS)
@pytest.mark.parametrize("limit", [3, 50])
def test_paging_through_everything_gives_each_row_exactly_once(client: httpx.Client, listing: str, limit: int) -> None:
    key = LISTS[listing]
    paged = [row[key] for row in everything(client, listing, limit)]
    assert len(paged) == len(set(paged))
    assert paged == [row[key] for row in everything(client, listing, 1000)]


def test_claims_come_in_order_of_document_start_and_id(claims: list[dict[str, Any]]) -> None:
    places = [(claim["document_id"], claim["start"], claim["claim_id"]) for claim in claims]
    assert places == sorted(places)


def test_every_claim_of_the_snapshot_is_listed(client: httpx.Client, claims: list[dict[str, Any]]) -> None:
    assert len(claims) == client.get("/health").json()["claims"] > 100


@pytest.mark.parametrize(
    "filters",
    [
        {"section": "main"},
        {"section": "comment"},
        {"kind": "opinion"},
        {"rated": True},
        {"rated": False},
        {"min_score": 0.6},
        {"max_score": 0.4},
        {"min_score": 0.4, "max_score": 0.6, "section": "main"},
        {"text": "GATE"},
        {"document": "b5-ministry-statement.txt"},
    ],
    ids=str,
)
def test_a_filter_gives_all_that_fit_it_and_nothing_else(
    client: httpx.Client, claims: list[dict[str, Any]], filters: dict[str, Any]
) -> None:
    def fits(claim: dict[str, Any]) -> bool:
        score = claim["score"]
        return (
            claim["section"] == filters.get("section", claim["section"])
            and claim["kind"] == filters.get("kind", claim["kind"])
            and (score is not None) == filters.get("rated", score is not None)
            and ("min_score" not in filters or (score is not None and score >= filters["min_score"]))
            and ("max_score" not in filters or (score is not None and score <= filters["max_score"]))
            and filters.get("text", "").lower() in claim["text"].lower()
            and claim["document_name"] == filters.get("document", claim["document_name"])
        )

    expected = [claim for claim in claims if fits(claim)]
    assert expected
    assert everything(client, "claims", 20, **filters) == expected


def test_a_document_is_found_by_its_id_as_by_its_name(client: httpx.Client, claims: list[dict[str, Any]]) -> None:
    claim = claims[0]
    assert everything(client, "claims", 100, document=claim["document_id"]) == everything(
        client, "claims", 100, document=claim["document_name"]
    )


@pytest.mark.parametrize("wildcard", ["%", "_", "g_te", "%gate%", "\\"])
def test_percent_underscore_and_backslash_are_no_wildcards(client: httpx.Client, claims: list[dict[str, Any]], wildcard: str) -> None:
    assert everything(client, "claims", 100, text=wildcard) == [claim for claim in claims if wildcard in claim["text"]]


def test_sql_in_a_parameter_is_only_text(client: httpx.Client) -> None:
    for attempt in ("' or 1=1 --", "'; drop table claims; --", "$limit", "x' union select text from documents --"):
        for parameter in ("text", "document", "source"):
            assert client.get("/v1/claims", params={parameter: attempt}).raise_for_status().json()["claims"] == []


def test_a_source_lists_as_many_claims_as_it_counts(client: httpx.Client) -> None:
    for source in everything(client, "sources", 100)[:15]:
        assert len(everything(client, "claims", 100, source=source["source_id"])) == source["claims"]


def test_a_source_is_found_by_name(client: httpx.Client) -> None:
    source = next(source for source in everything(client, "sources", 100) if source["kind"] == "named person" and source["claims"])
    by_name = everything(client, "claims", 100, source=source["name"])
    by_id = everything(client, "claims", 100, source=source["source_id"])
    assert {claim["claim_id"] for claim in by_id} <= {claim["claim_id"] for claim in by_name}


def test_every_claim_of_a_proposition_can_be_listed(client: httpx.Client) -> None:
    for proposition in everything(client, "propositions", 100)[:5]:
        assert len(everything(client, "claims", 3, proposition=proposition["proposition_id"])) == proposition["claims"]


def test_the_bits_of_every_ledger_add_up_to_the_score(client: httpx.Client, claims: list[dict[str, Any]]) -> None:
    rated = [claim for claim in claims if claim["score"] is not None]
    for claim in rated[:: max(1, len(rated) // 30)]:
        explained = client.get(f"/v1/claims/{claim['claim_id']}/explanation").raise_for_status().json()
        bits = sum(Decimal(str(line["bits"])) for line in explained["contributions"])
        assert bits == Decimal(str(explained["bits"])) == Decimal(str(claim["bits"]))
        assert explained["score"] == claim["score"] == round(1 / (1 + 2 ** -float(bits)), 6)
        effects = [(-abs(line["bits"]), line["rule_id"]) for line in explained["contributions"]]
        assert effects == sorted(effects)
        assert all(math.isclose(line["bits"], line["strength"] * line["weight"], abs_tol=1e-6) for line in explained["contributions"])


def test_an_unrated_claim_says_why_and_has_no_ledger(client: httpx.Client, claims: list[dict[str, Any]]) -> None:
    claim = next(claim for claim in claims if claim["score"] is None)
    explained = client.get(f"/v1/claims/{claim['claim_id']}/explanation").raise_for_status().json()
    assert explained["claim"]["unrated_because"]
    assert (explained["score"], explained["bits"], explained["contributions"]) == (None, None, [])


def test_spans_count_characters_of_the_served_text(client: httpx.Client, claims: list[dict[str, Any]]) -> None:
    texts: dict[str, str] = {}
    for claim in claims:
        if claim["document_id"] not in texts:
            texts[claim["document_id"]] = client.get(f"/v1/documents/{claim['document_id']}").json()["document"]["text"]
        assert texts[claim["document_id"]][claim["start"] : claim["stop"]] == claim["text"]


def test_the_words_of_a_hedge_are_the_words_of_the_text(client: httpx.Client, claims: list[dict[str, Any]]) -> None:
    seen = 0
    for claim in claims[::5]:
        for mention in client.get(f"/v1/claims/{claim['claim_id']}/explanation").json()["mentions"]:
            start = mention["start"] - claim["start"]
            assert claim["text"][start : start + mention["stop"] - mention["start"]] == mention["words"]
            seen += 1
    assert seen


def test_what_corroborates_a_claim_asserts_the_same_proposition(client: httpx.Client) -> None:
    shared = next(proposition for proposition in everything(client, "propositions", 100) if proposition["documents"] > 1)
    proposition = client.get(f"/v1/propositions/{shared['proposition_id']}").raise_for_status().json()
    sayings = {saying["claim_id"]: saying for saying in proposition["said_by"]}
    assert len(sayings) == shared["claims"]
    first = next(iter(sayings))
    explained = client.get(f"/v1/claims/{first}/explanation").json()
    assert set(sayings) - {first} <= {saying["claim_id"] for saying in explained["corroborating"]}
    assert shared["proposition_id"] in {held["proposition_id"] for held in explained["propositions"]}


def test_a_proposition_never_has_more_origins_than_documents(client: httpx.Client) -> None:
    for listed in everything(client, "propositions", 100)[:10]:
        proposition = client.get(f"/v1/propositions/{listed['proposition_id']}").json()["proposition"]
        assert proposition["documents"] >= proposition["publishers"] >= proposition["origins_max"] >= proposition["origins_min"]
        assert proposition["origins"]


def test_who_contradicts_whom_is_told_from_both_sides(client: httpx.Client) -> None:
    contested = [row for row in everything(client, "propositions", 100) if row["contradictions"]]
    if not contested:
        pytest.skip("the sample documents have no contradiction that this ruleset finds")
    one = client.get(f"/v1/propositions/{contested[0]['proposition_id']}").json()
    against = next(row for row in one["opposing"] if row["relation"] == "contradicts")
    other = client.get(f"/v1/propositions/{against['proposition_id']}").json()
    assert one["proposition"]["proposition_id"] in {row["proposition_id"] for row in other["opposing"]}
    assert against["text"]
    assert against["document_name"]


def test_propositions_of_many_documents_come_first(client: httpx.Client) -> None:
    counts = [proposition["documents"] for proposition in everything(client, "propositions", 30)]
    assert counts == sorted(counts, reverse=True)
    assert all(proposition["documents"] >= 2 for proposition in everything(client, "propositions", 30, min_documents=2))


def test_a_document_that_could_not_be_read_says_why(client: httpx.Client) -> None:
    [failed] = everything(client, "documents", 10, failed=True)
    assert failed["document_name"] == "broken.bin"
    assert failed["error"]


def test_times_are_in_utc_on_every_thread(client: httpx.Client) -> None:
    for _ in range(4):
        times = [row["published_at"] for row in everything(client, "documents", 5) if row["published_at"]]
        assert times
        assert all(time.endswith("Z") for time in times)


@pytest.mark.parametrize("path", ["/v1/claims", "/v1/sources", "/v1/propositions", "/v1/documents", "/v1/rules", "/v1/exports"])
def test_every_list_names_its_snapshot_and_its_rules(client: httpx.Client, path: str) -> None:
    served, health = client.get(path).json(), client.get("/health").json()
    assert (served["snapshot_id"], served["ruleset_id"]) == (health["snapshot_id"], health["ruleset_id"])


def test_every_answer_with_a_score_says_what_a_score_is(client: httpx.Client, claims: list[dict[str, Any]]) -> None:
    claim = claims[0]["claim_id"]
    source = client.get("/v1/sources?limit=1").json()["sources"][0]["source_id"]
    paths = ["/v1/claims", f"/v1/claims/{claim}", f"/v1/claims/{claim}/explanation", "/v1/sources", f"/v1/sources/{source}", "/v1/exports"]
    for path in paths:
        assert client.get(path).json()["score_means"].startswith("support score")
    assert client.post("/v1/score", json={"text": "Exports fell."}).json()["score_means"].startswith("support score")


def test_a_text_can_be_scored_in_three_formats_and_nothing_of_it_is_kept(client: httpx.Client) -> None:
    before = client.get("/health").json()
    sentence = "The harbour master said on Monday that the ferry carried 140 passengers."
    for body in ({"text": sentence}, {"html": f"<p>{sentence}</p>"}, {"markdown": f"# Ferry\n\n{sentence}"}):
        judged = client.post("/v1/score", json=body).raise_for_status().json()
        [found] = [claim for claim in judged["claims"] if claim["claim"]["text"] == sentence]
        bits = sum(Decimal(str(line["bits"])) for line in found["contributions"])
        assert bits == Decimal(str(found["claim"]["bits"]))
        assert judged["text"][found["claim"]["start"] : found["claim"]["stop"]] == sentence
    assert client.get("/health").json() == before
    assert client.get("/v1/documents", params={"name": "unnamed"}).json()["documents"] == []


def test_a_name_in_another_unicode_form_finds_nothing_or_the_same_but_never_fails(client: httpx.Client) -> None:
    for form in ("NFC", "NFD"):
        assert client.get("/v1/claims?text=" + quote(unicodedata.normalize(form, "é"))).status_code == 200
