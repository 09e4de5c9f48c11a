"""FastAPI with pydantic over the database of a snapshot, postings for searches included; CREDIBLY_DATA names the data folder."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any, get_type_hints

import duckdb
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, create_model

from bench.servers import ROWS
from scoring.model import ScoredClaim
from scoring.queries.searching import searched
from scoring.snapshots import Snapshots

Claim: Any = create_model("Claim", **{name: (kind, ...) for name, kind in get_type_hints(ScoredClaim).items()})

_SEARCH = """
with hit as (
    select place, sum(weight) as relevance
    from unserved.search_postings
    where term_id in (select term_id from unserved.search_terms where term in (select unnest($terms::varchar[])))
    group by place
    having count(*) = $count
    order by relevance desc, place
    limit $rows
)

select c.*
from hit
inner join claims as c on hit.place = c.rowid
order by hit.relevance desc, hit.place
"""


class Group(BaseModel):
    """Claims of one section and kind: how many, and their scores."""

    section: str
    kind: str
    count: int
    mean_score: float
    p10: float
    p50: float
    p90: float


_threads = threading.local()


def app() -> FastAPI:
    """The application."""
    served = Snapshots(Path(os.environ["CREDIBLY_DATA"])).current().folder
    con = duckdb.connect(str(served / "serve.duckdb"), read_only=True)
    made = FastAPI()

    def found(sql: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        if not hasattr(_threads, "cursor"):
            _threads.cursor = con.cursor()
        cursor = _threads.cursor.execute(sql, parameters)
        columns = [column[0] for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    @made.get("/claims/{claim_id}", response_model=Claim)
    def claim(claim_id: str) -> Any:
        rows = found("select * from claims where claim_id = $id", {"id": claim_id})
        if not rows:
            raise HTTPException(404)
        return rows[0]

    @made.get("/claims", response_model=list[Claim])
    def claims(section: str, above: float) -> Any:
        sql = "select * from claims where section = $section and score > $above order by score desc, claim_id limit $rows"
        return found(sql, {"section": section, "above": above, "rows": ROWS})

    @made.get("/groups", response_model=list[Group])
    def groups(above: float) -> Any:
        sql = """select section, kind, count(*) as count, avg(score) as mean_score,
            quantile_cont(score, 0.1) as p10, quantile_cont(score, 0.5) as p50, quantile_cont(score, 0.9) as p90
            from claims where score > $above group by section, kind order by count desc, section, kind"""
        return found(sql, {"above": above})

    @made.get("/search", response_model=list[Claim])
    def search(words: str) -> Any:
        terms = list(searched(words).terms)
        return found(_SEARCH, {"terms": terms, "count": len(terms), "rows": ROWS})

    return made
