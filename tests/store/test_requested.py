"""Exports that are asked for are made once, by one process at a time, within bounds, and go with their snapshot."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from corpus import CORPUS

from scoring.errors import Busy, UnknownThing
from scoring.model import ExportJob
from scoring.snapshots import ClaimFilter
from scoring.store import Store, requested
from scoring.store.exports import Choice, current_snapshot, export
from scoring.store.requested import Request, Requests
from scoring.store.verification import verify


@pytest.fixture
def data(published: Path, tmp_path: Path) -> Path:
    return shutil.copytree(published, tmp_path / "data")


def asked(data: Path, **choice: object) -> Request:
    return Request(snapshot_id=current_snapshot(data).name, choice=Choice(**choice))


def made(requests: Requests, export_id: str) -> ExportJob:
    deadline = time.monotonic() + 60
    while (job := requests.job(export_id)).state not in ("done", "failed"):
        assert time.monotonic() < deadline, job
        time.sleep(0.1)
    return job


def test_what_is_made_is_what_the_command_exports_and_the_snapshot_stays_as_it_is(data: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (data / "snapshots").rglob("*") if path.is_file()}
    request = asked(data, format="csv", licence="CC0-1.0", claims=ClaimFilter(section="main"))
    requests = Requests(data)
    job = made(requests, requests.ask(request).export_id)
    assert job.state == "done"
    export(data, tmp_path / "out", request.choice)
    folder = data / "exports" / job.export_id / "files"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    assert verify(folder).problems == []
    assert [file.file for file in job.files] == [*(f.file for f in job.files[:-1]), "manifest.json"]
    assert {file.file for file in job.files} == {path.name for path in folder.iterdir()}
    assert {path: path.read_bytes() for path in (data / "snapshots").rglob("*") if path.is_file()} == before


def test_the_same_again_is_the_same_export_and_is_not_made_twice(data: Path) -> None:
    requests = Requests(data)
    first = made(requests, requests.ask(asked(data, format="ndjson")).export_id)
    manifest = data / "exports" / first.export_id / "files" / "manifest.json"
    at = manifest.stat().st_mtime_ns
    assert requests.ask(asked(data, format="ndjson")) == first
    assert manifest.stat().st_mtime_ns == at
    assert requests.ask(asked(data, format="arrow")).export_id != first.export_id


def test_two_processes_at_once_make_each_export_once(data: Path) -> None:
    requests = Requests(data)
    requests._start = lambda: None
    for form in ("csv", "ndjson", "arrow", "stix"):
        requests.ask(asked(data, format=form))
    workers = [subprocess.Popen([sys.executable, "-m", "scoring.store.requested", str(data)]) for _ in range(2)]
    assert [worker.wait(60) for worker in workers] == [0, 0]
    assert all(requests.job(place.name).state == "done" for place in requests._places())


def test_an_export_whose_process_was_killed_is_made_by_the_next_one_and_given_up_after_a_few(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = Requests(data)
    requests._start = lambda: None
    export_id = requests.ask(asked(data, format="csv")).export_id
    die = "import os, signal, sys; from pathlib import Path; from scoring.store import requested; "
    die += "requested.export = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL); requested.Requests(Path(sys.argv[1])).work()"
    for _ in range(requested.MOST_TRIES):
        assert requests.job(export_id).state == "queued"
        assert subprocess.run([sys.executable, "-c", die, str(data)], check=False).returncode == -signal.SIGKILL
    requests.work()
    job = requests.job(export_id)
    assert job.state == "failed"
    assert "ask for less" in job.error
    assert requests.ask(asked(data, format="csv")).state == "queued"
    requests.work()
    assert requests.job(export_id).state == "done"


def test_who_asks_how_far_it_is_starts_a_process_where_none_works_any_more(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Requests(data)
    first._start = lambda: None
    export_id = first.ask(asked(data, format="csv")).export_id
    assert made(Requests(data), export_id).state == "done"


def workers(data: Path) -> int:
    """How many processes make exports of this folder."""
    running = 0
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended
            running += {b"scoring.store.requested", str(data).encode()} <= set(process.read_bytes().split(b"\0"))
    return running


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks at the processes of Linux")
def test_many_that_are_asked_for_at_once_are_made_by_one_process(data: Path) -> None:
    requests, most = Requests(data), 0
    jobs = []
    for number in range(8):
        jobs.append(requests.ask(asked(data, format="csv", claims=ClaimFilter(min_score=number / 10))))
        requests.job(jobs[0].export_id)
        most = max(most, workers(data))
    assert most == 1
    assert {made(requests, job.export_id).state for job in jobs} == {"done"}


def test_the_same_may_be_asked_for_by_many_at_one_moment(data: Path) -> None:
    requests = Requests(data)
    requests._start = lambda: None
    with ThreadPoolExecutor(8) as threads:
        for number in range(20):
            same = asked(data, claims=ClaimFilter(min_score=number / 100))
            assert len({job.export_id for job in threads.map(requests.ask, [same] * 8)}) == 1


def test_no_more_than_so_many_wait(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requested, "MOST_WAITING", 2)
    requests = Requests(data)
    requests._start = lambda: None
    for form in ("csv", "ndjson"):
        requests.ask(asked(data, format=form))
    with pytest.raises(Busy, match="ask again"):
        requests.ask(asked(data, format="arrow"))
    requests.work()
    assert requests.ask(asked(data, format="arrow")).state == "queued"


@pytest.mark.parametrize(("bound", "most"), [("MOST_KEPT", 2), ("MOST_BYTES", 1)])
def test_those_longest_unused_make_room(data: Path, monkeypatch: pytest.MonkeyPatch, bound: str, most: int) -> None:
    requests = Requests(data)
    requests._start = lambda: None
    ids = []
    for number, form in enumerate(("csv", "ndjson", "arrow")):
        ids.append(requests.ask(asked(data, format=form)).export_id)
        requests.work()
        os.utime(data / "exports" / ids[-1], ns=(number, number))
    requests.file(ids[0], "claims.csv")  # used now
    monkeypatch.setattr(requested, bound, most)
    requests.clean()
    left = {place.name for place in requests._places()}
    assert left == ({ids[0], ids[2]} if bound == "MOST_KEPT" else {ids[0]})
    with pytest.raises(UnknownThing, match="POST /v1/exports"):
        requests.job(ids[1])


def test_an_export_goes_with_its_snapshot(data: Path) -> None:
    requests = Requests(data)
    requests._start = lambda: None
    export_id = requests.ask(asked(data, format="csv")).export_id
    requests.work()
    shutil.rmtree(current_snapshot(data))
    with Store(data) as store:
        store.ingest(CORPUS[:1])
        store.remove("notes.md")
        store.publish()
    with pytest.raises(UnknownThing):
        requests.job(export_id)
    assert not (data / "exports" / export_id).exists()


def test_what_cannot_be_made_fails_with_a_reason_that_names_no_path(data: Path) -> None:
    requests = Requests(data)
    requests._start = lambda: None
    served = current_snapshot(data) / "serve.duckdb"
    served.write_bytes(b"nothing")
    export_id = requests.ask(asked(data, format="csv")).export_id
    requests.work()
    job = requests.job(export_id)
    assert (job.state, job.files) == ("failed", [])
    assert str(data) not in job.error
