"""What somebody tries who wants to move a score, by how much it moves, and what a naive count makes of it: the figures of docs/attacks.md.

The attacker writes as many documents as wanted under names that nobody knows, and comments under those of others; what the sender says of
established publishers is out of reach. Every attack aims either up, at a rumour that one blog has, or down, at a claim that two established
publishers report.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any, NamedTuple

from bench.attacks.stories import DAY, PUBLISHERS, Paper, Story, corpus, stories, written
from scoring.batch import documents_table, parse_batch, score_batch

BOUND = 0.05
"""More than this no attack should move a score (docs/method.md)."""
NUMBERS = (10, 100)
"""How many documents the attacker writes for one target."""
MANY = 1000
"""How many copies are tried, too: the promise names a thousand. The other attacks would take most of an hour with as many."""
COMMENTS = 25
"""Of one page."""
SLEEPERS_SAY = 2
"""True things that a sleeper says before the false one."""


class Aim(NamedTuple):
    """One target of an attack, and the words it is attacked with."""

    number: int
    story: Story
    target: str
    """The claim as its first document words it: its score is to move."""
    claim: str
    """What is counted for and against: the target, or what becomes of it without hedges."""
    lines: tuple[str, ...]
    """What the attacker says, in several wordings."""
    side: int
    """1 if the lines assert the claim, -1 if they deny it."""
    page: str
    """The whole text that the first line stands in, for those who copy."""


Attack = Callable[[Aim, int], list[Paper]]
"""A target and a number of documents, to documents that are added; one of a name that exists takes its place."""


class Moved(NamedTuple):
    """What became of one target under one attack."""

    before: float
    after: float
    own: float | None
    """The best score among the attacker's own wordings that say what the target says; None: they say something else, or none is rated."""
    count_before: float
    count_after: float
    """The share of documents for the claim among those for or against it."""

    @property
    def by(self) -> float:
        return abs(self.after - self.before)

    @property
    def count_flips(self) -> bool:
        """Whether a count of documents changes its mind: more than half for the claim, or not."""
        return (self.count_before > 0.5) != (self.count_after > 0.5)


def copies(aim: Aim, n: int) -> list[Paper]:
    """The whole text again and again."""
    return [_paper(aim, i, aim.page) for i in range(n)]


def light_edits(aim: Aim, n: int) -> list[Paper]:
    """The whole text again and again, another word put in at another place each time."""

    def edited(i: int) -> str:
        words = aim.page.split()
        words.insert(Random(i).randrange(len(words)), f"then{i}" if i % 2 else "indeed")
        return " ".join(words)

    return [_paper(aim, i, edited(i)) for i in range(n)]


def paraphrases(aim: Aim, n: int) -> list[Paper]:
    """Other wordings, each among other words, so that no document is a copy of another."""
    return [_paper(aim, i, _around(aim, i, "paraphrase")) for i in range(n)]


def back_dating(aim: Aim, n: int) -> list[Paper]:
    """Copies and other wordings, dated days before the original."""
    dates = [DAY - timedelta(days=1 + i % 30) for i in range(n)]
    return [
        Paper(written(_name(aim, i), aim.page if i % 2 else _around(aim, i, "dated"), _blog(i), dates[i]), ((aim.claim, aim.side),))
        for i in range(n)
    ]


def comments_as_articles(aim: Aim, n: int) -> list[Paper]:
    """Pages that say it as their main text, and whose readers say it too."""
    return [_paper(aim, i, _web_page(_around(aim, i, "posed"), [_line(aim, i + k) for k in range(3)])) for i in range(n)]


def comment_floods(aim: Aim, n: int) -> list[Paper]:
    """Comments under pages of established publishers, half of them with markup that says so, half in plain text under a heading."""
    pages = []
    for at, start in enumerate(range(0, n, COMMENTS)):
        said = [f"{_line(aim, i)} I know it, number {i} of us." for i in range(start, min(n, start + COMMENTS))]
        article = f"{aim.story.context_elsewhere} Page {at}."
        plain = article + "\n\nComments\n\n" + "\n\n".join(f"reader{i} wrote:\n{text}" for i, text in enumerate(said))
        text = plain if at % 2 else _web_page(article, said)
        pages.append(Paper(written(f"{_name(aim, at)}-host", text, PUBLISHERS[1]), ((aim.claim, aim.side),)))
    return pages


