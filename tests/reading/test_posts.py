"""What reading promises about posts that no name in the markup tells: forums, hashed class names."""

from __future__ import annotations

import pytest

from scoring.model import Page
from scoring.reading.parsers.html import parse

OPENING = "The ferry to the outer islands has been late on nine of the last ten days, and nobody at the office ever answers the telephone."
ANSWERS = [
    ("Emma Sand", "3 May 2031, 10:02", "It was on time on Monday, as far as I could see from the pier."),
    ("bo77", "3 May 2031, 11:40", "They sold the old engine to a museum and bought a worse one."),
    ("Ida L.", "4 May 2031, 08:15", "My sister works at the office. The telephone has been broken since March."),
]


def post(name: str, time: str, words: str) -> str:
    return f"<div class=x7f2><div class=q1>{name}</div><div class=q2>{time}</div><div class=q3><p>{words}</p></div></div>"


def page(body: str) -> Page:
    return parse(f"<!doctype html><title>The late ferry - Bay Forum</title><body><h1>The late ferry</h1>{body}")


def told(seen: Page) -> list[tuple[str, int | None, str | None, str]]:
    """(section, comment, speaker, first two words) of each block that is neither boilerplate nor byline."""
    return [
        (block.hint or "main", block.comment, block.speaker, " ".join(seen.text[block.start : block.stop].split()[:2]))
        for block in seen.blocks
        if block.hint != "boilerplate" and not block.byline
    ]


COMMENTS = [
    ("comment", 1, "Emma Sand", "It was"),
    ("comment", 2, "bo77", "They sold"),
    ("comment", 3, "Ida L.", "My sister"),
]


def test_posts_of_one_shape_under_an_article_are_comments_each_with_its_writer() -> None:
    seen = page(f"<article><p>{OPENING}</p></article><h3>3 comments</h3><div>{''.join(post(*answer) for answer in ANSWERS)}</div>")
    assert told(seen)[-3:] == COMMENTS
    assert ("main", None, None, "The ferry") in told(seen)


def test_in_a_forum_the_first_post_is_main_text_and_the_others_answer_it() -> None:
    seen = page("".join(post(*each) for each in [("Ann Lee", "2 May 2031, 18:20", OPENING), *ANSWERS]))
    assert told(seen)[-4:] == [("main", None, None, "The ferry"), *COMMENTS]


def test_posts_that_a_template_sets_as_quotations_are_no_quotations() -> None:
    def quoted(name: str, time: str, words: str) -> str:
        return f"<li class=postbit><b class=q1>{name}</b><p class=q2>{time}</p><blockquote><p>{words}</p></blockquote></li>"

    seen = page(f"<ol>{''.join(quoted(*each) for each in [('Ann Lee', '2 May 2031, 18:20', OPENING), *ANSWERS])}</ol>")
    assert [section for section, *_ in told(seen)][-4:] == ["main", "comment", "comment", "comment"]


def test_answers_further_in_are_comments_of_their_own() -> None:
    nested = post(*ANSWERS[0]).replace("</p></div></div>", f"</p></div><div class=deeper>{post(*ANSWERS[1])}</div></div>")
    more = post("Ole", "5 May 2031, 09:00", "It is the wind, and nothing else.")
    seen = page(f"<article><p>{OPENING}</p></article><h3>4 comments</h3><div>{nested}{post(*ANSWERS[2])}{more}</div>")
    assert told(seen)[-4:-1] == COMMENTS


@pytest.mark.parametrize(
    "items",
    [
        [f"<div class=card><a href=/{n}>Harbour office to close at noon on day {n}</a><div>{n} May 2031</div></div>" for n in range(3, 8)],
        [f"<div class=card><div>Ann Lee</div><div>{n} May 2031</div><p>Part {n} of our harbour diary.</p></div>" for n in range(3, 8)],
        [f"<p class=t>Tracked on May {n}, 2031</p><p>Bay Diary: what others say of the ferry.</p>" for n in range(3, 8)],
    ],
    ids=["teasers", "journal", "trackbacks"],
)
def test_dated_lists_of_other_kinds_are_no_comments(items: list[str]) -> None:
    seen = page(f"<article><p>{OPENING}</p><p>{OPENING}</p></article><div>{''.join(items)}</div>")
    assert "comment" not in [section for section, *_ in told(seen)]


def test_embedded_posts_with_their_dates_are_no_comments() -> None:
    embeds = "".join(
        f"<blockquote class=twitter-tweet><p>{words}</p>— {name} (@ann{n}) May {n}, 2031</blockquote><p>{OPENING}</p>"
        for n, (name, _, words) in enumerate(ANSWERS, 3)
    )
    seen = page(f"<article><p>{OPENING}</p>{embeds}</article>")
    assert "comment" not in [section for section, *_ in told(seen)]


def test_the_lines_that_name_the_writers_belong_to_their_comments_and_say_so() -> None:
    seen = page(f"<article><p>{OPENING}</p></article><h3>3 comments</h3><div>{''.join(post(*answer) for answer in ANSWERS)}</div>")
    named = [(block.comment, block.speaker, seen.text[block.start : block.stop]) for block in seen.blocks if block.byline]
    assert named == [(number, name, name) for number, (name, _, _) in enumerate(ANSWERS, 1)]


def test_on_a_talk_page_what_ends_with_a_signature_is_a_post() -> None:
    signed = [f"{words} <a href=/u>{name}</a> (talk) 10:0{n}, 3 May 2031 (UTC)" for n, (name, _, words) in enumerate(ANSWERS)]
    seen = page(f"<div class=body><p>{OPENING}<p>{OPENING} Ann (talk) 09:59, 3 May 2031 (UTC)<dl><dd>{'<dd>'.join(signed)}</dl></div>")
    assert [(section, number, name) for section, number, name, _ in told(seen)][-5:] == [
        ("main", None, None),
        ("main", None, None),
        ("comment", 1, "Emma Sand"),
        ("comment", 2, "bo77"),
        ("comment", 3, "Ida L."),
    ]


def test_a_reader_who_signs_like_a_wiki_does_not_make_the_article_a_post() -> None:
    signed = "I was there. Troll (talk) 10:22, 3 June 2031 (UTC)"
    seen = page(
        f"<article><p>{OPENING}</p><p>{OPENING}</p></article><section class=comments><div class=comment id=comment-1>"
        f"<b class=author>Troll</b><p>{signed}</p><p>{signed}</p></div></section>"
    )
    assert [section for section, *_ in told(seen)][:3] == ["heading", "main", "main"]
    bare = page(f"<article><p>{OPENING}</p><p>{OPENING}</p></article><div><p>{signed}</p><p>{signed}</p></div>")
    assert "comment" not in [section for section, *_ in told(bare)][:2]


def test_posts_under_a_short_article_are_comments_all_of_them() -> None:
    seen = page(f"<p>The ferry is late again today.</p>{''.join(post(*answer) for answer in ANSWERS)}")
    assert told(seen)[-3:] == COMMENTS
