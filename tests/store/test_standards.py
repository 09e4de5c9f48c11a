"""An export describes itself, and tells its claims, in the terms of standards; their own validators say so where they are installed.

`uv sync --frozen --group standards` installs them. What no installable validator checks (Web Annotation, ClaimReview) is checked here,
by our own reading of the specification.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from corpus import CORPUS

from scoring.errors import BadRequest
from scoring.files import statements
from scoring.model import Received
from scoring.snapshots import ClaimFilter
from scoring.store import Store
from scoring.store.exports import Choice, export
from scoring.store.standards import telling
from scoring.store.standards.telling import STANDARDS
from scoring.store.verification import verify

QUAY = Received(
    document_name="quay.txt",
    content="Zoë’s quay 🛳️ reopened on 9 May 2031, the harbour office said. It will perhaps close again.\n".encode(),
    publisher='Merrow "Wire"',
    url="https://merrow.example/quay?a=1&b=ü",
    published_at=datetime(2031, 5, 9, 7, 30, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("standards") / "data"
    with Store(folder) as store:
        store.ingest([*CORPUS, QUAY])
        store.publish()
    return folder


@pytest.fixture(scope="module")
def told(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an export in each standard's terms."""
    root = tmp_path_factory.mktemp("told")
    for form in STANDARDS:
        export(data, root / form, Choice(format=form))
    return root


@pytest.fixture(scope="module", params=["parquet", "csv"])
def tables(data: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    out = tmp_path_factory.mktemp("tables") / request.param
    export(data, out, Choice(format=request.param))
    return out


def read(told: Path, form: str) -> Any:
    return json.loads((told / form / STANDARDS[form].file).read_text(encoding="utf-8"))


def rows(data: Path, query: str) -> list[Any]:
    with duckdb.connect(next((data / "snapshots").glob("*/serve.duckdb")), read_only=True) as con:
        return con.execute(query).fetchall()


def test_croissant_and_the_data_package_describe_every_column_of_every_table_as_sql_schema_does(tables: Path) -> None:
    with duckdb.connect() as con:
        for text in statements("schema").values():
            con.execute(text)
        declared = con.execute(
            "select table_name, column_name, comment from duckdb_columns() where not internal order by 1, column_index"
        ).fetchall()
    croissant = json.loads((tables / "croissant.json").read_text())
    package = json.loads((tables / "datapackage.json").read_text())
    sets, resources = croissant["recordSet"], package["resources"]
    assert [(table["name"], f["name"], f["description"]) for table in sets for f in table["field"]] == declared
    assert [(table["name"], f["name"], f["description"]) for table in resources for f in table["schema"]["fields"]] == declared


def test_a_changed_description_is_found(data: Path, tmp_path: Path) -> None:
    for name in ("croissant.json", "datapackage.json"):
        out = tmp_path / name
        export(data, out)
        (out / name).write_bytes((out / name).read_bytes().replace(b"claim", b"clain", 1))
        assert [Path(problem.file).name for problem in verify(out).problems] == [name]


def test_columns_that_were_left_out_are_not_described(data: Path, tmp_path: Path) -> None:
    export(data, tmp_path, Choice(text=False, licence="CC-BY-4.0"))
    croissant = json.loads((tmp_path / "croissant.json").read_text())
    assert croissant["license"] == "CC-BY-4.0"
    described = {field["@id"] for table in croissant["recordSet"] for field in table["field"]}
    assert "claims/claim_id" in described
    assert "claims/text" not in described


def test_mlcroissant_reads_every_record_set_without_an_error(tables: Path) -> None:
    croissant = pytest.importorskip("mlcroissant", reason="the validator of Croissant is not installed: group standards")
    dataset = croissant.Dataset(jsonld=str(tables / "croissant.json"))
    assert not dataset.metadata.issues.errors
    manifest = json.loads((tables / "manifest.json").read_text())
    for file in manifest["files"]:
        assert sum(1 for _ in dataset.records(record_set=file["table"])) == file["rows"], file["table"]


def test_frictionless_finds_rows_keys_and_digests_as_the_data_package_says(tables: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="the validator of data packages is not installed: group standards")
    package = tables / "datapackage.json"
    assert frictionless.Package.validate_descriptor(json.loads(package.read_text())).valid
    if tables.name == "csv":  # of Parquet it would need another reader
        report = frictionless.validate(str(package))
        assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])[:5]


