"""What a page tells before any markup: an article or a first post, and what readers say below it."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from bench.provenance.world import World

Moment = tuple[int, int, int, int, int]

TRAPS = {
    "none": "an ordinary page",
    "no comments": "an ordinary page that nobody has commented on",
    "form only": "no comments, but the form that asks for them and a line that counts none",
    "most commented": "no comments, but a list of the site's most commented pages",
    "recent comments": "a sidebar that shows the beginnings of comments on other pages; half of these pages have comments of their own",
    "comments in article": "the comment section stands inside the `<article>` element",
    "article called comments": "the container of the article has a name that says comments",
    "articleBody": "JSON-LD whose articleBody holds the comments too",
    "mimics transcript": "one reader writes a dialogue with speakers' labels",
    "mimics news": "one reader writes paragraphs in the manner of a news agency, with a dateline",
    "repeats article": "one reader repeats a paragraph of the article word for word",
    "quotes article": "readers quote paragraphs of the article, as the system marks quotations",
    "long and polite": "readers write long, careful letters that read like an article",
    "sponsored": "an advertisement written as prose between the paragraphs of the article",
    "hidden: display": "a paragraph with style `display:none`",
    "hidden: visibility": "a paragraph with style `visibility:hidden`",
    "hidden: off-screen": "a paragraph moved out of the window",
    "hidden: no size": "a paragraph in letters or a box of no size",
    "hidden: colour": "a paragraph in the colour of its background",
    "hidden: attribute": "a paragraph with the attribute `hidden`",
    "hidden: aria-hidden": "a paragraph with `aria-hidden=true`",
    "hidden: style sheet": "a paragraph whose class a `<style>` sheet hides",
    "hidden: noscript": "a paragraph in `<noscript>`",
    "hidden: alt": "the alternative text of a picture",
    "hidden: aria-label": "the label of an element without text",
}
WITHOUT_COMMENTS = ("no comments", "form only", "most commented")
IN_TEXT = ("none", "mimics transcript", "mimics news", "repeats article", "quotes article", "long and polite", "no comments")
"""Traps that need no markup."""


class Piece(NamedTuple):
    """A paragraph of the article: main, heading, quote, transcript or social, with its speaker."""

    section: str
    text: str
    speaker: str | None = None


class Comment(NamedTuple):
    """What one reader says; `depth` is 0 for a comment on the page itself. A paragraph that starts with "> " is quoted."""

    number: int
    author: str
    when: Moment
    depth: int
    paragraphs: tuple[str, ...]


class Story(NamedTuple):
    """The content of one page."""

    world: World
    site: str
    headline: str
    author: str
    when: Moment
    pieces: tuple[Piece, ...]
    comments: tuple[Comment, ...]


def story(random: Random, kind: str, trap: str, *, nested: bool) -> Story:
    """An article ("article") or the first post of a thread ("thread"), with comments as the trap wants them."""
    world = World(random)
    register = "thread" if kind == "thread" else random.choice(("news", "news", "blog"))
    author = world.person() if register != "thread" or random.random() < 0.3 else handle(world)
    when = world.when()
    pieces = _pieces(world, register)
    without = trap in WITHOUT_COMMENTS or (trap == "recent comments" and random.random() < 0.5)
    comments = () if without else _comments(world, trap, pieces, when, nested)
    site = (
        world.outlet
        if register == "news"
        else random.choice((f"{world.first()}'s Notebook", f"{world.place} Forum", f"The {world.place} Log"))
    )
    return Story(world, site, world.headline(register), author, when, tuple(pieces), comments)


def handle(world: World) -> str:
    """A name as readers give themselves."""
    r, name = world.random, world.person()
    first, last = name.split()
    adjective, animal = r.choice(_ADJECTIVES), r.choice(_ANIMALS)
    manners = (
        name,
        name,
        first,
        f"{first} {last[0]}.",
        f"{first.lower()}{r.randint(3, 99)}",
        f"{first}_{last}",
        f"{adjective}_{animal}",
        f"{adjective.title()}{animal.title()}",
        f"Dr. {last}",
        f"Mrs {last}",
        "Anonymous",
        f"A reader from {world.place}",
    )
    return r.choice(manners)


_ADJECTIVES = ("grumpy", "quiet", "salty", "old", "northern", "sleepy", "rusty", "curious", "green")
_ANIMALS = ("otter", "heron", "badger", "ferryman", "mole", "magpie", "stoat", "carp", "owl")


def _pieces(world: World, register: str) -> list[Piece]:
    r = world.random
    count = r.randint(3, 6) if register == "thread" else r.randint(5, 10)
    pieces = [Piece("main", text) for text in world.paragraphs(register, count, 2, 4)]
    if register != "thread":
        if r.random() < 0.35:
            pieces.insert(r.randint(2, len(pieces) - 1), Piece("heading", world.headline("blog")))
        if r.random() < 0.3:
            at = r.randint(2, len(pieces))
            said = " ".join(world.sentence("letter_quote") for _ in range(2))
            pieces[at:at] = [
                Piece("main", f"This is what {world.people[0]} wrote to us on the matter:"),
                Piece("quote", said, world.people[0]),
            ]
        if r.random() < 0.2:
            at = r.randint(2, len(pieces))
            pieces.insert(at, Piece("social", world.sentence("social"), world.person()))
        if r.random() < 0.2:
            asks, answers = world.people[1], world.people[2]
            pieces.append(Piece("heading", "Transcript of the interview"))
            for turn in range(r.randint(4, 8)):
                name = (asks, answers)[turn % 2].split()[-1].upper()
                pieces.append(Piece("transcript", f"{name}: {world.sentence(('ask', 'answer')[turn % 2])}", name))
    return pieces


def _comments(world: World, trap: str, pieces: list[Piece], when: Moment, nested: bool) -> tuple[Comment, ...]:
    r = world.random
    count = r.randint(3, 10)
    if trap == "long and polite":
        count = r.randint(2, 5)
    special = r.randrange(count)
    main = [piece.text for piece in pieces if piece.section == "main" and len(piece.text) > 80]
    comments: list[Comment] = []
    depth = 0
    for number in range(1, count + 1):
        depth = r.randint(0, min(depth + 1, 3)) if nested and number > 1 and r.random() < 0.6 else 0
        texts = _paragraphs(world, trap, depth)
        if number - 1 == special or (trap == "quotes article" and r.random() < 0.4):
            texts = _special(world, trap, texts, main)
        comments.append(Comment(number, handle(world), world.when(when[0]), depth, tuple(texts)))
    return tuple(comments)


def _paragraphs(world: World, trap: str, depth: int) -> list[str]:
    """The mixture of tempers: short and loud, answers to others, letters."""
    r = world.random
    if trap == "long and polite":
        return world.paragraphs("long", r.randint(2, 4), 2, 4)
    draw = r.random()
    if draw < 0.15:
        return world.paragraphs("long", r.randint(1, 3), 2, 4)
    if depth and draw < 0.8:
        return [world.paragraph("reply", 1, 2)]
    if draw < 0.3:
        return [world.paragraph("short", 1, 3), world.paragraph("long", 1, 3)]
    return world.paragraphs("short", 1 if r.random() < 0.8 else 2, 1, 3)


def _special(world: World, trap: str, texts: list[str], main: list[str]) -> list[str]:
    """What the trap makes one reader write."""
    r = world.random
    if trap == "mimics transcript":
        names = (world.first().upper(), world.first().upper())
        return [f"{names[turn % 2]}: {world.sentence(('ask', 'answer')[turn % 2])}" for turn in range(r.randint(4, 7))]
    if trap == "mimics news":
        opening = world.paragraph("news", 2, 3)
        return [f"{world.place.upper()}, {world.fill('{month} {day}')} \u2014 {opening}", *world.paragraphs("news", 2, 2, 3)]
    if trap == "repeats article":
        return [*texts, r.choice(main)]
    if trap == "quotes article":
        return [f"> {r.choice(main)}", *texts]
    return texts
