"""What Markdown promises: the words a reader sees, and what the marks say about them."""

from __future__ import annotations

from contextlib import suppress

import pytest

from scoring.errors import UnreadableDocument
from scoring.model import Page
from scoring.reading.parsers import markdown
from tests.growth import grows_no_faster_than_the_text

PAGE = """\
---
title: A bridge too short
author: Runa Feldt
---

The bridge is **two metres** short, [the ministry](https://m.example/a_b) *admits*. ![a bridge](bridge.png)

> We measured twice.
>
> > It was the wrong tape.

1. The tape was old.
2. The river `moved`.

<!-- nobody reads this -->

| year | cost |
|------|------|
| 2030 | 4 million |

```python
print("x")
```

<div>A line in <b>HTML</b>.<script>alert(1)</script></div>
"""


def words_of(page: Page) -> list[str]:
    return [page.text[block.start : block.stop] for block in page.blocks]


def test_marks_links_images_and_comments_are_gone():
    page = markdown.parse(PAGE)
    assert words_of(page)[0] == "The bridge is two metres short, the ministry admits."
    assert not any(sign in page.text for sign in ("*", "[", "](", "bridge.png", "nobody", "alert", "|", "<"))


def test_blocks_are_told_apart_by_their_marks():
    page = markdown.parse(PAGE)
    hints = dict(zip(words_of(page), (block.hint for block in page.blocks), strict=True))
    assert hints["We measured twice."] == hints["It was the wrong tape."] == "quote"
    assert hints["The tape was old."] is None
    assert hints["The river moved."] is None
    assert hints['print("x")'] == "boilerplate"
    assert hints["2030 4 million"] is None


def test_nested_quotations_say_how_deep_they_are():
    block = next(block for block in markdown.parse(PAGE).blocks if "2 deep" in block.because)
    assert block.hint == "quote"


def test_front_matter_gives_title_and_author_and_is_not_text():
    page = markdown.parse(PAGE)
    assert (page.title, page.author) == ("A bridge too short", "Runa Feldt")
    assert "author:" not in page.text


def test_without_front_matter_the_first_heading_is_the_title():
    assert markdown.parse("Some words\n\n# The title\n").title == "The title"
    assert markdown.parse("Title\n=====\n\nWords.").blocks[0].hint == "heading"


def test_a_wrapped_paragraph_is_one_line_of_words():
    assert markdown.parse("one\ntwo\nthree").text == "one two three"


@pytest.mark.parametrize("unit", ["![[", "[a](", "<div>", "> ", "_a__b", "`", "- ", "<!--", "|"])
def test_hostile_markdown_grows_no_faster_than_the_text(unit):
    def read(source):
        with suppress(UnreadableDocument):  # what is nested too deeply is refused
            markdown.parse(source)

    assert grows_no_faster_than_the_text(read, unit, 2_000)


@pytest.mark.parametrize("source", ["", "---\n", "***", "```\n", "[a]: b", "<!-- -->", "> ", "\x00", "# "])
def test_no_source_is_too_odd_to_parse(source):
    page = markdown.parse(source)
    assert all(page.text[block.start : block.stop].strip() for block in page.blocks)