@pytest.mark.parametrize("form", list(STANDARDS))
def test_what_is_told_verifies_is_the_same_bytes_each_time_and_changes_are_found(data: Path, told: Path, tmp_path: Path, form: Any) -> None:
    name = STANDARDS[form].file
    export(data, tmp_path, Choice(format=form))
    assert verify(tmp_path).problems == []
    content = (tmp_path / name).read_bytes()
    assert content == (told / form / name).read_bytes()
    (tmp_path / name).write_bytes(content.replace(b"ferry", b"fairy", 1))
    assert [Path(problem.file).name for problem in verify(tmp_path).problems] == [name]


@pytest.mark.parametrize("form", list(STANDARDS))
def test_a_part_is_told_as_filtered_and_nothing_at_all_is_still_a_document(data: Path, tmp_path: Path, form: Any) -> None:
    export(data, tmp_path / "part", Choice(format=form, claims=ClaimFilter(document="quay.txt")))
    assert "Astrel" not in (tmp_path / "part" / STANDARDS[form].file).read_text(encoding="utf-8")
    export(data, tmp_path / "none", Choice(format=form, claims=ClaimFilter(document="nothing.txt")))
    assert json.loads((tmp_path / "none" / STANDARDS[form].file).read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", list(STANDARDS))
def test_how_many_documents_are_in_memory_at_once_changes_no_byte(
    data: Path, told: Path, tmp_path: Path, form: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "_CHARACTERS", 200)
    monkeypatch.setattr(telling, "_ROWS_AT_ONCE", 1)
    export(data, tmp_path, Choice(format=form))
    name = STANDARDS[form].file
    assert (tmp_path / name).read_bytes() == (told / form / name).read_bytes()


def test_a_standard_quotes_texts_so_that_they_cannot_be_left_out(data: Path, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="quotes what documents say"):
        export(data, tmp_path / "out", Choice(format="stix", text=False))


def test_every_claim_and_cue_is_an_annotation_whose_selectors_find_its_words(data: Path, told: Path) -> None:
    collection = read(told, "annotations")
    assert (collection["@context"], collection["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert collection["first"]["type"] == "AnnotationPage"
    annotations = collection["first"]["items"]
    texts = {f"urn:credibly:{document_id}": text for document_id, text in rows(data, "select document_id, text from documents")}
    for annotation in annotations:
        assert annotation["type"] == "Annotation"
        assert annotation["motivation"] in ("assessing", "tagging")
        assert all({"type", "purpose"} <= set(body) for body in annotation["body"] if not body["type"].startswith("schema:"))
        target = annotation["target"]
        quotation, position = target["selector"]
        assert (quotation["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        text = texts[target["source"]["id"]]
        assert text[position["start"] : position["end"]] == quotation["exact"] != ""
        assert quotation["prefix"] + quotation["exact"] + quotation["suffix"] in text
        assert text.index(quotation["prefix"] + quotation["exact"]) + len(quotation["prefix"]) == position["start"]
    ids = [annotation["id"] for annotation in annotations]
    claims = [f"urn:credibly:{claim_id}" for (claim_id,) in rows(data, "select claim_id from claims")]
    cues = [f"urn:credibly:{c}:{s}:{k}" for c, s, k in rows(data, "select claim_id, start, kind from mentions")]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {*claims, *cues}


def test_every_rated_claim_is_a_claim_review_with_what_search_engines_require_and_no_word_of_truth(data: Path, told: Path) -> None:
    document = read(told, "claimreview")
    reviews = {review["@id"].removeprefix("urn:credibly:"): review for review in document["@graph"]}
    scores = dict(rows(data, "select claim_id, score from claims where score is not null"))
    assert reviews.keys() == scores.keys()
    for claim_id, review in reviews.items():
        assert review["@type"] == "ClaimReview"
        assert {"claimReviewed", "reviewRating", "url", "author", "itemReviewed"} <= review.keys()
        rating = review["reviewRating"]
        assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (0, scores[claim_id], 1)
        assert "not whether it is true" in rating["alternateName"]


def test_an_exported_claim_review_is_read_as_one_when_a_page_carries_it(told: Path, tmp_path: Path) -> None:
    review = next(one for one in read(told, "claimreview")["@graph"] if "quay 🛳️ reopened" in one["claimReviewed"])
    told_in_page = json.dumps({"@context": "https://schema.org", **review})
    page = f"""<html><head><title>Checks</title><script type="application/ld+json">{told_in_page}</script></head>
    <body><article><p>We read what others say about the quay of the harbour.</p></article></body></html>"""
    with Store(tmp_path / "data") as store:
        store.ingest([Received(document_name="checks.html", content=page.encode())])
        store.publish()
    found = rows(tmp_path / "data", "select claim, rating, rating_value, best_rating, worst_rating, reviewer from claim_reviews")
    rating = review["reviewRating"]
    assert found == [(review["claimReviewed"], rating["alternateName"], rating["ratingValue"], 1, 0, review["author"]["name"])]


def test_stix_confidence_is_that_of_the_admiralty_digit_and_times_are_those_of_the_documents(data: Path, told: Path) -> None:
    bundle = read(told, "stix")
    objects = {one["id"]: one for one in bundle["objects"]}
    assert len(objects) == len(bundle["objects"])
    refs = [ref for one in objects.values() for ref in [*one.get("object_refs", []), *filter(None, [one.get("created_by_ref")])]]
    assert set(refs) <= objects.keys()
    ratings = dict(rows(data, "select claim_id, admiralty from claims"))
    expected = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10, "6": None, None: None}
    notes = {one["external_references"][0]["external_id"]: one for one in objects.values() if one["type"] == "note"}
    assert notes.keys() == ratings.keys()
    assert all(note.get("confidence") == expected[(ratings[claim] or [None])[-1]] for claim, note in notes.items())
    [quay] = [one for one in objects.values() if one["type"] == "report" and one["name"] == "quay.txt"]
    assert quay["published"] == quay["created"] == quay["modified"] == "2031-05-09T07:30:00.000Z"


def test_the_stix_validator_finds_no_error(told: Path) -> None:
    validator = pytest.importorskip("stix2validator", reason="the validator of STIX is not installed: group standards")
    result = validator.validate_file(str(told / "stix" / "stix.json"), validator.ValidationOptions(version="2.1"))
    assert result.is_valid, [str(error) for one in result.object_results for error in one.errors][:5]


def test_the_chain_of_every_score_leads_to_its_document_and_every_finding_to_its_rule(data: Path, told: Path) -> None:
    bundles = read(told, "prov")["bundle"].values()
    chains = [
        (claim_id, document_id, passage)
        for claim_id, document_id, passage in rows(data, "select claim_id, document_id, passage from claims")
    ]
    derived = {(e["prov:generatedEntity"], e["prov:usedEntity"]) for b in bundles for e in b.get("wasDerivedFrom", {}).values()}
    for claim_id, document_id, passage in chains:
        assert (f"credibly:{claim_id}", f"credibly:{document_id}-{passage}") in derived
        assert (f"credibly:{document_id}-{passage}", f"credibly:{document_id}") in derived
    found = rows(data, "select claim_id, rule_id, bits::double from contributions")
    made = {e["prov:entity"]: e["prov:activity"] for b in bundles for e in b.get("wasGeneratedBy", {}).values()}
    entities = {name: entity for b in bundles for name, entity in b["entity"].items()}
    assert len(made) == len(found) > 0
    for claim_id, rule_id, bits in found:
        finding = f"credibly:{claim_id}-{rule_id}"
        assert made[finding] == f"credibly:rule-{rule_id}"
        assert entities[finding]["credibly:bits"] == bits
        assert {(f"credibly:{claim_id}-score", finding), (finding, f"credibly:{claim_id}")} <= derived


def test_the_prov_library_reads_every_bundle_and_unifies_them(told: Path) -> None:
    model = pytest.importorskip("prov.model", reason="the library of PROV is not installed: group standards")
    document = model.ProvDocument.deserialize(str(told / "prov" / "prov.json"))
    assert len(list(document.bundles)) == len(read(told, "prov")["bundle"])
    assert document.unified().flattened().get_records()
