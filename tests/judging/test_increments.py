"""Matching what came and went: the same to the byte as matching everything anew, whatever came and went before."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest

from bench.events import documents, told
from scoring.batch import documents_table, parse_batch, prepare_batch
from scoring.database import arrow, connect, run
from scoring.files import statements
from scoring.judging import candidates, matching
from scoring.model import Received
from scoring.store import Store
from scoring.store.exports import export
from tests.judging.affairs import ESTABLISHED
from tests.judging.annotated import affairs

TIGHT = {"CROWD": 5, "FEW": 2, "SENIORS": 3}
"""Limits that a small corpus crosses again and again."""
ACCOUNTS = 10
"""Seeds from here on are of accounts of affairs."""
_CONTENTS = {
    "items": "select * exclude (item) from matching.items",
    **{
        keys: f"select content, part, key from matching.{keys} inner join matching.items using (item)"
        for keys in ("meeting_keys", "refined_keys", "whole_keys")
    },
    "met": """
        select least(a, b) as one, greatest(a, b) as other
        from (
            select {'content': i.content, 'part': i.part} as a, {'content': o.content, 'part': o.part} as b
            from matching.met as m inner join matching.items as i on m.item = i.item inner join matching.items as o on m.other = o.item
        )
    """,
    "related": """
        select
            if(relation = 'updates', a, least(a, b)) as one,
            if(relation = 'updates', b, greatest(a, b)) as other,
            relation, similarity, because
        from (
            select {'content': i.content, 'part': i.part} as a, {'content': o.content, 'part': o.part} as b, r.*
            from matching.related as r inner join matching.items as i on r.item = i.item inner join matching.items as o on r.other = o.item
        )
    """,
    "item_propositions": """
        select content, part, proposition_id, because, p.closed
        from matching.item_propositions as p inner join matching.items using (item)
    """,
    "matched": "from matching.matched",
    "found_links": "from matching.found_links",
    "known_claims": "from matching.known_claims",
}
"""What is kept, told without numbers of items."""


def _texts(seed: int) -> list[str]:
    """Few events, told so often, and in the same or nearly the same words, that there are crowds."""
    random = Random(seed)
    pool = list(told(90, seed=seed))[:50]
    told_again = documents([random.choice(pool) for _ in range(260)], 3)
    edited = [f"The ferry to Merrow sank off Ardle on Monday with {at} cars on board.\n" for at in range(40, 58)]
    return [*(text for text, _ in told_again), *(text for text, _ in documents(list(told(60, seed=seed + 1)), 5)), *edited]


def _accounts(seed: int) -> list[str]:
    """Accounts of affairs, and documents that hold a sentence or two of them: what is told beside one decides what it agrees with."""
    accounts = [one.content.decode() for told_of in list(affairs("development").values())[:5] for one in told_of.received]
    sentences = [line for text in accounts for line in re.findall(r"[A-Z][^.\n]{30,}[.]", text)]
    return [*accounts, *(" ".join(Random(f"{seed} {at}").sample(sentences, 1 + at % 2)) for at in range(80))]


@cache
def _prepared(seed: int) -> pa.Table:
    texts = _accounts(seed) if seed >= ACCOUNTS else _texts(seed)
    received = [Received(document_name=f"{at % 40}.txt", content=text.encode()) for at, text in enumerate(dict.fromkeys(texts))]
    return prepare_batch(parse_batch(documents_table(received)))


def _matched(prepared: pa.Table, documents: Collection[str], established: Collection[str], withdrawn: Collection[str], kept: Path) -> Any:
    """All that matching keeps of some documents, after it has matched them."""
    with TemporaryDirectory() as spill, connect(spill=spill, attached={"matching": kept}) as con:
        con.register("everything", prepared)
        con.register("chosen", pa.table({"document_id": pa.array(documents, pa.string())}))
        con.register("believed", pa.table({"document_id": pa.array(established, pa.string())}))
        con.register("withdrawing", pa.table({"claim_id": pa.array(withdrawn, pa.string())}))
        con.execute("create temporary table prepared as from everything semi join chosen using (document_id)")
        con.execute("create temporary table documents as select document_id, left(document_id, 3) as document_name from prepared")
        con.execute("create temporary table standings as select document_id, document_id in (from believed) as established from prepared")
        run(con, "match/sketched")
        matching.remember(con, "this version")
        matching.match(con, kept=True)
        return {name: arrow(con, f"select * from ({query}) order by all") for name, query in _CONTENTS.items()}


def _days(prepared: pa.Table, random: Random) -> Iterator[tuple[list[str], list[str]]]:
    """What there is from one publication to the next, and which claims corrections withdraw: much or little came or went."""
    everything = prepared["document_id"].to_pylist()
    claims = [claim["claim_id"] for claims in prepared["claims"].to_pylist() for claim in claims]
    there = set(random.sample(everything, len(everything) // 2))
    for _ in range(5):
        yield sorted(there), sorted(random.sample(claims, random.choice((0, 2, 20))))
        absent = sorted(set(everything) - there)
        much = random.choice((0, 1, 3, len(everything) // 4))
        there |= set(random.sample(absent, min(much, len(absent))))
        there -= set(random.sample(sorted(there), min(random.choice((0, 1, 3, len(everything) // 4)), len(there))))
    yield [], []
    yield everything, []


@pytest.mark.promise(19)
@pytest.mark.parametrize(("seed", "limits"), [(1, TIGHT), (2, TIGHT), (3, {"FEW": 3}), (4, {"CROWD": 9, "SENIORS": 2}), (11, {}), (12, {})])
def test_what_matching_keeps_is_what_it_would_have_found_anew(
    seed: int, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, limit in limits.items():
        monkeypatch.setattr(candidates, name, limit)
    monkeypatch.setattr(matching, "SENIORS", candidates.SENIORS)
    random, prepared = Random(seed), _prepared(seed)
    established = [one for one in prepared["document_id"].to_pylist() if random.random() < 0.2]
    for day, (there, withdrawn) in enumerate(_days(prepared, random)):
        kept = _matched(prepared, there, established, withdrawn, tmp_path / "kept.duckdb")
        anew = _matched(prepared, there, established, withdrawn, tmp_path / f"{day}.duckdb")
        assert {name for name in kept if not kept[name].equals(anew[name])} == set()


def test_all_that_is_kept_is_looked_at_here() -> None:
    assert {*_CONTENTS, "made_by"} == set(statements("matching"))


def _exported(folder: Path, out: Path) -> dict[str, bytes]:
    export(folder, out)
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.mark.promise(19)
def test_documents_that_come_and_go_leave_the_bytes_of_an_export_that_never_saw_the_others(tmp_path: Path) -> None:
    random = Random(7)
    texts = _texts(7)[::4]
    all_of_them = [
        Received(document_name=f"{at}.txt", content=text.encode(), publisher=ESTABLISHED[at % 5] if at % 6 == 0 else None)
        for at, text in enumerate(texts)
    ]
    there: set[int] = set()
    with Store(tmp_path / "kept") as store:
        for _ in range(3):
            come = random.sample([at for at in range(len(texts)) if at not in there], 6)
            store.ingest([all_of_them[at] for at in come])
            gone = random.sample(sorted(there), min(2, len(there)))
            if gone:
                store.remove(*(f"{at}.txt" for at in gone))
            there = (there | set(come)) - set(gone)
            store.publish()
    with Store(tmp_path / "anew") as store:
        store.ingest(all_of_them[at] for at in sorted(there))
        store.publish()
    assert _exported(tmp_path / "kept", tmp_path / "a") == _exported(tmp_path / "anew", tmp_path / "b")


@pytest.fixture(scope="module")
def half_published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of which eight documents are published and four more are stored; to be copied."""
    folder = tmp_path_factory.mktemp("half") / "data"
    received = [Received(document_name=f"{at}.txt", content=text.encode()) for at, text in enumerate(_texts(8)[:12])]
    with Store(folder) as store:
        store.ingest(received[:8])
        store.publish()
        store.ingest(received[8:])
    return folder