def sleepers(aim: Aim, n: int) -> list[Paper]:
    """Sources that first say what everybody can verify, each in documents of its own, and then the line."""
    true = (aim.story.retold, aim.story.truth)
    early = DAY - timedelta(days=3)
    return [
        paper
        for i in range(n)
        for paper in (
            *(
                Paper(
                    written(f"{_name(aim, i)}-true{k}", f"{true[k % 2]} {_babble(f'{i} {k}')}", _blog(i), early),
                    ((aim.story.truth, 1),) if aim.claim != aim.story.truth else (),
                )
                for k in range(SLEEPERS_SAY)
            ),
            _paper(aim, i, _around(aim, i, "slept")),
        )
    ]


def camouflage(aim: Aim, n: int) -> list[Paper]:
    """The line in the midst of a whole established article, every other sentence of which is true."""
    report = f"{aim.story.context} {{}} {aim.story.context_elsewhere}"
    return [_paper(aim, i, report.format(_line(aim, i)) + f" {_babble(f'hidden {i}', 4)}") for i in range(n)]


def imitations(aim: Aim, n: int) -> list[Paper]:
    """Pages that say an established publisher publishes them, from senders whose names look like one."""
    posed = [f"{name} {more}" for name in PUBLISHERS for more in ("24", "News Online", "Today", "(official)")]
    posed += [name.replace("e", "\u0435").replace("o", "\u043e") for name in PUBLISHERS]

    def page(i: int) -> str:
        meta = f'<meta property="og:site_name" content="{PUBLISHERS[i % 2]}"><meta name="author" content="{PUBLISHERS[i % 2]}">'
        return f"<html><head>{meta}</head><body><article><p>{_around(aim, i, 'imitated')}</p></article></body></html>"

    return [Paper(written(_name(aim, i), page(i), None if i % 3 else posed[i % len(posed)]), ((aim.claim, aim.side),)) for i in range(n)]


def citation_loops(aim: Aim, n: int) -> list[Paper]:
    """Each blog reports it of the next, the last of the first."""
    return [_paper(aim, i, f"{_blog((i + 1) % n)} reported that {_lowered(_line(aim, i))} {_babble(f'loop {i}')}") for i in range(n)]


def invented_officials(aim: Aim, n: int) -> list[Paper]:
    """Each blog has it of an official whom nobody else knows, on the record."""
    ranks = ("Judge", "Minister", "Professor", "Prosecutor", "Senator")
    return [
        _paper(aim, i, f"{ranks[i % 5]} {_made_up(i)} said that {_lowered(_line(aim, i))} {_babble(f'official {i}')}") for i in range(n)
    ]


def hedge_stripping(aim: Aim, n: int) -> list[Paper]:
    """Copies of an article with a guess in it, the guess made a fact."""
    return [_paper(aim, i, aim.page.replace(aim.target, aim.lines[0])) for i in range(n)]


ATTACKS: dict[str, Attack] = {
    "copies": copies,
    "light edits": light_edits,
    "paraphrases": paraphrases,
    "back-dating": back_dating,
    "comments posed as articles": comments_as_articles,
    "comment floods": comment_floods,
    "sleeper sources": sleepers,
    "camouflage": camouflage,
    "imitated publishers": imitations,
    "citation loops": citation_loops,
    "invented officials": invented_officials,
}
"""Each is tried up, at rumours, and down, at truths."""
STRIPPING = "hedge stripping"
DIRECTIONS = ("up", "down")
"""Down, copies and edits are those of a denial: a flood of denials."""


def aims(direction: str) -> list[Aim]:
    """The targets of a direction, one a story: up, down, or the guesses that are stripped of their hedges."""
    return [_aim(number, story, direction) for number, story in enumerate(stories())]


def _aim(number: int, story: Story, direction: str) -> Aim:
    if direction == "up":
        return Aim(number, story, story.rumour, story.rumour, (story.rumour, *story.rumours), 1, story.gossip())
    if direction == "down":
        return Aim(number, story, story.truth, story.truth, story.denials, -1, f"{story.denials[0]} {story.before}")
    return Aim(number, story, story.hedged, story.flat, (story.flat,), 1, story.report())


def tried(attack: Attack, on: Sequence[Aim], n: int) -> list[Moved]:
    """What becomes of each target if all are attacked at once, each with n documents."""
    calm = {paper.received.document_name: paper for aim in on for paper in corpus(aim.number, aim.story)}
    attacked = calm | {paper.received.document_name: paper for aim in on for paper in attack(aim, n)}
    before, after = _before(tuple(on)), _judged(attacked.values())
    return [
        Moved(
            before[at],
            _score(after, aim),
            _own(after, aim, calm.keys()),
            _count(calm.values(), aim),
            _count(attacked.values(), aim),
        )
        for at, aim in enumerate(on)
    ]


