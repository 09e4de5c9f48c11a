"""Readers move to what is published by themselves, keep their place, and can change nothing."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path

import duckdb
import httpx
import pytest

from scoring.errors import BadRequest, DamagedData, NothingPublished, StaleCursor, UnknownThing
from scoring.model import Received
from scoring.queries.asking import question
from scoring.queries.fields import CLAIMS, SOURCES
from scoring.snapshots import LOOK_EVERY, OPEN, ClaimFilter, Snapshots
from scoring.store import Store


def publish(folder: Path, number: int) -> str:
    """One more document, published; gives the snapshot's id."""
    with Store(folder) as store:
        content = f"The port of Quill took in {number + 20} ships on Monday. The harbour master said that exports rose."
        store.ingest([Received(document_name=f"{number}.txt", content=content.encode())])
        return store.publish().snapshot_id


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish(tmp_path / "data", 0)
    return tmp_path / "data"


def test_a_folder_without_a_snapshot_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NothingPublished, match="credibly ingest"):
        Snapshots(tmp_path / "none").current()


def test_a_newer_snapshot_is_served_within_two_seconds(folder: Path) -> None:
    snapshots = Snapshots(folder)
    before = snapshots.current().manifest.snapshot_id
    after = publish(folder, 1)
    time.sleep(2 * LOOK_EVERY)
    assert snapshots.current().manifest.snapshot_id == after != before


def test_a_cursor_stays_with_its_snapshot(folder: Path) -> None:
    snapshots = Snapshots(folder)
    first = snapshots.current().claims(ClaimFilter(), limit=1)
    assert first.next_cursor
    publish(folder, 1)
    time.sleep(2 * LOOK_EVERY)
    snapshot, after = snapshots.resume(question(CLAIMS), first.next_cursor)
    assert snapshot.manifest.snapshot_id == first.snapshot_id
    rest = snapshot.claims(ClaimFilter(), after, limit=100)
    assert [claim.document_name for claim in [*first.claims, *rest.claims]] == ["0.txt"] * 2


def test_a_cursor_into_a_snapshot_that_was_removed_is_stale(folder: Path) -> None:
    snapshots = Snapshots(folder)
    cursor = snapshots.current().claims(ClaimFilter(), limit=1).next_cursor
    old = snapshots.current().manifest.snapshot_id
    publish(folder, 1)
    shutil.rmtree(folder / "snapshots" / old)
    with pytest.raises(StaleCursor):
        Snapshots(folder).resume(question(CLAIMS), cursor)


def test_a_cursor_of_another_list_is_refused(folder: Path) -> None:
    snapshots = Snapshots(folder)
    cursor = snapshots.current().claims(ClaimFilter(), limit=1).next_cursor
    with pytest.raises(BadRequest):
        snapshots.resume(question(SOURCES), cursor)


def test_only_a_few_snapshots_stay_open(folder: Path) -> None:
    snapshots = Snapshots(folder)
    names = [publish(folder, number) for number in range(1, OPEN + 1)]
    for name in names:
        assert snapshots.get(name).claims(ClaimFilter()).claims
    held = snapshots.get(names[0])
    assert len(snapshots._opened) <= OPEN
    assert held.rules().rules


def test_a_name_that_is_no_snapshot_opens_nothing(folder: Path) -> None:
    for name in ("", ".", "..", "../..", "/etc", "a/b", "x" * 100, "\0"):
        with pytest.raises(UnknownThing):
            Snapshots(folder).get(name)


def test_a_damaged_snapshot_is_named(folder: Path) -> None:
    current = (folder / "CURRENT").read_text().strip()
    served = folder / "snapshots" / current / "serve.duckdb"
    served.write_bytes(served.read_bytes()[:5000])
    with pytest.raises(DamagedData, match=current):
        Snapshots(folder).current()


@pytest.mark.parametrize(
    "statement",
    [
        "delete from claims",
        "create table more (a integer)",
        "attach '/tmp/other.duckdb'",
        "select * from read_csv('/etc/passwd')",
        "select * from '/etc/passwd'",
        "copy claims to '/tmp/claims.csv'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set threads = 8",
        "select * from read_parquet('http://127.0.0.1:9/x')",
    ],
)
def test_a_reader_can_neither_write_nor_leave_its_database(folder: Path, statement: str) -> None:
    snapshot = Snapshots(folder).current()
    with pytest.raises(duckdb.Error):
        snapshot._connection.cursor().execute(statement).fetchall()


def test_two_readers_may_share_one_folder_in_one_process(folder: Path) -> None:
    one, other = Snapshots(folder), Snapshots(folder)
    assert one.current().claims(ClaimFilter()) == other.current().claims(ClaimFilter())


def test_many_threads_get_the_same_answers(folder: Path) -> None:
    snapshots, answers = Snapshots(folder), []

    def ask() -> None:
        answers.extend(snapshots.current().claims(ClaimFilter(text="EXPORTS")) for _ in range(20))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 160
    assert all(answer == answers[0] for answer in answers)
    assert answers[0].claims


def test_look_ups_go_on_while_a_text_is_scored(server: str) -> None:
    text = "".join(f"The harbour master said on Monday that {number} ships came to Quill. " for number in range(1100))
    with httpx.Client(base_url=server, timeout=120) as client:
        slow = threading.Thread(target=lambda: client.post("/v1/score", json={"text": text}).raise_for_status())
        slow.start()
        time.sleep(0.3)
        assert [client.get("/v1/rules").status_code for _ in range(5)] == [200] * 5
        assert slow.is_alive(), "the text was scored before five look-ups were answered"
        slow.join()
