"""Every filter, order, group, sample and search gives what a plain evaluation of all rows in Python gives."""

from __future__ import annotations

import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.errors import BadRequest
from scoring.queries.asking import MOST_ROWS, Asked, question
from scoring.queries.fields import CLAIMS, DOCUMENTS, LINKS, LISTINGS, PASSAGES, PROPOSITIONS, RULES, SOURCES, Field, Listing
from scoring.queries.searching import searched, term
from scoring.snapshots import Lists, Snapshot, Snapshots

Row = dict[str, Any]
Fits = Callable[[Row], bool]

ASKED = (CLAIMS, DOCUMENTS, PASSAGES, SOURCES, PROPOSITIONS, LINKS, RULES)


@pytest.fixture(scope="module")
def snapshot(data: Path) -> Snapshot:
    return Snapshots(data).current()


def rows(lists: Lists, listing: Listing, **asked: Any) -> list[Row]:
    """All rows, page after page."""
    asking, found, after = question(listing, Asked(**asked)), [], None
    while True:
        page = lists.listed(asking, after, MOST_ROWS)
        found += page.records()
        if page.next_cursor is None:
            return found


def usable(listing: Listing) -> list[Field]:
    return [field for field in listing.fields.values() if field.use == "all"]


_ALL: dict[str, list[Row]] = {}


def whole(snapshot: Snapshot, listing: Listing) -> list[Row]:
    """Every row of a list, with all fields that can be filtered by."""
    if listing.name not in _ALL:
        _ALL[listing.name] = rows(snapshot, listing, select=",".join(field.name for field in usable(listing)))
    return _ALL[listing.name]


def quoted(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


@st.composite
def conditions(draw: st.DrawFn, listing: Listing, known: list[Row]) -> tuple[str, Fits]:
    """A condition as it is written, and what it means."""
    field = draw(st.sampled_from(usable(listing)))
    name = field.name
    values = sorted({row[name] for row in known if row[name] is not None})
    negated = draw(st.booleans())
    if not values or draw(st.integers(0, 9)) == 0:
        written, fits = f"{name}:{'!' * negated}null", lambda row: row[name] is None
    elif field.kind == "text":
        chosen = draw(st.lists(st.sampled_from(values), min_size=1, max_size=3))
        if draw(st.booleans()):
            parts = [part for value in chosen if (part := value[2:7])] or ["e"]
            written = f"{name}.search:{'!' * negated}" + "|".join(quoted(part.upper()) for part in parts)

            def fits(row: Row) -> bool:
                return row[name] is not None and any(part.upper().lower() in row[name].lower() for part in parts)
        else:
            written = f"{name}:{'!' * negated}" + "|".join(quoted(value) for value in chosen)

            def fits(row: Row) -> bool:
                return row[name] in chosen
    elif field.kind == "boolean":
        value = draw(st.booleans())
        written, fits = f"{name}:{'!' * negated}{str(value).lower()}", lambda row: row[name] is value
    elif field.kind == "time":
        written, fits = draw(_times(name, values))
        written = f"{name}:{'!' * negated}{written}"
    else:
        written, fits = draw(_numbers(name, values))
        written = f"{name}:{'!' * negated}{written}"
    return written, (lambda row: not fits(row)) if negated else fits


@st.composite
def _numbers(draw: st.DrawFn, name: str, values: list[float]) -> tuple[str, Fits]:
    low, high = sorted(draw(st.tuples(st.sampled_from(values), st.sampled_from(values))))
    sign = draw(st.sampled_from(["", ">", ">=", "<", "<=", "-"]))
    told = {"": f"{low:f}", "-": f"{low:f}-{high:f}"}.get(sign, f"{sign}{low:f}") if isinstance(low, float) else None
    written = told or (f"{low}-{high}" if sign == "-" else f"{sign}{low}")
    low, high = (float(f"{low:f}"), float(f"{high:f}")) if told else (low, high)

    def fits(row: Row) -> bool:
        value = row[name]
        return (
            value is not None
            and {
                "": value == low,
                "-": low <= value <= high,
                ">": value > low,
                ">=": value >= low,
                "<": value < low,
                "<=": value <= low,
            }[sign]
        )

    return written, fits


@st.composite
def _times(draw: st.DrawFn, name: str, values: list[datetime]) -> tuple[str, Fits]:
    day = draw(st.sampled_from(values)).astimezone(UTC)
    shown = draw(st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]))
    begin = datetime.strptime(day.strftime(shown), shown).replace(tzinfo=UTC)
    after = {
        "%Y-%m-%d": begin + timedelta(days=1),
        "%Y-%m": (begin + timedelta(days=32)).replace(day=1),
        "%Y": begin.replace(year=begin.year + 1),
    }[shown]
    sign = draw(st.sampled_from(["", ">", ">=", "<", "<="]))

    def fits(row: Row) -> bool:
        value = row[name]
        return (
            value is not None
            and {
                "": begin <= value < after,
                ">": value >= after,
                ">=": value >= begin,
                "<": value < begin,
                "<=": value < after,
            }[sign]
        )

    return f"{sign}{begin:{shown}}", fits


