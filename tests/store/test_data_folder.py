"""The data folder keeps what it is given: through crashes, repeats, removals and other programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from corpus import AGENCY, CORPUS, COURIER, received

from scoring.errors import DamagedData, DataFolderBusy, UnknownThing
from scoring.queries.asking import question
from scoring.queries.fields import DOCUMENTS
from scoring.snapshots import Snapshots
from scoring.store import Store


def _stored(folder: Path) -> list[str]:
    with Store(folder) as store:
        return store._stored()[0]["document_name"].to_pylist()


def _log(folder: Path) -> Path:
    return folder / "log" / "received.jsonl"


def test_what_was_stored_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        outcomes = store.ingest(CORPUS)
    assert [outcome.state for outcome in outcomes] == ["stored"] * 4 + ["failed"]
    assert sorted(_stored(tmp_path)) == sorted(document.document_name for document in CORPUS)


def test_progress_hears_of_each_document_once(tmp_path: Path) -> None:
    heard: list[str] = []
    with Store(tmp_path) as store:
        store.ingest(CORPUS, lambda outcome: heard.append(outcome.document_name))
    assert heard == [document.document_name for document in CORPUS]


@pytest.mark.promise(20)
def test_a_document_that_comes_twice_changes_nothing(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS)
        first, size = store.publish(), _log(tmp_path).stat().st_size
        again = store.ingest([*CORPUS, CORPUS[0]])
        assert store.publish() == first
    assert [outcome.state for outcome in again] == ["already stored"] * 4 + ["failed", "already stored"]
    assert _log(tmp_path).stat().st_size == size


def test_a_document_that_comes_with_another_date_is_another_one_in_whatever_order_they_come(tmp_path: Path) -> None:
    days = [5, 6]
    for folder, order in (("forth", days), ("back", days[::-1])):
        with Store(tmp_path / folder) as store:
            for day in order:
                assert store.ingest([received("a.txt", AGENCY, day=day)])[0].state == "stored"
            store.publish()
    assert (tmp_path / "forth" / "CURRENT").read_text() == (tmp_path / "back" / "CURRENT").read_text()


@pytest.mark.promise(20)
def test_removing_a_document_restores_the_former_scores(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS[:1])
        before = store.publish()
        store.ingest(CORPUS[1:2])
        assert store.publish() != before
        assert store.remove("courier.txt") == [store.ingest(CORPUS[1:2])[0].document_id]
        store.remove("courier.txt")
        assert store.publish() == before
    assert _stored(tmp_path) == ["agency.txt"]


def test_removing_what_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with Store(tmp_path) as store, pytest.raises(UnknownThing, match=r"no document named nothing\.txt"):
        store.remove("nothing.txt")


def test_lost_working_tables_are_rebuilt_from_the_log_with_the_same_result(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS)
        store.remove("notes.md")
        before = store.publish()
    (tmp_path / "working.duckdb").unlink()
    messages: list[str] = []
    with Store(tmp_path, messages.append) as store:
        assert store.publish() == before
    assert messages == ["working.duckdb is missing: rebuilding it from the log"]


def test_damaged_working_tables_are_rebuilt_from_the_log(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS)
    (tmp_path / "working.duckdb").write_bytes(b"no database at all" * 500)
    messages: list[str] = []
    with Store(tmp_path, messages.append) as store:
        assert store._stored()[0].num_rows == len(CORPUS)
    assert len(messages) == 1
    assert messages[0].startswith("working.duckdb cannot be read")


def test_readings_of_another_version_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS[:1])
    monkeypatch.setattr("scoring.store.working.reader_id", lambda: "another")
    messages: list[str] = []
    with Store(tmp_path, messages.append) as store:
        assert store._stored()[0].num_rows == 1
    assert "another version" in messages[0]


def test_what_another_version_compares_claims_by_is_prepared_anew_and_nothing_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS)
        readings, prepared = store._stored()
        before = store.publish()
    monkeypatch.setattr("scoring.store.working.preparer_id", lambda: "another")
    monkeypatch.setattr("scoring.store.readers.read_and_prepare", None)
    messages: list[str] = []
    with Store(tmp_path, messages.append) as store:
        assert store._stored() == (readings, prepared)
        assert store.publish() == before
    assert messages == ["claims are compared by other words than before: preparing them anew"]


def test_what_the_log_has_and_the_tables_have_not_is_read_on_opening(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS[:1])
        store._log.arrive(CORPUS[1:2])  # as if the process had died here
    assert sorted(_stored(tmp_path)) == ["agency.txt", "courier.txt"]


@pytest.mark.parametrize("cut", [1, 2, 40, 300])
def test_a_last_line_that_was_cut_short_is_mended_and_the_lines_before_it_are_kept(tmp_path: Path, cut: int) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS[:2])
    with _log(tmp_path).open("r+b") as log:
        log.truncate(_log(tmp_path).stat().st_size - cut)
    messages: list[str] = []
    with Store(tmp_path, messages.append) as store:
        kept = sorted(store._stored()[0]["document_name"].to_pylist())
        store.ingest(CORPUS[2:3])
    assert kept == (["agency.txt", "courier.txt"] if cut == 1 else ["agency.txt"])
    assert messages[0].startswith("log/received.jsonl: the last line was cut short")
    assert sorted(_stored(tmp_path)) == sorted([*kept, "blog.html"])


def test_a_damaged_line_is_reported_and_costs_no_other_document(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS[:3])
    content = _log(tmp_path).read_bytes()
    _log(tmp_path).write_bytes(content.replace(b"Passengers waited", b"Passengers walked"))
    (tmp_path / "working.duckdb").unlink()
    messages: list[str] = []
    with Store(tmp_path, messages.append) as store:
        assert sorted(store._stored()[0]["document_name"].to_pylist()) == ["agency.txt", "blog.html"]
    assert any("digest does not match" in message for message in messages)


def test_a_damaged_last_line_does_not_keep_new_documents_out(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS[:2])
    _log(tmp_path).write_bytes(_log(tmp_path).read_bytes().replace(b"Passengers waited", b"Passengers walked"))
    with Store(tmp_path) as store:
        store.ingest(CORPUS[2:3])
        assert [logged.entry.number for logged in store._log.entries() if logged.entry] == [1, 3]
        assert [logged.problem for logged in store._log.entries()].count(None) == 2


def test_a_lost_log_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS[:1])
    _log(tmp_path).unlink()
    with pytest.raises(DamagedData, match="restore the log from a backup"):
        Store(tmp_path)


def test_bytes_that_are_no_text_come_back_from_the_log_as_they_were(tmp_path: Path) -> None:
    content = bytes(range(256))
    with Store(tmp_path) as store:
        store.ingest([received("a.txt", COURIER), CORPUS[4].__class__(document_name="b", content=content)])
        logged = [entry.entry for entry in store._log.entries()]
    assert [entry.received.content for entry in logged] == [COURIER.encode(), content]


def test_a_second_writer_gets_a_clear_error(tmp_path: Path) -> None:
    with Store(tmp_path), pytest.raises(DataFolderBusy, match="another process is writing"):
        Store(tmp_path)
    Store(tmp_path).close()


def test_a_killed_writer_leaves_no_lock_and_loses_nothing_it_had_logged(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from scoring.store import Store; from scoring.model import Received\n"
        "store = Store(Path(sys.argv[1]))\n"
        "store.ingest([Received(document_name='a.txt', content=b'Exports fell by 4 percent.')])\n"
        "os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == -9
    assert _stored(tmp_path) == ["a.txt"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_an_error_that_names_the_file_and_stores_nothing(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    _log(tmp_path).symlink_to("/dev/full")
    with Store(tmp_path) as store:
        with pytest.raises(OSError, match="No space left") as error:
            store.ingest(CORPUS[:1])
        assert error.value.filename == str(_log(tmp_path))
        assert store._stored()[0].num_rows == 0


def test_the_last_snapshots_are_kept_and_older_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.store.publication.KEPT", 2)
    with Store(tmp_path) as store:
        made = []
        for number in range(3):
            store.ingest([received(f"{number}.txt", f"Bridge number {number} was closed on Monday.")])
            made.append(store.publish().snapshot_id)
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == set(made[-2:])
    assert (tmp_path / "CURRENT").read_text() == f"{made[-1]}\n"


def test_a_reader_keeps_its_snapshot_while_others_are_published(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS[:1])
        before = store.publish()
        snapshot = Snapshots(tmp_path).current()
        store.ingest(CORPUS[1:2])
        store.publish()
    assert snapshot.manifest == before
    assert len(snapshot.listed(question(DOCUMENTS)).rows) == 1


def test_a_damaged_snapshot_is_written_again_when_it_is_published_again(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.ingest(CORPUS[:1])
        manifest = store.publish()
        broken = tmp_path / "snapshots" / manifest.snapshot_id / "tables" / "claims.parquet"
        whole = broken.read_bytes()
        os.truncate(broken, 100)
        store.publish()
    assert broken.read_bytes() == whole