def all_tried(numbers: Sequence[int] = NUMBERS, many: int = MANY) -> Iterator[tuple[str, str, int, list[Moved]]]:
    """Every attack, its direction and number, and what became of its targets; copies also by the thousand."""
    for name, attack in ATTACKS.items():
        for direction in DIRECTIONS:
            for n in (*numbers, many) if attack is copies else numbers:
                yield name, direction, n, tried(attack, aims(direction), n)
    for n in (*numbers, many):
        yield STRIPPING, "up", n, tried(hedge_stripping, aims("guess"), n)


@cache
def _before(on: tuple[Aim, ...]) -> list[float]:
    """The targets' scores before anybody attacks: the same for all attacks."""
    calm = _judged([paper for aim in on for paper in corpus(aim.number, aim.story)])
    return [_score(calm, aim) for aim in on]


def _judged(papers: Iterable[Paper]) -> dict[str, list[dict[str, Any]]]:
    tables = score_batch(parse_batch(documents_table([paper.received for paper in papers])))
    return {name: tables[name].to_pylist() for name in ("claims", "assertions")}


def _claim(tables: dict[str, list[dict[str, Any]]], aim: Aim) -> dict[str, Any]:
    """The target where it was said first: among the documents that the attacker cannot reach."""
    first = f"s{aim.number}-rumour.txt" if aim.target == aim.story.rumour else f"s{aim.number}-report.txt"
    return next(c for c in tables["claims"] if c["document_name"] == first and aim.target in c["text"])


def _score(tables: dict[str, list[dict[str, Any]]], aim: Aim) -> float:
    return float(_claim(tables, aim)["score"])


def _own(tables: dict[str, list[dict[str, Any]]], aim: Aim, calm: Collection[str]) -> float | None:
    target = _claim(tables, aim)["claim_id"]
    of = {a["proposition_id"] for a in tables["assertions"] if a["claim_id"] == target}
    same = {a["claim_id"] for a in tables["assertions"] if a["proposition_id"] in of}
    scores = [c["score"] for c in tables["claims"] if c["claim_id"] in same and c["document_name"] not in calm and c["score"] is not None]
    return max(scores, default=None)


def _count(papers: Iterable[Paper], aim: Aim) -> float:
    sides = [side for paper in papers for claim, side in paper.says if claim == aim.claim]
    return sides.count(1) / len(sides)


def _paper(aim: Aim, i: int, text: str) -> Paper:
    return Paper(written(_name(aim, i), text, _blog(i)), ((aim.claim, aim.side),))


def _name(aim: Aim, i: int) -> str:
    return f"s{aim.number}-x{i}"


def _blog(i: int) -> str:
    return f"The {_made_up(i)} Letter"


def _line(aim: Aim, i: int) -> str:
    return aim.lines[i % len(aim.lines)]


def _around(aim: Aim, i: int, salt: str) -> str:
    return f"{_babble(f'{salt} {i}')} {_line(aim, i)} {_babble(f'{salt} {i} after')}"


def _lowered(line: str) -> str:
    """A line as a clause: its first word small if it is one that is small inside a sentence."""
    first, _, rest = line.partition(" ")
    return f"{first.lower() if first in ('The', 'A', 'It', 'In', 'On', 'At', 'No', 'Two', 'Last', 'Voters') else first} {rest}"


def _babble(seed: str, words: int = 14) -> str:
    """A sentence of words that nobody else uses."""
    at = Random(seed)
    return " ".join(_word(at) for _ in range(words)).capitalize() + "."


def _made_up(i: int) -> str:
    """A name that no other number has."""
    at = Random(f"name {i}")
    return f"{_word(at).capitalize()} {_word(at).capitalize()}"


def _word(at: Random) -> str:
    return "".join(at.choice("bdfgklmnprstv") + at.choice("aeiou") for _ in range(at.randint(2, 3))) + at.choice("lnrst")


def _web_page(article: str, said: Sequence[str]) -> str:
    below = "".join(f'<div class="comment"><b>reader{i}</b><p>{text}</p></div>' for i, text in enumerate(said))
    return f'<html><body><article><p>{article}</p></article><section id="comments"><h3>Comments</h3>{below}</section></body></html>'
