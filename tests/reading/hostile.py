"""Hostile pages, generated: each a few attacks on a parser, combined at random, some around an article, some cut off. No page is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, islice
from random import Random

ARTICLE = (
    "<article><h1>Ferries sail again</h1><p>The ferry company and its crews signed an agreement on Monday, ending eleven days without "
    "boats to the islands of the bay.</p><p>Fares will rise by three percent from June, the company said in a statement.</p></article>"
)
LARGEST = 1_000_000
"""Characters of a generated page."""

_BLOCKS = ("div", "section", "ul", "blockquote", "article", "table", "dl", "form", "fieldset", "center")
_INLINE = ("b", "i", "a", "font", "em", "code", "nobr", "strong", "tt", "u", "span", "big")
_ODD = ("svg", "math", "template", "select", "frameset", "plaintext", "title", "textarea", "noscript", "iframe", "xmp", "marquee", "object")
_ENTITIES = ("&amp;", "&NotEqualTilde;", "&#x10FFFF;", "&#0;", "&#xD800;", "&bogus;", "&" * 9, "&#" + "9" * 40 + ";", "&amp;lt;script&gt;")


def _nesting(random: Random, size: int) -> str:
    tags = random.sample(_BLOCKS + _INLINE, random.randint(1, 3))
    return "".join(f"<{tags[at % len(tags)]}>" for at in range(size)) + "deep"


def _closed_nesting(random: Random, size: int) -> str:
    tag = random.choice(_BLOCKS)
    return f"<{tag}>" * size + "deep" + f"</{tag}>" * size


def _reopened_formatting(random: Random, size: int) -> str:
    tag = random.choice(_INLINE)
    some = size // 4
    return "<p>" + "".join(f"<{tag} class=c{at}>" for at in range(some)) + "</p>" + "<p>again</p>" * random.randint(1, some + 1)


def _attributes(random: Random, size: int) -> str:
    tag = random.choice(_BLOCKS + _INLINE + ("html", "body"))
    return f"<{tag} " + " ".join(f"a{at}='{at}'" for at in range(size)) + ">flooded"


def _many_tags_with_attributes(random: Random, size: int) -> str:
    return "".join(f"<html a{at}=1><body b{at}=2>" for at in range(size // 2)) + "flooded"


def _long_values(random: Random, size: int) -> str:
    return f"<p class='{random.choice('a -_1')}" + random.choice(("comment ", "x-", "9a")) * size + "'>named</p>" * 3


def _entities(random: Random, size: int) -> str:
    return "<p>" + "".join(random.choice(_ENTITIES) for _ in range(size))


def _truncated(random: Random, size: int) -> str:
    return random.choice(('<a href="', "<!--", "<![CDATA[", "</p", "<p ", "<script>", "<", "&#", "<a b='", "<!doctype ")) * size


def _misnested(random: Random, size: int) -> str:
    return "".join(random.choice(("<", "</")) + random.choice(_BLOCKS + _INLINE) + ">" for _ in range(size)) + "lost"


def _tables(random: Random, size: int) -> str:
    return "".join(random.choice(("<table>", "<tr>", "<td>", "<b>", "<caption>", "text ", "</td>", "<table><a>")) for _ in range(size))


def _odd_elements(random: Random, size: int) -> str:
    tag = random.choice(_ODD)
    return f"<{tag}>" * size + "odd" + f"</{tag}>" * random.randint(0, size)


def _comments(random: Random, size: int) -> str:
    item = random.choice(
        ("<li class=comment id=comment-{}>Me too", "<div class=comments id=c{}>Me too", "<dt class=comment-author>Bo says:")
    )
    return "<ol class=commentlist>" + "".join(item.format(at) for at in range(size // 4))


def _options(random: Random, size: int) -> str:
    return "<select>" + "<option>one<selectedcontent>" * size


def _scripts(random: Random, size: int) -> str:
    return '<script type="application/ld+json">' + random.choice(("[", '{"a":', '{"@graph":[', '"\\u', "9")) * size + "</script>"


def _bytes(random: Random, size: int) -> str:
    return "<p>" + "".join(chr(random.choice((0, 1, 9, 60, 62, 0x2028, 0xFEFF, 0x202E, 0x1F600, 0xFFFF))) for _ in range(size))


def _lists(random: Random, size: int) -> str:
    return random.choice(("<ul><li>", "<dl><dt>a<dd>", "<ol><li><p>", "<li><b><li>")) * size + "last"


KINDS: tuple[Callable[[Random, int], str], ...] = (
    _nesting,
    _closed_nesting,
    _reopened_formatting,
    _attributes,
    _many_tags_with_attributes,
    _long_values,
    _entities,
    _truncated,
    _misnested,
    _tables,
    _odd_elements,
    _comments,
    _options,
    _scripts,
    _bytes,
    _lists,
)


def pages(number: int, seed: int = 1, largest: int = 20_000) -> Iterator[bytes]:
    """So many pages, always the same ones for a seed; `largest` bounds how often an attack repeats itself."""
    return islice((_page(Random(f"{seed} {at}"), at, largest) for at in count()), number)


def _page(random: Random, at: int, largest: int) -> bytes:
    """Every kind comes up in turn, alone or with others; sizes are spread evenly over orders of magnitude."""
    kinds = [KINDS[at % len(KINDS)], *random.choices(KINDS, k=random.choice((0, 0, 1, 2)))]
    attacks = [kind(random, int(10 * (largest / 10) ** random.random())) for kind in kinds]
    parts = random.choice(([*attacks], [ARTICLE, *attacks], [*attacks, ARTICLE]))
    whole = "<!doctype html><html><body>" + "".join(parts)
    whole = whole[: random.randint(1, len(whole))] if random.random() < 0.1 else whole
    return whole[:LARGEST].encode("utf-8", "surrogatepass")
