"""Pages to measure with: generated ones of the size and shape of a news site's, or those of ../shared, which may be measured with only."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

SHARED = Path(__file__).resolve().parents[3] / "shared" / "gold" / "sections"
_NOUNS = (
    "harbour",
    "ferry",
    "council",
    "bridge",
    "school",
    "minister",
    "company",
    "union",
    "report",
    "road",
    "island",
    "budget",
    "court",
    "farmer",
    "museum",
    "river",
)
_VERBS = ("said", "opened", "closed", "raised", "agreed", "refused", "delayed", "promised", "counted", "repaired", "sold", "announced")
_NAMES = ("Ann Lee", "Bo Kern", "Cy Dale", "Edda Krull", "Runa Feldt", "Ivo Maas")


def generated(number: int, seed: int = 1) -> Iterator[str]:
    """Pages of about 90 KB and 450 elements with text, as annotated ones have: scripts, menus, article, sidebar, comments."""
    for at in range(number):
        yield _page(Random(f"{seed} {at}"), at)


def shared(every: int = 3) -> list[str]:
    """Every so manieth annotated page of ../shared; none where that is not there."""
    found: list[str] = []
    for path in sorted(SHARED.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [page["html"] for at, page in enumerate(map(json.loads, lines)) if at % every == 0 and page.get("html")]
    return found


def _sentence(random: Random) -> str:
    return (
        f"{random.choice(_NAMES)} {random.choice(_VERBS)} on Monday that the {random.choice(_NOUNS)} of the {random.choice(_NOUNS)} would "
        f"be {random.choice(_VERBS)} by {random.randint(2, 90)} percent, <a href='/{random.choice(_NOUNS)}/{random.randint(1, 9999)}'>the "
        f"{random.choice(_NOUNS)}</a> may &quot;follow&quot;."
    )


def _paragraph(random: Random) -> str:
    return f"<p class='story-body__text'>{' '.join(_sentence(random) for _ in range(random.randint(2, 5)))}</p>\n"


def _menu(random: Random, name: str, items: int) -> str:
    links = (
        f"<li class='menu-item menu-item-type-post' id='{name}-{at}'><a class='link' href='/{random.choice(_NOUNS)}/{at}' "
        f"title='{random.choice(_NOUNS)}'><span class='label'>{random.choice(_NOUNS)} {random.choice(_NOUNS)}</span></a></li>\n"
        for at in range(items)
    )
    return f"<div class='{name} widget'><h3>{random.choice(_NOUNS).title()}</h3><ul>{''.join(links)}</ul></div>\n"


def _comment(random: Random, at: int) -> str:
    return (
        f"<li class='comment depth-1' id='comment-{at}'><div class='comment-author vcard'><img src='a.png' alt=''><cite class='fn'>"
        f"{random.choice(_NAMES)}</cite> <span class='says'>says:</span></div><div class='comment-meta'>"
        f"<a href='#{at}'>June 3, 2026 at 4:11 pm</a></div><p>{_sentence(random)}</p><div class='reply'><a href='#'>Reply</a></div></li>\n"
    )


def _script(random: Random) -> str:
    return f"<script>var s{random.randint(1, 99)} = {{{','.join(f'k{at}: {random.random():.9f}' for at in range(150))}}};</script>\n"


def _page(random: Random, at: int) -> str:
    title = f"The {random.choice(_NOUNS)} and the {random.choice(_NOUNS)}, part {at}"
    return (
        f"<!doctype html><html lang=en><head><title>{title} - Bay Courier</title><meta property=og:title content='{title}'>"
        f"<link rel=canonical href='https://courier.example/{at}'>{''.join(_script(random) for _ in range(16))}</head><body class='single'>"
        f"<nav>{_menu(random, 'nav', 20)}</nav><div id=content><article class='post hentry'><h1>{title}</h1>"
        f"{''.join(_paragraph(random) for _ in range(20))}</article><div id=comments><ol class=commentlist>"
        f"{''.join(_comment(random, number) for number in range(12))}</ol></div></div><aside id=sidebar>"
        f"{''.join(_menu(random, f'related{number}', 7) for number in range(5))}</aside>"
        f"<footer>{_menu(random, 'foot', 10)}</footer></body></html>"
    )
