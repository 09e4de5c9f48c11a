"""As of a moment: the snapshot of a store with only what had been received by then, to the byte."""

from __future__ import annotations

import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from corpus import CORPUS, received

from scoring.errors import BadRequest, NothingPublished, UnknownThing
from scoring.model import Manifest, Received
from scoring.queries.asking import question
from scoring.queries.fields import CLAIMS, DOCUMENTS
from scoring.snapshots import ClaimFilter, Snapshot, Snapshots
from scoring.store import Store
from scoring.store.publication import KEPT

FIRST = datetime(2025, 3, 1, tzinfo=UTC)
DAYS = 30

TOWNS = ("Ardle", "Brenna", "Corvale", "Dunmere")
WORKS = ("the north bridge", "the tram line", "the fish market", "the ice rink")
PUBLISHERS = ("Merrow Wire", "Quillhaven Courier", None)


def day(number: int, hour: int = 0) -> datetime:
    return FIRST + timedelta(days=number, hours=hour)


def month() -> list[tuple[datetime, Received | str]]:
    """What comes in during a generated month, and what is taken out again (by name), in order of time; some days bring nothing."""
    chance = random.Random(20250301)
    happened: list[tuple[datetime, Received | str]] = []
    names: list[str] = []
    for number in chance.sample(range(DAYS), 12):
        town, work = chance.choice(TOWNS), chance.choice(WORKS)
        cost = chance.choice((4, 4, 4, 7))
        text = f"The council of {town} closed {work} on Monday. Its repair in {town} will cost {cost} million crowns, the mayor said."
        names.append(f"{number:02}.txt")
        happened.append((day(number, chance.randrange(24)), received(names[-1], text, chance.choice(PUBLISHERS))))
    happened.sort(key=lambda what: what[0])
    for at, _ in happened[6:9]:
        earlier = [name for name in names if int(name[:2]) < (at - FIRST).days]
        gone = chance.choice(earlier)
        names.remove(gone)
        happened.append((at + timedelta(hours=1), gone))
    return sorted(happened, key=lambda what: what[0])


def build(folder: Path, happened: list[tuple[datetime, Received | str]]) -> Manifest:
    with Store(folder) as store:
        for at, what in happened:
            if isinstance(what, str):
                store.remove(what, removed_at=at)
            else:
                store.ingest([what], received_at=at)
        return store.publish()


def digests(manifest: Manifest) -> dict[str, str]:
    return {file.table: file.sha256 for file in manifest.files}


