"""Invented affairs with annotation (tests/judging/accounts/): do judgements hold where nobody had the affair in mind when writing seeds?

    .venv/bin/python -m tests.judging.annotated               the figures, by half
    .venv/bin/python -m tests.judging.annotated dam strike    the figures of some, and each miss in words

`development/` is there to learn from; `heldout/` is only measured: whoever mends a rule after reading a miss there spoils the figure.
An affair is a Markdown file. Each `## name` is a document; a line is a sentence, an empty line ends a paragraph. In front of a sentence
stand the claims that it supports, `[breach dead-nine]`, those it qualifies, `[~breach]`, and those it denies, `[!breach]`. What
stands under `## relations` is read as tests/gold/accounts.py reads the gold: `updates: later earlier`, `contradicts: one other`,
`origins: claim 2` (how many independent ones), `above: claim@document claim@document` (of two sentences, the one that is to score higher).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from scoring.model import Received
from tests.gold.accounts import LINKED, Share, figures, judged, mentions

ACCOUNTS = Path(__file__).with_name("accounts")
HALVES = ("development", "heldout")

_STANCES = {"~": "qualifies", "!": "denies"}

Row = dict[str, Any]


class Affair(NamedTuple):
    """Documents of one affair with annotation in the form of the gold."""

    received: list[Received]
    claims: list[Row]
    """claim_id, and mentions: doc, start, end (characters of the document), stance."""
    relations: list[Row]
    above: list[tuple[Row, Row]]
    """Mentions, the more reliable first."""


def affairs(half: str) -> dict[str, Affair]:
    """The affairs of `development` or `heldout` by name."""
    return {path.stem: affair(path.read_text(encoding="utf-8")) for path in sorted((ACCOUNTS / half).glob("*.md"))}


def affair(source: str) -> Affair:
    """One file, taken apart. A claim under `## relations` that no sentence tells is a KeyError."""
    received: list[Received] = []
    told: dict[str, list[Row]] = {}
    relations: list[Row] = []
    above: list[tuple[Row, Row]] = []
    for part in source.split("\n## ")[1:]:
        name, _, body = part.partition("\n")
        if name == "relations":
            for line in body.split("\n"):
                _relate(line, told, relations, above)
        else:
            text, marked = _text(body)
            received.append(Received(document_name=f"{name}.txt", content=text.encode()))
            for claim, stance, start, end in marked:
                told.setdefault(claim, []).append({"doc": f"{name}.txt", "start": start, "end": end, "stance": stance})
    return Affair(received, [{"claim_id": claim, "mentions": rows} for claim, rows in told.items()], relations, above)


def _text(body: str) -> tuple[str, list[tuple[str, str, int, int]]]:
    """A document's text, and its marks: claim, stance, start, end."""
    text = ""
    marked: list[tuple[str, str, int, int]] = []
    for line in body.strip().split("\n"):
        before, _, rest = line.rpartition("[")
        tags, _, sentence = rest.partition("] ") if before or line.startswith("[") else ("", "", line)
        if text:
            text += " " if line and not text.endswith("\n") else "\n"
        text += before
        marked += [(tag.lstrip("~!"), _STANCES.get(tag[0], "supports"), len(text), len(text) + len(sentence)) for tag in tags.split()]
        text += sentence
    return text, marked


def _relate(line: str, told: dict[str, list[Row]], relations: list[Row], above: list[tuple[Row, Row]]) -> None:
    word, _, rest = line.partition(": ")
    if not rest:
        return
    one, other = rest.split()
    if word == "above":
        above.append((_mention(one, told), _mention(other, told)))
    elif word == "origins":
        relations.append({"claim_id": told[one] and one, "n_independent": int(other)})
    elif word in LINKED:
        relations.append({"a": told[one] and one, "b": told[other] and other, "relation": word})
    else:
        raise ValueError(line)


def _mention(place: str, told: dict[str, list[Row]]) -> Row:
    claim, _, document = place.partition("@")
    return next(row for row in told[claim] if row["doc"] == f"{document}.txt")


def measure(some: Sequence[Affair]) -> dict[str, Share]:
    """The figures of several affairs, each judged on its own, added up."""
    sums: dict[str, Share] = {}
    for one in some:
        tables = judged(one.received)
        found = figures(tables, one.claims, one.relations) | {"scores in order": _order(one, tables["claims"])}
        for name, share in found.items():
            before = sums.get(name, Share(0, 0))
            sums[name] = Share(before.right + share.right, before.of + share.of)
    return sums


def _order(one: Affair, claims: Sequence[Row]) -> Share:
    def score(mention: Row) -> float:
        near = max(
            (min(mention["end"], c["stop"]) - max(mention["start"], c["start"]), c["score"] or 0.0)
            for c in claims
            if c["document_name"] == mention["doc"]
        )
        return float(near[1])

    return Share(sum(score(more) > score(less) for more, less in one.above), len(one.above))


def misses(one: Affair) -> list[str]:
    """What is wrong in one affair, a line each: pairs apart, pairs wrongly together, links that are wrong or lacking."""
    tables = judged(one.received)
    texts = {row["claim_id"]: f"{row['document_name'][:-4]}: {row['text']}" for row in tables["claims"]}
    told = list(mentions(one.claims, tables["claims"]))
    asserted: dict[str, set[str]] = {}
    for row in tables["assertions"]:
        asserted.setdefault(row["claim_id"], set()).add(row["proposition_id"])
    golds: dict[str, set[str]] = {}
    for m in told:
        golds.setdefault(m.claim, set()).add(m.gold)
    document = {m.claim: m.document for m in told}
    lines = []
    for a, b in combinations(told, 2):
        if (
            a.gold == b.gold
            and a.document != b.document
            and a.stance == b.stance == "supports"
            and not asserted.get(a.claim, set()) & asserted.get(b.claim, set())
        ):
            lines.append(f"APART {a.gold}\n    {texts[a.claim]}\n    {texts[b.claim]}")
    names = {row["proposition_id"]: row["wording"] if "wording" in row else row["proposition_id"] for row in tables["propositions"]}
    for x, y in combinations(sorted(document), 2):
        common = asserted.get(x, set()) & asserted.get(y, set())
        if document[x] != document[y] and common and not golds[x] & golds[y]:
            lines.append(f"TOGETHER {sorted(names[p] for p in common)}\n    {texts[x]}\n    {texts[y]}")
    linked = {(link["claim_id"], link["other_claim_id"]): link["relation"] for link in tables["links"]}
    lines += [
        f"LINK {relation}\n    {texts[a]}\n    {texts[b]}" for (a, b), relation in sorted(linked.items()) if relation == "updates" or a < b
    ]
    for row in one.relations:
        if "relation" in row:
            pairs = [(m.claim, n.claim) for m in told for n in told if (m.gold, n.gold) == (row["a"], row["b"])]
            if not any(linked.get(pair) == row["relation"] for pair in pairs):
                lines += [f"LACKING {row['relation']} {row['a']} {row['b']}", *[f"    {texts[a]}\n    {texts[b]}" for a, b in pairs[:3]]]
    return lines


def _main(names: Sequence[str]) -> None:
    for half in HALVES:
        some = affairs(half)
        chosen = [one for name, one in some.items() if not names or name in names]
        if chosen:
            print(half)
            for name, share in measure(chosen).items():
                print(f"  {name:55} {share.percent:5} ({share.right} of {share.of})")
            if names:
                print("\n".join(line for one in chosen for line in misses(one)))


if __name__ == "__main__":
    _main(sys.argv[1:])
