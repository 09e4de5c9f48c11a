"""What reading promises about pages that are made to break it: each fails alone, with its reason, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import pytest

from scoring.batch import documents_table, parse_batch, read
from scoring.errors import BadSetting, UnreadableDocument
from scoring.model import Received
from scoring.reading import isolation
from scoring.reading.limits import Limits, limits
from tests.reading.hostile import ARTICLE, KINDS, pages

SLOW = "<div>" * 100_000 + "x"
"""Would take a parser half a minute."""
QUICK = Limits(seconds=0.2)
REASONS = ("its markup", "HTML", "no words", "no sentence", "paragraphs, headings", "binary", "unclosed tags")


def html(source: str | bytes) -> Received:
    content = source.encode() if isinstance(source, str) else source
    return Received(document_name="page.html", content=content, media_type="text/html")


def refusal(source: str, within: Limits) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        isolation.page(html(source), within)
    return str(refused.value)


def idle_child(within: Limits) -> int:
    """The process that will read the next page."""
    isolation.page(html(ARTICLE), within)
    return next(child.process.pid for child in reversed(isolation._idle) if child.limits == within)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(autouse=True)
def no_children_left() -> None:
    isolation.close()


@pytest.mark.parametrize("seed", range(4))
def test_hundreds_of_hostile_pages_are_read_or_refused_with_a_reason(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDIBLY_LIMIT_SECONDS", "0.3")
    for at, content in enumerate(pages(5 * len(KINDS), seed, 3_000)):
        error = read(html(content)).error
        assert error is None or any(reason in error for reason in REASONS), f"page {at} of seed {seed}"


def test_a_batch_goes_on_after_a_hostile_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDIBLY_LIMIT_SECONDS", "0.2")
    readings = parse_batch(documents_table([html(ARTICLE), html(SLOW), html(ARTICLE)])).to_pylist()
    assert [len(reading["claims"]) for reading in readings] == [2, 0, 2]
    assert "longer than 0.2 s" in readings[1]["error"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (SLOW, "longer than 0.2 s"),
        ("<p>" + "".join(f"<b a={i}>" for i in range(9_000)) + "</p>" + "<p>x</p>" * 9_000, "its markup"),
        ("<div " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x", "longer than 0.2 s"),
        ("<div " + " ".join(f"a{i}=1" for i in range(2_000)) + ">x", "tag with 2,000 attributes"),
        ("<div>" * 1_000 + "x", "nested more than 512 deep"),
    ],
    ids=["nesting", "formatting", "attributes", "many attributes", "depth"],
)
def test_a_page_that_explodes_is_refused_with_the_limit_it_broke(source: str, reason: str) -> None:
    assert reason in refusal(source, QUICK)


@pytest.mark.parametrize(
    "source",
    ["x" + "<" * 300_000, '<a b="' * 100_000, "<!--" * 100_000, "<script>" * 100_000, "</p" * 100_000, "<p>&#" + "9" * 100_000 + ";x"],
    ids=["brackets", "quotes", "comments", "scripts", "ends", "number"],
)
def test_long_nonsense_breaks_no_limit(source: str) -> None:
    error = read(html(ARTICLE + source)).error
    assert error is None or error.startswith("no ")  # words or sentence: a tag without its end takes the article with it


def test_more_memory_than_allowed_is_the_reason_that_is_told() -> None:
    source = "<p>" + "".join(f"<b a={i}>" for i in range(2_000)) + "</p>" + "<p>x</p>" * 2_000
    assert "memory" in refusal(source, Limits(megabytes=80, seconds=20))


def test_a_process_that_is_killed_costs_its_document_and_no_other() -> None:
    within = Limits(seconds=20)
    pid = idle_child(within)
    killer = Timer(0.2, os.kill, (pid, signal.SIGKILL))
    killer.start()
    assert "signal 9" in refusal(SLOW, within)
    killer.join()
    assert isolation.page(html(ARTICLE), within)[0] == "text/html"


def test_a_process_that_hangs_is_ended_and_costs_its_document_and_no_other() -> None:
    pid = idle_child(QUICK)
    os.kill(pid, signal.SIGSTOP)
    assert "longer than" in refusal(ARTICLE, QUICK)
    assert not is_there(pid)
    assert isolation.page(html(ARTICLE), QUICK)[0] == "text/html"


def test_one_process_reads_page_after_page_however_large_the_one_that_asks() -> None:
    ballast = bytearray(600_000_000)
    ballast[::4096] = b"x" * len(ballast[::4096])  # touched, so that it counts
    assert idle_child(Limits()) == idle_child(Limits())


def test_a_process_that_dies_while_it_waits_costs_nothing() -> None:
    os.kill(idle_child(Limits()), signal.SIGKILL)
    assert isolation.page(html(ARTICLE))[0] == "text/html"


def test_no_process_outlives_the_one_that_asked() -> None:
    code = (
        "import os, signal; from scoring.model import Received; from scoring.reading import isolation\n"
        "isolation.page(Received(document_name='a.html', content=b'<p>Exports fell.', media_type='text/html'))\n"
        "print(isolation._idle[0].process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    asked = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=False)
    pid = int(asked.stdout)
    for _ in range(500):
        if not is_there(pid) or _is_zombie(pid):
            return
        time.sleep(0.02)
    pytest.fail(f"process {pid} is still there")


def _is_zombie(pid: int) -> bool:
    """Has it ended, and only waits for an init that collects it? Containers often have none."""
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123
            return stat.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def test_pages_that_are_read_at_once_do_not_mix() -> None:
    def title(at: int) -> str | None:
        return isolation.page(html(f"<title>Number {at}</title><p>Exports fell."))[1].title

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(title, range(100))) == [f"Number {at}" for at in range(100)]


def test_html_within_markdown_is_bounded_too() -> None:
    received = Received(document_name="a.md", content=SLOW.encode(), media_type="text/markdown")
    with pytest.raises(UnreadableDocument, match="its markup took longer"):
        isolation.page(received, QUICK)


def test_a_file_name_that_is_no_unicode_is_no_reason_to_fail() -> None:
    received = Received(document_name="b\udce9.html", content=ARTICLE.encode())
    assert read(received).error is None


@pytest.mark.parametrize("value", ["", "soon", "-1", "0", "nan", "inf", "1e99"])
def test_a_limit_that_cannot_be_meant_is_an_error_that_names_it(value: str) -> None:
    with pytest.raises(BadSetting, match=f"^CREDIBLY_LIMIT_SECONDS={value}: give a number above 0, such as 1.0$"):
        limits({"CREDIBLY_LIMIT_SECONDS": value})


def test_a_limit_that_does_not_exist_is_an_error_that_lists_those_that_do() -> None:
    with pytest.raises(BadSetting, match="no such limit; there are CREDIBLY_LIMIT_BYTES, CREDIBLY_LIMIT_LINE"):
        limits({"CREDIBLY_LIMIT_PATIENCE": "3"})