def test_each_day_of_a_month_is_what_a_store_with_only_what_had_been_received_by_then_publishes(tmp_path: Path) -> None:
    happened = month()
    build(tmp_path / "all", happened)
    published: Manifest | None = None
    with Store(tmp_path / "all") as whole, Store(tmp_path / "so far") as so_far:
        for number in range(DAYS):
            fresh = [(at, what) for at, what in happened if day(number) <= at < day(number + 1)]
            for at, what in fresh:
                _ = so_far.remove(what, removed_at=at) if isinstance(what, str) else so_far.ingest([what], received_at=at)
            published = so_far.publish() if fresh else published
            if published:
                then = whole.publish(as_of=day(number + 1) - timedelta(microseconds=1))
                assert (then.snapshot_id, digests(then)) == (published.snapshot_id, digests(published)), f"day {number}"


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with three documents, received on day 1, 3 and 5, and the second removed on day 7; published as of days 2 and 4."""
    folder = tmp_path_factory.mktemp("as of") / "data"
    happened: list[tuple[datetime, Received | str]] = [(day(1), CORPUS[0]), (day(3), CORPUS[1]), (day(5), CORPUS[2])]
    build(folder, [*happened, (day(7), CORPUS[1].document_name)])
    with Store(folder) as store:
        for number in (2, 4):
            store.publish(as_of=day(number))
    return folder


def document_names(snapshot: Snapshot) -> list[str]:
    return sorted(row["document_name"] for row in snapshot.listed(question(DOCUMENTS)).records())


def documents(folder: Path, as_of: str) -> list[str]:
    return document_names(Snapshots(folder).as_of(as_of))


@pytest.mark.parametrize(
    ("as_of", "names"),
    [
        ("2025-03-02", ["agency.txt"]),
        ("2025-03-03T23:59:59Z", ["agency.txt"]),
        ("2025-03-04T00:00:00Z", ["agency.txt", "courier.txt"]),
        ("2025-03-04T01:00+01:00", ["agency.txt", "courier.txt"]),
        ("2025-03-05", ["agency.txt", "courier.txt"]),
        ("2025-03-20", ["agency.txt", "blog.html"]),
    ],
)
def test_readers_see_what_had_been_received_by_then(months: Path, as_of: str, names: list[str]) -> None:
    assert documents(months, as_of) == names


def test_a_removed_document_is_there_as_of_a_time_before_its_removal(tmp_path: Path) -> None:
    build(tmp_path, [(day(1), CORPUS[0]), (day(3), CORPUS[1]), (day(7), CORPUS[1].document_name)])
    with Store(tmp_path) as store:
        store.publish(as_of=day(4))
    assert documents(tmp_path, "2025-03-05") == ["agency.txt", "courier.txt"]


def test_a_time_before_the_first_receipt_is_refused_with_the_first_one(months: Path) -> None:
    with pytest.raises(UnknownThing, match=r"nothing had been received .* came at 2025-03-02T00:00:00Z"):
        Snapshots(months).as_of("2025-03-01")


def test_no_other_moment_answers_for_one_that_is_not_published(months: Path) -> None:
    with pytest.raises(UnknownThing, match="credibly publish --as-of 2025-03-06T12:00:00Z"):
        Snapshots(months).as_of("2025-03-06T12:00Z")


def test_a_time_that_is_still_to_come_is_refused(months: Path) -> None:
    with pytest.raises(UnknownThing, match="still to come"):
        Snapshots(months).as_of("9000-01-01")
    with Store(months) as store, pytest.raises(UnknownThing, match="still to come"):
        store.publish(as_of=datetime.now(UTC) + timedelta(days=1))


def test_nothing_is_received_before_what_the_log_holds_nor_in_the_future(tmp_path: Path) -> None:
    build(tmp_path, [(day(3), CORPUS[0])])
    with Store(tmp_path) as store:
        with pytest.raises(BadRequest, match="in order of receipt"):
            store.ingest(CORPUS[1:2], received_at=day(2))
        with pytest.raises(BadRequest, match="still to come"):
            store.ingest(CORPUS[1:2], received_at=datetime.now(UTC) + timedelta(days=1))


def test_the_newest_moment_is_not_answered_for_while_documents_wait_to_be_published(tmp_path: Path) -> None:
    build(tmp_path, [(day(1), CORPUS[0])])
    with Store(tmp_path) as store:
        store.ingest(CORPUS[1:2], received_at=day(3))
        with pytest.raises(NothingPublished, match="not published yet"):
            documents(tmp_path, "2025-03-05")
        store.publish()
    assert documents(tmp_path, "2025-03-05") == ["agency.txt", "courier.txt"]


def test_a_moment_that_is_published_already_is_not_judged_again(months: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scoring.store.judge", None)
    with Store(months) as store:
        assert store.publish(as_of=day(4, 5)).documents == 2


def test_a_snapshot_that_is_gone_is_made_again_as_of_its_time(tmp_path: Path) -> None:
    build(tmp_path, [(day(1), CORPUS[0]), (day(3), CORPUS[1])])
    with Store(tmp_path) as store:
        then = store.publish(as_of=day(2))
        shutil.rmtree(tmp_path / "snapshots" / then.snapshot_id)
        assert store.publish(as_of=day(2)) == then
    assert documents(tmp_path, "2025-03-03") == ["agency.txt"]


def test_publishing_as_of_a_time_moves_no_reader(months: Path) -> None:
    assert document_names(Snapshots(months).current()) == ["agency.txt", "blog.html"]


def test_a_cursor_of_another_moment_is_refused(months: Path) -> None:
    cursor = Snapshots(months).as_of("2025-03-05").claims(ClaimFilter(), limit=1).next_cursor
    with pytest.raises(BadRequest, match="another moment"):
        Snapshots(months).resume(question(CLAIMS), cursor, "2025-03-03")


def test_what_was_asked_for_as_of_a_time_stays_when_newer_snapshots_come(tmp_path: Path) -> None:
    build(tmp_path, [(day(number), received(f"{number}.txt", f"The port of Quill took in {number + 20} ships.")) for number in range(3)])
    with Store(tmp_path) as store:
        store.publish(as_of=day(1))
        for number in range(KEPT + 1):
            store.ingest([received(f"later {number}.txt", f"The port of Quill sent out {number + 50} boats.")])
            store.publish()
    assert documents(tmp_path, "2025-03-02T12:00Z") == ["0.txt", "1.txt"]
    with pytest.raises(UnknownThing, match="--as-of"):
        documents(tmp_path, "2025-03-10")


@pytest.mark.parametrize("said", ["", "2025", "2025-02-30", "2025-03-04T25:00Z", "yesterday", "9999-12-31T23:59:59-23:59", "2025-03-04T12"])
def test_what_is_no_time_is_refused_with_an_example(months: Path, said: str) -> None:
    with pytest.raises(BadRequest, match="write 2031-05-04"):
        Snapshots(months).as_of(said)
