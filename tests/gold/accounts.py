"""The measure of propositions and links on the annotated accounts of ../shared: which tellings of one claim stand together.

How the gold is read:

- A *mention* marks words, Credibly's claims are sentences: the claim that overlaps a mention most stands for it. One sentence may
  stand for mentions of several gold claims, and then it belongs with each of them.
- A claim asserts a statement, quantities and states, and the gold does not tell these apart: two claims are together if any
  proposition is common.
- *Pairs to find* are supporting mentions of one gold claim in two documents. A mention that qualifies is partial or in tension:
  it need not be in the same proposition, nor is it wrong there. One that denies is.
- *Pairs put together* are claims of two documents with a common proposition, both standing for mentions; others were not judged
  by the annotator.
- *Origins* are asked of those that belong together and whose gold claim has a record, which the highest count of the common
  propositions must not exceed. Both published counts are measured: `origins_min` is easy, as no account names an established
  publisher; `origins_max` is the test.
- A contradiction or update of two gold claims is found if any supporting mention of the one is linked with any of the other. A
  link is right if the gold has it; a contradiction also if one claim supports what the other denies. Updates have a direction,
  contradictions have none.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

from scoring.batch import documents_table, parse_batch, score_batch
from scoring.model import Received

LINKED = ("contradicts", "updates")


class Share(NamedTuple):
    """How many of how many."""

    right: int
    of: int

    @property
    def percent(self) -> float:
        return round(100 * self.right / self.of, 1) if self.of else 0.0


class Mention(NamedTuple):
    """One telling of a gold claim, and the claim of Credibly that stands for it."""

    gold: str
    document: str
    stance: str
    claim: str


Row = dict[str, Any]


def measure(shared: Path) -> dict[str, Share]:
    """The figures of the five accounts, by name."""
    gold = shared / "gold" / "accounts"
    names = sorted(path.name for path in (shared / "documents").glob("*.txt"))
    received = [Received(document_name=name, content=(shared / "documents" / name).read_bytes()) for name in names]
    return figures(judged(received), _read(gold / "claims.jsonl"), _read(gold / "relations.jsonl"))


def judged(received: Sequence[Received]) -> dict[str, list[Row]]:
    """The published tables of some documents, as rows."""
    return {name: table.to_pylist() for name, table in score_batch(parse_batch(documents_table(received))).items()}


def figures(tables: dict[str, list[Row]], claims: Sequence[Row], relations: Sequence[Row]) -> dict[str, Share]:
    """The figures of judged documents beside annotated claims and relations, both in the form of the gold."""
    told = list(mentions(claims, tables["claims"]))
    origins = {row["claim_id"]: row["n_independent"] for row in relations if "n_independent" in row}
    wanted = {(row["a"], row["b"], row["relation"]) for row in relations if row.get("relation") in LINKED and "a" in row}
    return _together(told, tables, origins) | _linked(told, tables["links"], wanted)


def _read(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def mentions(gold: Sequence[Row], claims: Sequence[Row]) -> Iterator[Mention]:
    """Each mention of the gold with the claim that stands for it."""
    of: dict[str, list[Row]] = defaultdict(list)
    for claim in claims:
        of[claim["document_name"]].append(claim)
    for row in gold:
        for m in row["mentions"]:
            overlap, claim_id = max((min(m["end"], c["stop"]) - max(m["start"], c["start"]), c["claim_id"]) for c in of[m["doc"]])
            if overlap > 0:
                yield Mention(row["claim_id"], m["doc"], m["stance"], claim_id)


def _together(gold: Sequence[Mention], tables: dict[str, list[Row]], origins: dict[str, int]) -> dict[str, Share]:
    counted = {row["proposition_id"]: (row["origins_min"], row["origins_max"]) for row in tables["propositions"]}
    asserted: dict[str, set[str]] = defaultdict(set)
    for row in tables["assertions"]:
        asserted[row["claim_id"]].add(row["proposition_id"])
    told: dict[str, set[str]] = defaultdict(set)
    for m in gold:
        if m.stance != "denies":
            told[m.claim].add(m.gold)
    pairs = [
        (a, b) for a, b in combinations(gold, 2) if a.gold == b.gold and a.document != b.document and a.stance == b.stance == "supports"
    ]
    document = {m.claim: m.document for m in gold}
    put = [(a, b) for a, b in combinations(sorted(document), 2) if document[a] != document[b] and asserted[a] & asserted[b]]
    belong = [(a, b) for a, b in put if told[a] & told[b]]
    limits = [
        ([counted[p] for p in asserted[a] & asserted[b]], max(known))
        for a, b in belong
        if (known := [origins[g] for g in told[a] & told[b] if g in origins])
    ]
    least, most = (sum(max(count[at] for count in counts) <= limit for counts, limit in limits) for at in (0, 1))
    return {
        "pairs of mentions in one proposition": Share(sum(bool(asserted[a.claim] & asserted[b.claim]) for a, b in pairs), len(pairs)),
        "pairs put together that belong together": Share(len(belong), len(put)),
        "of these, origins_min no more than the gold's": Share(least, len(limits)),
        "of these, origins_max no more than the gold's": Share(most, len(limits)),
    }


def _linked(told: Sequence[Mention], links: Sequence[Row], wanted: set[tuple[str, str, str]]) -> dict[str, Share]:
    wanted = wanted | {(b, a, relation) for a, b, relation in wanted if relation == "contradicts"}
    stances: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for m in told:
        stances[m.claim].add((m.gold, m.stance))
    found: set[tuple[str, str, str]] = set()
    right: dict[tuple[str, ...], bool] = {}
    for link in links:
        a, b, relation = link["claim_id"], link["other_claim_id"], link["relation"]
        if a not in stances or b not in stances:
            continue
        supported = [{gold for gold, stance in stances[one] if stance == "supports"} for one in (a, b)]
        hits = {(x, y, relation) for x, y in product(*supported)} & wanted
        found |= hits
        against = relation == "contradicts" and any((g, _other(s)) in stances[b] for g, s in stances[a] if s in ("supports", "denies"))
        ends = (a, b) if relation == "updates" else tuple(sorted((a, b)))
        key = (relation, *ends)
        right[key] = right.get(key, False) or bool(hits) or against
    once = {(*sorted((a, b)), relation) if relation == "contradicts" else (a, b, relation) for a, b, relation in wanted}
    return {
        "contradictions and updates found": Share(len(once & found), len(once)),
        "links that are right": Share(sum(right.values()), len(right)),
    }


def _other(stance: str) -> str:
    return "denies" if stance == "supports" else "supports"
