"""Pages by a number: the same rows, in the same order, as if all had been sorted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.database import connect, create_table
from scoring.queries.asking import Asked, Question, question
from scoring.queries.fields import CLAIMS
from scoring.queries.ranking import MOST_TESTS, NARROWING, is_ranked, lies_by_score, rank
from scoring.snapshots import Snapshots
from scoring.snapshots.cursors import decoded
from scoring.snapshots.lists import Lists, Rows

LISTS = "section:main|comment,kind:fact|prediction,contradictions:0|1|2,admiralty:!A1|B2"
"""Several lists at once: joined, they came in another order."""

VALUES = (None, -0.25, 0.0, 0.5, 0.5000001, 1.0)


class Made(Lists):
    """Claims with these scores, in this order."""

    origin = {"snapshot_id": "0123456789abcdef", "ruleset_id": "0123456789abcdef"}  # noqa: RUF012

    def __init__(self, scores: list[float | None], *, lying_by_score: bool = False) -> None:
        self.con = connect()
        self.lying_by_score = lying_by_score
        create_table(self.con, "claims")
        names = [name for name, *_ in self.con.execute("describe claims").fetchall()]
        for name in names:
            self.con.execute(f"alter table claims alter column {name} drop not null") if name != "claim_id" else None
        self.con.executemany(
            "insert into claims (claim_id, score) values ($1, $2)", [[f"c_{at:03}", score] for at, score in enumerate(scores)]
        )

        self.con.execute("update claims set section = if(rowid % 3 = 0, 'comment', 'main'), kind = if(rowid % 5 = 0, 'opinion', 'fact')")
        self.con.execute("update claims set contradictions = rowid % 4, admiralty = if(rowid % 7 = 0, 'B2', null)")
        if lying_by_score:
            self.con.execute("create schema unserved")
            rank(self.con)

    @property
    def scores_are_ranked(self) -> bool:
        return self.lying_by_score

    @contextmanager
    def asking(self) -> Iterator[duckdb.DuckDBPyConnection]:
        yield self.con


def pages(made: Made, asked: Question, limit: int) -> Iterator[Rows]:
    after = None
    while True:
        page = made.listed(asked, after, limit)
        yield page
        if page.next_cursor is None:
            return
        after = decoded(asked, page.next_cursor)[1]


@given(scores=st.lists(st.sampled_from(VALUES), min_size=1, max_size=40), limit=st.integers(1, 9), falling=st.booleans())
def test_pages_by_score_give_every_claim_once_in_order_and_ties_as_they_lie(scores: list[float | None], limit: int, falling: bool) -> None:
    asked = question(CLAIMS, Asked(sort="score:desc" if falling else "score", select="claim_id,score"))
    assert is_ranked(asked)
    found = [row for page in pages(Made(scores), asked, limit) for row in page.rows]
    filled = [(f"c_{at:03}", score) for at, score in enumerate(scores) if score is not None]
    empty = [(f"c_{at:03}", None) for at, score in enumerate(scores) if score is None]
    assert found == [*sorted(filled, key=lambda row: row[1], reverse=falling), *empty]


@pytest.mark.parametrize("narrowed", [None, "section:main", "score:>0", "section:!main,score:<=0.5", LISTS])
@given(scores=st.lists(st.sampled_from(VALUES), min_size=1, max_size=40), limit=st.integers(1, 9))
def test_pages_read_off_the_table_that_lies_by_score_are_those_found_by_looking(
    narrowed: str | None, scores: list[float | None], limit: int
) -> None:
    asked = question(CLAIMS, Asked(filter=narrowed, sort="score:desc", select="claim_id,score"))
    assert lies_by_score(asked)
    read, found = ([*pages(Made(scores, lying_by_score=lying), asked, limit)] for lying in (True, False))
    assert read == found


@pytest.mark.parametrize("more", [{"sort": "score"}, {"sort": "certainty:desc"}, {"filter": "document:a.txt"}, {"filter": "text:gate"}])
def test_pages_that_the_table_does_not_tell_are_found_by_looking(more: dict[str, Any]) -> None:
    assert not lies_by_score(question(CLAIMS, Asked(**({"sort": "score:desc"} | more))))


def test_a_page_narrowed_by_many_values_is_found_by_looking() -> None:
    asked = Asked(filter="contradictions:" + "|".join(map(str, range(MOST_TESTS + 1))), sort="score:desc")
    assert not lies_by_score(question(CLAIMS, asked))


def test_a_snapshot_reads_pages_off_the_table_but_for_other_weights(data: Path) -> None:
    snapshot = Snapshots(data).current()
    assert snapshot.scores_are_ranked
    assert not snapshot.weighed(weights="hedged_by_author:-2").scores_are_ranked
    with snapshot.asking() as cursor:
        columns = [name for name, *_ in cursor.execute("describe unserved.claims_by_score").fetchall()]
    assert columns == ["place", *NARROWING]


@given(scores=st.lists(st.sampled_from(VALUES), min_size=1, max_size=40), limit=st.integers(1, 9))
def test_an_arrow_page_holds_the_same_rows(scores: list[float | None], limit: int) -> None:
    asked = question(CLAIMS, Asked(sort="score:desc", select="claim_id,score"))
    made = Made(scores)
    table, cursor = made.listed_arrow(asked, None, limit)
    page = made.listed(asked, None, limit)
    assert cursor == page.next_cursor
    assert [tuple(row.values()) for row in table.to_pylist()] == page.rows


@pytest.mark.parametrize(
    "more", [{"search": "gate"}, {"sample": 3}, {"sort": "score,certainty"}, {"sort": "section"}, {"sort": "document.claims"}]
)
def test_other_questions_are_sorted_whole(more: dict[str, Any]) -> None:
    assert not is_ranked(question(CLAIMS, Asked(**({"sort": "score"} | more))))