def places(listing: Listing, found: list[Row]) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in listing.key) for row in found]


@pytest.mark.parametrize("listing", ASKED, ids=lambda listing: listing.name)
@settings(max_examples=60)
@given(drawn=st.data())
def test_a_filter_gives_the_rows_that_fit_all_its_conditions_and_no_others(
    snapshot: Snapshot, listing: Listing, drawn: st.DataObject
) -> None:
    known = whole(snapshot, listing)
    asked = drawn.draw(st.lists(conditions(listing, known), min_size=1, max_size=3))
    expected = [row for row in known if all(fits(row) for _, fits in asked)]
    found = rows(snapshot, listing, filter=",".join(written for written, _ in asked))
    assert places(listing, found) == places(listing, expected)


def in_order(listing: Listing, found: list[Row], sort: list[tuple[str, bool]]) -> list[Row]:
    """Sorted field by field, the last first; rows without a value come last."""
    usual = (*listing.order, *listing.key) if listing.placed else listing.key
    ordered = sorted(found, key=lambda row: tuple(row[name] for name in usual))
    for name, falling in reversed(sort):
        filled = [row for row in ordered if row[name] is not None]
        empty = [row for row in ordered if row[name] is None]
        ordered = [*sorted(filled, key=lambda row: row[name], reverse=falling), *empty]
        if falling:  # equal ones keep their order
            ordered = [*_stable(filled, name), *empty]
    return ordered


def _stable(filled: list[Row], name: str) -> list[Row]:
    values = sorted({row[name] for row in filled}, reverse=True)
    return [row for value in values for row in filled if row[name] == value]


