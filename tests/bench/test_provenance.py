"""What the provenance benchmark promises of its pages, its gold and its figures."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path

import pytest

from bench.provenance import readers
from bench.provenance.__main__ import DOCS, PAGES, SEED
from bench.provenance.measures import MEASURES, WORSE_WHEN_HIGH, figures, summed, words
from bench.provenance.page import Sample
from bench.provenance.readers import MAIN, Answer, Said
from bench.provenance.samples import SYSTEMS, TEXTS, samples
from bench.provenance.story import IN_TEXT, TRAPS

CREDIBLY = [str(Path(sys.executable).with_name("credibly"))]


@pytest.fixture(scope="module")
def pages() -> list[Sample]:
    return list(samples(SEED, PAGES))


@pytest.fixture(scope="module")
def some(pages: list[Sample]) -> list[Sample]:
    """A quarter of them: each system and each trap is among them."""
    return pages[::4]


def perfect(page: Sample) -> Answer:
    """Reads what the gold says."""
    comments: dict[int, Said] = {}
    for p in page.passages:
        if p.comment:
            before = comments.get(p.comment)
            comments[p.comment] = Said(f"{before.text} {p.text}" if before else p.text, p.author, p.depth)
    main = " ".join(p.text for p in page.passages if p.section in MAIN)
    return Answer(main, list(comments.values()), " ".join([main, *(said.text for said in comments.values())]))


def shown(page: Sample) -> str:
    """The page's words, without tags and what stands in them."""
    body = page.source[page.source.index("<body>") :] if page.form == "html" else page.source
    return html.unescape(re.sub(r"<[^>]*>", "\n", body)) if page.form == "html" else body


def test_the_same_seed_gives_the_same_pages_and_gold(pages: list[Sample]) -> None:
    assert list(samples(SEED, PAGES)) == pages


def test_another_seed_gives_other_pages(pages: list[Sample]) -> None:
    assert {page.source for page in samples(SEED + 1, len(SYSTEMS))}.isdisjoint(page.source for page in pages)


def test_no_two_pages_tell_the_same_story(pages: list[Sample]) -> None:
    stories = {" ".join(p.text for p in page.passages if p.section == "main") for page in pages}
    assert len(stories) == len(pages)


def test_every_system_meets_every_trap_that_it_can_hold(pages: list[Sample]) -> None:
    met = {(page.system, page.trap) for page in pages}
    assert met == {(system, trap) for system in SYSTEMS for trap in (IN_TEXT if system in TEXTS else TRAPS)}


def test_gold_words_stand_on_the_page_in_the_order_of_the_gold(pages: list[Sample]) -> None:
    missing = []
    for page in pages:
        text, at = shown(page), 0
        for passage in page.passages:
            if page.trap in ("hidden: alt", "hidden: aria-label") and passage.section == "hidden":
                continue
            found = text.find(passage.text, at)
            if found < 0:
                missing.append((page.id, passage.text))
                break
            at = found + len(passage.text)
    assert missing == []


def test_every_word_of_a_page_is_in_its_gold(pages: list[Sample]) -> None:
    unsaid = {page.id: words(shown(page)).keys() - words(" ".join(p.text for p in page.passages)).keys() for page in pages}
    assert {id_: found for id_, found in unsaid.items() if found} == {}


def test_a_reader_that_is_always_right_gets_full_marks(some: list[Sample]) -> None:
    marks = summed(figures(page, perfect(page)) for page in some)
    assert marks == {name: 0.0 if name in WORSE_WHEN_HIGH else 100.0 for name in MEASURES}


def test_a_reader_that_takes_everything_for_the_article_is_caught(some: list[Sample]) -> None:
    everything = [" ".join(p.text for p in page.passages) for page in some]
    marks = summed(figures(page, Answer(text, [], text)) for page, text in zip(some, everything, strict=True))
    assert {name: round(marks[name]) for name in ("comments", "comments as main", "hidden", "furniture", "parted")} == {
        "comments": 0,
        "comments as main": 100,
        "hidden": 100,
        "furniture": 100,
        "parted": 0,
    }


def test_a_reader_that_merges_all_comments_parts_none(some: list[Sample]) -> None:
    several = [page for page in some if max((p.comment or 0 for p in page.passages), default=0) > 3]
    merged = (Answer("", [Said(" ".join(said.text for said in perfect(page).comments))], "") for page in several)
    assert summed(figures(page, answer) for page, answer in zip(several, merged, strict=True))["counted"] == 0.0


def test_credibly_answers_a_page_of_every_system(pages: list[Sample]) -> None:
    answers = readers.credibly(CREDIBLY, pages[: len(SYSTEMS)])
    assert [page.system for page, answer in zip(pages, answers, strict=False) if not answer.claims] == []


def test_the_published_figures_name_every_system_and_trap() -> None:
    published = DOCS.read_text(encoding="utf-8")
    assert [name for name in (*SYSTEMS, *TRAPS) if f"| {name} |" not in published] == []
