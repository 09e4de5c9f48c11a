"""Publishing while others read: nothing fails, no page sequence mixes snapshots, and everyone moves on."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx

from scoring.model import Received
from scoring.store import Store

Serving = Callable[..., AbstractContextManager[str]]

ROUNDS = 5 * int(os.environ.get("CREDIBLY_TEST_THOROUGH", "1"))

READERS = 3


def texts(number: int) -> list[Received]:
    """As many documents as the number says, so that each snapshot has its own number of claims."""
    return [
        Received(document_name=f"{one}.txt", content=f"The port of Quill took in {one + 20} ships.".encode()) for one in range(number + 5)
    ]


def test_pages_never_mix_snapshots_and_no_request_fails_while_others_publish(serving: Serving, tmp_path: Path) -> None:
    data = tmp_path / "data"
    sizes: dict[str, int] = {}

    def publish(number: int) -> str:
        with Store(data) as store:
            store.ingest(texts(number))
            made = store.publish()
        sizes[made.snapshot_id] = made.claims
        return made.snapshot_id

    publish(0)
    done = threading.Event()
    seen: set[str] = set()
    faults: list[str] = []

    def read(address: str) -> None:
        with httpx.Client(base_url=address, timeout=60) as client:
            while not done.is_set():
                snapshot, ids, cursor = None, [], None
                while True:
                    answer = client.get("/v1/claims", params={"limit": 2, **({"cursor": cursor} if cursor else {})})
                    if answer.status_code == 410:  # only the last few snapshots are kept: it is told so
                        break
                    if answer.status_code != 200:
                        faults.append(f"{answer.status_code} {answer.text[:300]}")
                        return
                    page = answer.json()
                    if snapshot not in (None, page["snapshot_id"]):
                        faults.append(f"{snapshot} goes on as {page['snapshot_id']}")
                    snapshot, cursor = page["snapshot_id"], page["next_cursor"]
                    ids += [claim["claim_id"] for claim in page["claims"]]
                    if cursor is None:
                        seen.add(snapshot)
                        if not len(ids) == len(set(ids)) == sizes.get(snapshot, len(ids)):
                            faults.append(f"{snapshot}: {len(ids)} claims of {sizes[snapshot]}")
                        break

    with serving(data, tmp_path / "log", "--no-log-requests") as address:
        readers = [threading.Thread(target=read, args=(address,)) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for number in range(1, ROUNDS + 1):
            newest = publish(number)
        deadline = time.monotonic() + 30
        while newest not in seen and not faults:
            assert time.monotonic() < deadline, "the newest snapshot was not moved to"
            time.sleep(0.05)
        done.set()
        for reader in readers:
            reader.join()
    assert faults == []
    assert len(seen) > 1
    assert len(list((data / "snapshots").iterdir())) <= 6
