"""Invented affairs as documents: what established publishers report, what one blog rumours, and who denies what."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from scoring.model import Received

PUBLISHERS = ("Merrow Wire", "Quillhaven Courier")
"""Who reports the truth of every story; both are established, and of two families."""
DAY = datetime(2031, 5, 6, 8, tzinfo=UTC)
"""When the first documents of a story came out."""


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One affair, as stories.toml tells it."""

    truth: str
    retold: str
    denials: tuple[str, ...]
    context: str
    context_elsewhere: str
    rumour: str
    rumours: tuple[str, ...]
    answers: tuple[str, ...]
    answered_by: str | None = None
    before: str
    after: str
    hedged: str
    flat: str

    def report(self) -> str:
        """The article that carries the truth and the guess."""
        return f"{self.truth} {self.context} {self.hedged}"

    def gossip(self) -> str:
        """The post that carries the rumour."""
        return f"{self.before} {self.rumour} {self.after}"


class Paper(NamedTuple):
    """A document, and where it stands to the claims of its story: what a counter who reads without error would note."""

    received: Received
    says: tuple[tuple[str, int], ...] = ()
    """A claim's wording (truth, rumour, flat), and 1 for it or -1 against it."""


def stories() -> tuple[Story, ...]:
    """All of stories.toml."""
    return tuple(msgspec.convert(tomllib.loads((Path(__file__).parent / "stories.toml").read_text(encoding="utf-8"))["story"], list[Story]))


def corpus(number: int, story: Story) -> list[Paper]:
    """A story before anybody attacks it: two reports, a blog that follows, a rumour and its denial, a doubter, somebody who waits."""
    name, first, second = f"s{number}", *PUBLISHERS
    return [
        Paper(written(f"{name}-report", story.report(), first), ((story.truth, 1),)),
        Paper(written(f"{name}-second", f"{story.context_elsewhere} {story.retold}", second), ((story.truth, 1),)),
        Paper(written(f"{name}-reader", f"{story.retold} My bicycle has a flat tyre, so I read about it at home."), ((story.truth, 1),)),
        Paper(written(f"{name}-rumour", story.gossip(), "Under the Arch"), ((story.rumour, 1),)),
        *(
            Paper(written(f"{name}-answer{at}", f"{text} We asked at the office.", story.answered_by), ((story.rumour, -1),))
            for at, text in enumerate(story.answers)
        ),
        Paper(written(f"{name}-doubt", f"Nothing has been decided, we hear. {story.denials[1]}", "Lantern Blog"), ((story.truth, -1),)),
        Paper(written(f"{name}-wait", "Patience, says our columnist, who waits for trams and elections alike."), ((story.flat, -1),)),
    ]


def written(name: str, text: str, publisher: str | None = None, published_at: datetime | None = DAY) -> Received:
    """A document in plain text; a web page if it opens with a tag."""
    kind = "html" if text.startswith("<") else "txt"
    return Received(document_name=f"{name}.{kind}", content=text.encode(), publisher=publisher, published_at=published_at)
