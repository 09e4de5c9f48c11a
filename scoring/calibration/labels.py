"""Labelled claims: a person's verdicts beside the claims of a snapshot or an export, as examples to measure and fit on."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from scoring.calibration.measures import Example
from scoring.errors import BadRequest, UnknownThing

COLUMNS = ("claim_id", "document", "text", "label")
TRUE = ("true", "1", "yes")
FALSE = ("false", "0", "no")
MOST_BYTES = 256 * 2**20
TABLES = ("claims", "contributions", "assertions")
"""What of a snapshot is looked at."""
_NAMED = 5
"""Claims that an error names."""


class Label(NamedTuple):
    """One verdict: of the claim of that id, or of the one with these words in the document of that name or id."""

    where: str
    true: bool
    claim_id: str = ""
    document: str = ""
    text: str = ""


def labels(path: Path) -> list[Label]:
    """The verdicts of a CSV or JSON Lines file with `label`, and `claim_id` or `document` and `text`.

    Raises BadRequest, with the line, for anything that cannot be meant.
    """
    if path.stat().st_size > MOST_BYTES:
        raise BadRequest(f"{path} is larger than {MOST_BYTES // 2**20} MB: labels take one short line a claim")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadRequest(f"{path} is not in UTF-8: {error}") from None
    rows = _json_lines(text, path) if text.lstrip().startswith("{") else _csv(text, path)
    found = [_label(row, where) for where, row in rows]
    if not found:
        raise BadRequest(f"{path} holds no labels: one line a claim, with claim_id and label")
    return found


def examples(tables: Mapping[str, pa.Table], of: Iterable[Label]) -> tuple[list[Example], int]:
    """The labelled claims that are rated, and how many are not. Those of one claim must agree.

    Raises UnknownThing for claims that the tables do not have, BadRequest for a claim labelled both ways.
    """
    claims = tables["claims"].select(["claim_id", "document_id", "document_name", "start", "text", "score"]).to_pylist()
    verdicts = _verdicts(claims, of)
    rated = {row["claim_id"]: row for row in claims if row["score"] is not None and row["claim_id"] in verdicts}
    strengths: dict[str, dict[str, float]] = defaultdict(dict)
    for row in tables["contributions"].select(["claim_id", "rule_id", "strength"]).to_pylist():
        if row["claim_id"] in rated:
            strengths[row["claim_id"]][row["rule_id"]] = float(row["strength"])
    groups = _groups(rated, tables["assertions"].select(["claim_id", "proposition_id"]).to_pylist())
    found = [
        Example(claim_id, verdicts[claim_id], groups[claim_id], strengths[claim_id], row["score"])
        for claim_id, row in sorted(rated.items())
    ]
    return found, len(verdicts) - len(found)


def published(folder: Path) -> dict[str, pa.Table]:
    """The tables that are needed, of a snapshot's folder of tables or of an export."""
    return {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}


def by_words(claims: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    """The id of each claim by its document, as id or name, and its words; of the same words in a document the first that stands there."""
    found: dict[tuple[str, str], str] = {}
    for row in sorted(claims, key=lambda row: (row["document_name"], row["document_id"], row["start"])):
        for document in (row["document_id"], row["document_name"]):
            found.setdefault((document, plain(row["text"])), row["claim_id"])
    return found


def _verdicts(claims: list[dict[str, Any]], of: Iterable[Label]) -> dict[str, bool]:
    known = {row["claim_id"] for row in claims}
    worded = by_words(claims)
    verdicts: dict[str, bool] = {}
    unknown = []
    for label in of:
        claim_id = label.claim_id or worded.get((label.document, plain(label.text)), "")
        if claim_id not in known:
            unknown.append(label)
        elif verdicts.setdefault(claim_id, label.true) != label.true:
            raise BadRequest(f"{label.where}: claim {claim_id} is labelled both true and false: keep one of the two")
    if unknown:
        named = "; ".join(f"{u.where}: {u.claim_id or f'“{u.text[:60]}” in {u.document}'}" for u in unknown[:_NAMED])
        raise UnknownThing(
            f"{len(unknown)} labelled claims are not in this snapshot ({named}): take claim_id, or document_name and text as they stand, "
            "from `credibly export`"
        )
    return verdicts


def _groups(rated: Mapping[str, Mapping[str, Any]], assertions: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The group of each claim: claims hang together that share a document or a proposition, through any number of others."""
    parent: dict[str, str] = {}

    def root(of: str) -> str:
        while parent.setdefault(of, of) != of:
            parent[of] = of = parent[parent[of]]
        return of

    def join(a: str, b: str) -> None:
        low, high = sorted((root(a), root(b)))
        parent[high] = low

    for claim_id, row in rated.items():
        join(claim_id, row["document_id"])
    for row in assertions:
        if row["claim_id"] in rated:
            join(row["claim_id"], row["proposition_id"])
    return {claim_id: root(claim_id) for claim_id in rated}


def plain(text: str) -> str:
    """Words apart by one space each: line breaks inside a sentence are no difference."""
    return " ".join(text.split())


def _csv(text: str, path: Path) -> Iterable[tuple[str, Mapping[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        names = list(reader.fieldnames or [])
        if "label" not in names or not ("claim_id" in names or {"document", "text"} <= set(names)):
            raise BadRequest(f"{path}: the columns are label, and claim_id or document and text; found are {', '.join(names) or 'none'}")
        for row in reader:
            yield f"{path}, line {reader.line_num}", row
    except csv.Error as error:
        raise BadRequest(f"{path}, line {reader.line_num} is no CSV: {error}") from None


def _json_lines(text: str, path: Path) -> Iterable[tuple[str, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        where = f"{path}, line {number}"
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                row = None
            if not isinstance(row, dict):
                raise BadRequest(f"{where} is not a JSON object")
            yield where, row


def _label(row: Mapping[str, Any], where: str) -> Label:
    said = str(row.get("label")).strip().lower()
    if said not in (*TRUE, *FALSE):
        raise BadRequest(f"{where}: the label {str(row.get('label'))[:40]!r} is neither {' or '.join(TRUE)} nor {' or '.join(FALSE)}")
    claim_id, document, text = (str(row.get(name) or "").strip() for name in ("claim_id", "document", "text"))
    if not claim_id and not (document and text):
        raise BadRequest(f"{where}: give claim_id, or document and text")
    return Label(where, said in TRUE, claim_id, document, text)