@pytest.fixture(scope="module")
def published_anew(half_published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    home = tmp_path_factory.mktemp("anew")
    shutil.copytree(half_published, home / "data")
    (home / "data" / "matching.duckdb").unlink()
    with Store(home / "data") as store:
        store.publish()
    return _exported(home / "data", home / "out")


@pytest.mark.parametrize("spoil", ["damaged", "cut short", "of others", "not made to the end"])
def test_what_matching_kept_is_made_anew_where_it_is_of_no_use(
    spoil: str, half_published: Path, published_anew: dict[str, bytes], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    shutil.copytree(half_published, data)
    kept = data / "matching.duckdb"
    if spoil == "damaged":
        kept.write_bytes(kept.read_bytes()[:12288] + b"?" * (kept.stat().st_size - 12288))
    elif spoil == "cut short":
        kept.write_bytes(kept.read_bytes()[:5000])
    else:
        with connect(attached={"matching": kept}) as con:
            con.execute("update matching.made_by set " + ("stages = 'of others'" if spoil == "of others" else "is_whole = false"))
            con.execute("delete from matching.related")
    with Store(data) as store:
        store.publish()
    assert _exported(data, tmp_path / "out") == published_anew


def test_without_the_working_tables_nothing_is_kept_of_what_was_matched(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest([Received(document_name="a.txt", content=b"The council of Ardle closed the bridge.\n")])
        store.publish()
    assert (tmp_path / "matching.duckdb").exists()
    (tmp_path / "working.duckdb").unlink()
    with Store(tmp_path):
        assert not (tmp_path / "matching.duckdb").exists()