@pytest.mark.parametrize("listing", ASKED, ids=lambda listing: listing.name)
@settings(max_examples=30)
@given(drawn=st.data())
def test_rows_come_in_the_order_that_is_asked_for_page_after_page(
    data: Path, snapshot: Snapshot, listing: Listing, drawn: st.DataObject
) -> None:
    names = drawn.draw(st.lists(st.sampled_from([field.name for field in usable(listing)]), min_size=1, max_size=3, unique=True))
    sort = [(name, drawn.draw(st.booleans())) for name in names]
    asking = question(listing, Asked(sort=",".join(f"{name}:{'desc' if falling else 'asc'}" for name, falling in sort)))
    known = whole(snapshot, listing)
    limit, found, cursor = max(1, len(known) // drawn.draw(st.integers(1, 6))), [], None
    snapshots = Snapshots(data)
    while True:
        held, after = snapshots.resume(asking, cursor)
        page = held.listed(asking, after, limit)
        assert len(page.rows) <= limit
        found += page.records()
        cursor = page.next_cursor
        if cursor is None:
            break
    assert places(listing, found) == places(listing, in_order(listing, known, sort))


def bucketed(value: datetime, bucket: str) -> str:
    day = value.astimezone(UTC).date()
    first: date = {
        "day": day,
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "year": day.replace(month=1, day=1),
    }[bucket]
    return first.isoformat()


@pytest.mark.parametrize("listing", ASKED, ids=lambda listing: listing.name)
@settings(max_examples=30)
@given(drawn=st.data())
def test_groups_count_and_measure_the_rows_that_are_theirs(snapshot: Snapshot, listing: Listing, drawn: st.DataObject) -> None:
    known = whole(snapshot, listing)
    fields = drawn.draw(st.lists(st.sampled_from(usable(listing)), min_size=1, max_size=3, unique_by=lambda field: field.name))
    buckets = [drawn.draw(st.sampled_from([None, "day", "week", "month", "year"])) if field.kind == "time" else None for field in fields]
    names = [f"{field.name}:{bucket}" if bucket else field.name for field, bucket in zip(fields, buckets, strict=True)]

    def key(row: Row) -> tuple[Any, ...]:
        values = [row[field.name] for field in fields]
        return tuple(
            bucketed(value, bucket) if bucket and value is not None else value for value, bucket in zip(values, buckets, strict=True)
        )

    expected = Counter(key(row) for row in known)
    measured: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for row in known:
        if listing.measured and row[listing.measured] is not None:
            measured[key(row)].append(row[listing.measured])
    found = rows(snapshot, listing, group_by=",".join(names))
    assert {tuple(group[name] for name in names): group["count"] for group in found} == expected
    assert [group["count"] for group in found] == sorted((group["count"] for group in found), reverse=True)
    for group in found if listing.measured else []:
        scores = sorted(measured[tuple(group[name] for name in names)])
        if not scores:
            assert group["mean_score"] is group["p50"] is None
            continue
        assert math.isclose(group["mean_score"], statistics.fmean(scores), abs_tol=1e-9)
        for share, name in ((0.1, "p10"), (0.5, "p50"), (0.9, "p90")):
            place = share * (len(scores) - 1)
            low, high = scores[math.floor(place)], scores[math.ceil(place)]
            assert math.isclose(group[name], low + (high - low) * (place - math.floor(place)), abs_tol=1e-9)


def test_groups_are_paged_like_rows(data: Path, snapshot: Snapshot) -> None:
    asking, snapshots = question(CLAIMS, Asked(group_by="section,kind,source.kind")), Snapshots(data)
    found, cursor = [], None
    while True:
        held, after = snapshots.resume(asking, cursor)
        page = held.listed(asking, after, 4)
        found += page.rows
        cursor = page.next_cursor
        if cursor is None:
            break
    assert found == snapshot.listed(asking, None, MOST_ROWS).rows


@pytest.mark.parametrize("listing", ASKED, ids=lambda listing: listing.name)
def test_a_sample_is_the_same_each_time_another_by_another_seed_and_of_the_rows_that_fit(snapshot: Snapshot, listing: Listing) -> None:
    known = places(listing, whole(snapshot, listing))
    wanted = len(known) // 2
    first, again, other = (places(listing, rows(snapshot, listing, sample=wanted, seed=seed)) for seed in (7, 7, 8))
    assert first == again != other
    assert len(set(first)) == wanted
    assert set(first) <= set(known)
    assert first == [place for place in known if place in set(first)]


def test_a_sample_is_drawn_from_what_the_filter_lets_pass(snapshot: Snapshot) -> None:
    found = rows(snapshot, CLAIMS, filter="section:comment", sample=5)
    assert [row["section"] for row in found] == ["comment"] * 5


def test_ids_are_asked_for_in_bulk(snapshot: Snapshot) -> None:
    known = [row["claim_id"] for row in whole(snapshot, CLAIMS)]
    assert [row["claim_id"] for row in rows(snapshot, CLAIMS, ids=[*known[::3], "c_0000000000000000"])] == known[::3]
    assert [row["claim_id"] for row in rows(snapshot, CLAIMS, ids=",".join(known[:2]))] == known[:2]


def test_what_leads_elsewhere_can_be_filtered_by(snapshot: Snapshot) -> None:
    claims = [row["claim_id"] for row in whole(snapshot, CLAIMS)]
    proposition = rows(snapshot, PROPOSITIONS, filter="documents:>1")[0]["proposition_id"]
    sayings = {saying.claim_id for saying in snapshot.proposition(proposition).said_by}
    assert {row["claim_id"] for row in rows(snapshot, CLAIMS, filter=f"proposition_id:{proposition}")} == sayings
    assert {row["claim_id"] for row in rows(snapshot, CLAIMS, filter=f"proposition_id:!{proposition}")} == set(claims) - sayings
    ledgers = {claim: {line.rule_id for line in snapshot.explanation(claim).contributions} for claim in claims[:40]}
    corroborated = {row["claim_id"] for row in rows(snapshot, CLAIMS, filter="rule_id:corroborated|echoed")}
    assert {claim for claim, rules in ledgers.items() if rules & {"corroborated", "echoed"}} == corroborated & set(ledgers)


def test_a_search_ranks_the_claims_in_which_every_word_occurs_by_bm25(snapshot: Snapshot) -> None:
    tokens = {
        row["claim_id"]: [term(token) for token in re.findall(r"[0-9]+(?:[.,][0-9]+)+|[^\W_]+", row["text"])]
        for row in whole(snapshot, CLAIMS)
    }
    usual = statistics.fmean(map(len, tokens.values()))
    for asked in ("gate", "gates", "the gate", "people homes valley", "1,500"):
        terms = searched(asked).terms
        expected: dict[str, float] = {}
        for claim, said in tokens.items():
            if not all(word in said for word in terms):
                continue
            expected[claim] = 0.0
            for word in terms:
                known = sum(word in other for other in tokens.values())
                rarity = math.log(1 + (len(tokens) - known + 0.5) / (known + 0.5))
                times = said.count(word)
                expected[claim] += rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * len(said) / usual))
        found = rows(snapshot, CLAIMS, search=asked, select="claim_id,relevance_score")
        assert found, asked
        assert {row["claim_id"] for row in found} == set(expected)
        assert all(math.isclose(row["relevance_score"], expected[row["claim_id"]], abs_tol=1e-5) for row in found)
        scores = [row["relevance_score"] for row in found]
        assert scores == sorted(scores, reverse=True)


def test_a_phrase_is_found_as_it_stands(snapshot: Snapshot) -> None:
    found = rows(snapshot, CLAIMS, search='"the valley" people')
    expected = [row for row in whole(snapshot, CLAIMS) if "the valley" in row["text"].lower() and "people" in row["text"].lower()]
    assert {row["claim_id"] for row in found} == {row["claim_id"] for row in expected} != set()


def test_search_goes_with_filters_groups_and_other_orders(snapshot: Snapshot) -> None:
    found = rows(snapshot, CLAIMS, search="gate", filter="section:main", sort="score:desc")
    assert found
    assert all(row["section"] == "main" for row in found)
    assert sum(group["count"] for group in rows(snapshot, CLAIMS, search="gate", group_by="section")) == len(
        rows(snapshot, CLAIMS, search="gate")
    )


@pytest.mark.parametrize("attempt", ["' or 1=1 --", "$p0", "claim.score", '"; drop table claims; --', "{}", "%s", "\\", "''"])
def test_sql_in_a_filter_is_only_text(snapshot: Snapshot, attempt: str) -> None:
    for field in ("section.search", "text.search", "document", "said_by", "proposition_id", "document.publisher"):
        assert rows(snapshot, CLAIMS, filter=f"{field}:{quoted(attempt)}") == []
    for field in (attempt, f"section{attempt}"):
        with pytest.raises(BadRequest, match=r"no field|quotation mark"):
            question(CLAIMS, Asked(filter=f"{field}:main"))


@settings(max_examples=200)
@given(written=st.text(st.sampled_from("section:|,!<>=-.\"'0519T_scoretxabn;\n")), name=st.sampled_from(sorted(LISTINGS)))
def test_whatever_is_written_is_refused_or_answered(snapshot: Snapshot, written: str, name: str) -> None:
    if name == "snapshots":
        return
    for asked in (Asked(filter=written), Asked(sort=written), Asked(group_by=written), Asked(select=written), Asked(search=written)):
        try:
            asking = question(LISTINGS[name], asked)
        except BadRequest:
            continue
        if asking.search is None or name == "claims":
            snapshot.listed(asking, None, 1)
