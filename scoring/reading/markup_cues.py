"""What HTML itself says of the text within: the parts that tags, names, styles and set phrases stand for, by seeds/html_cues.csv."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from scoring.errors import BadSeed
from scoring.files import seed
from scoring.reading.hiding import hides
from scoring.reading.markup import Element

PARTS = (
    *("comment", "remark", "author", "noise", "caption", "boilerplate", "main", "social", "transcript", "quote"),
    *("hidden", "folded", "state", "sponsored"),
)
PLACES = ("tag", "name", "class", "phrase", "word")
COMMENT, REMARK, AUTHOR, NOISE, CAPTION, BOILERPLATE, MAIN, SOCIAL, TRANSCRIPT, QUOTE, HIDDEN, FOLDED, STATE, PAID = (
    1 << place for place in range(len(PARTS))
)
"""One bit a part: what is said of an element, or of all that is around it, is one number."""
ITEM = 1 << len(PARTS)
"""The element is one comment, by its id, its type, or its exact name."""
PING = ITEM << 1
"""The element is a notice that another site links here."""
HEADING = PING << 1
"""The element is a heading, by its tag."""
_BIT = {part: 1 << place for place, part in enumerate(PARTS)}
_MEANS = _BIT | {"sponsored": PAID | BOILERPLATE}
"""What a cue of a part says: what is paid for is boilerplate, too."""
_AT_THE_END = AUTHOR | NOISE | CAPTION
"""Parts that a name must end with: "comment-author" is the author, "comment-author-admin" marks a comment of the admin's."""

MOST_NAMES = 24
"""Classes of one element that are read."""
_LONGEST_NAMES, _LONGEST_NAME = 600, 80
"""Characters of an attribute, and of one name in it, that are read."""
_DIGITS = re.compile(r"\d+")
"""Names differ most in their numbers, which say nothing: without them, the names of many pages are few."""
_NAME_PIECE = re.compile(r"[A-Za-z0-9]+")
_HASH = re.compile(r"\d[A-Za-z]{1,3}\d")
_NAME_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_COMMENT_ID = re.compile(r"(?:comment|cmt|reply|post-comment|li-comment|div-comment)[-_]?\d+|c\d{4,}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_SAID = re.compile(r" (?:(?:says|said|writes|wrote)\s?(?::|\.\.\.|…:?)|(?:says|writes)$)\s?")
_COUNT = re.compile(r"\(?\d[\d,]* (?:comments?|responses?|replies|thoughts|trackbacks?|pings?)\b", re.IGNORECASE)
_FURTHER = frozenset({"style", "role", "itemprop", "rel", "hidden", "aria-hidden", "itemtype"})
"""The attributes beside class and id that are read."""
UNUSUAL = _FURTHER | {"id"}
"""Without these, which is nearly always, tag and class say all of an element: see `by_class`."""
_PINGS = frozenset({"pingback", "trackback"})
_UNFOLDED = ("block", "flex", "grid", "inline", "table", "cell", "contents", "show", "visible")
"""A class that ends so says when the element is shown after all: "hidden md:block"."""


class _Cues(NamedTuple):
    tags: dict[str, int]
    names: dict[str, list[tuple[tuple[str, ...], int]]]
    """By first word."""
    classes: dict[str, int]
    phrases: dict[str, int]
    openers: dict[str, set[str]]
    """The first words of the phrases, with the second words that may follow, "" for none."""
    words: dict[str, int]


@cache
def _cues() -> _Cues:
    names: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    places: dict[str, dict[str, int]] = {place: {} for place in PLACES}
    for row in seed("html_cues"):
        part, place, cue = row["part"], row["place"], row["cue"]
        if part not in PARTS or place not in PLACES or not cue:
            raise BadSeed(f"seeds/html_cues.csv: no such part or place, or no cue: {part},{place},{cue}")
        places[place][cue] = _MEANS[part]
        if place == "name":
            name = _name_words(cue)
            names.setdefault(name[0], []).append((name, _MEANS[part]))
    for tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        places["tag"][tag] = places["tag"].get(tag, 0) | HEADING
    openers: dict[str, set[str]] = {}
    for words in map(str.split, places["phrase"]):
        openers.setdefault(words[0], set()).add(words[1] if len(words) > 1 else "")
    return _Cues(places["tag"], names, places["class"], places["phrase"], openers, places["word"])


def _name_words(name: str) -> tuple[str, ...]:
    """The words of a name, "comments" as "comment"; without hashes such as 6a00ad83, in which words stand by chance."""
    words = [word.lower() for piece in _NAME_PIECE.findall(name) if not _HASH.search(piece) for word in _NAME_WORD.findall(piece)]
    return tuple("comment" if word == "comments" else word for word in words)


def told(parts: int) -> list[str]:
    """The names of the parts, for people."""
    return [part for part, bit in _BIT.items() if parts & bit]


@lru_cache(maxsize=50_000)
def parts_of_name(name: str) -> int:
    """What one class, id or role says.

    >>> [told(parts_of_name(name)) for name in ("commentList", "comment-form", "has-comments")]
    [['comment'], ['remark'], []]
    """
    words = _name_words(name[:_LONGEST_NAME])
    found = 0
    names = _cues().names
    for at, word in enumerate(words):
        for cue, part in names.get(word, ()):
            stop = at + len(cue)
            if words[at:stop] == cue and (not part & _AT_THE_END or stop == len(words)):
                found |= part
    if found & STATE:
        return 0
    if found & (REMARK | AUTHOR | NOISE):
        found &= ~COMMENT
    if found & (BOILERPLATE | COMMENT):
        found &= ~MAIN
    return found


@lru_cache(maxsize=20_000)
def _parts_of_names(names: str) -> int:
    found = 0
    for name in names[:_LONGEST_NAMES].split()[:MOST_NAMES]:
        found |= parts_of_name(name)
    return found


@lru_cache(maxsize=20_000)
def _parts_of_classes(classes: str) -> int:
    """What the classes say by their words, and those of a fixed meaning by themselves; PING for a notice of a link."""
    found = _parts_of_names(classes)
    names = classes[:_LONGEST_NAMES].lower().split()[:MOST_NAMES]
    fixed = _cues().classes
    for name in names:
        found |= fixed.get(name, 0)
    if found & FOLDED and any(name.endswith(_UNFOLDED) for name in names):
        found &= ~FOLDED
    return found if _PINGS.isdisjoint(names) else found | PING


def parts_of(element: Element) -> int:
    """What an element's tag, names and style say of it, as bits.

    >>> told(parts_of(Element("li", {"class": "comment", "style": "display:none"}, None, 0, 0)))
    ['comment', 'hidden']
    """
    tag, attributes = element.tag, element.attributes
    if UNUSUAL.isdisjoint(attributes):
        return by_class(tag, attributes.get("class", ""))
    found = _cues().tags.get(tag, 0)
    if "class" in attributes:
        found |= _parts_of_classes(attributes["class"])
    if "id" in attributes:
        found = _with_id(found, attributes["id"][:_LONGEST_NAMES], tag)
    for key in _FURTHER.intersection(attributes):
        found |= _further(key, attributes[key])
    return found | _item(found, tag, attributes)


@lru_cache(maxsize=20_000)
def by_class(tag: str, classes: str) -> int:
    """What tag and class say of an element without an unusual attribute."""
    found = _cues().tags.get(tag, 0) | (_parts_of_classes(classes) if classes else 0)
    return found | _item(found, tag, {"class": classes})


@lru_cache(maxsize=20_000)
def _with_id(found: int, name: str, tag: str) -> int:
    """With what an id says; one such as "comment-17" is a single comment's, whatever the classes say."""
    found |= _parts_of_names(_DIGITS.sub("0", name))
    if found & PING or not name[-1:].isdigit() or not _COMMENT_ID.fullmatch(name[:_LONGEST_NAME]):
        return found
    return (found & ~REMARK) | COMMENT | (0 if tag == "a" or found & AUTHOR else ITEM)


def _further(key: str, value: str) -> int:
    """What an attribute other than class and id says."""
    if key == "style":
        return HIDDEN if hides(value) else 0
    if key == "hidden":
        return HIDDEN
    if key == "aria-hidden":
        return HIDDEN if value.lower() == "true" else 0
    if key == "itemtype":
        return COMMENT if value.rstrip("/").endswith(("/Comment", "/UserComments")) else 0
    return _parts_of_names(value)


def _item(found: int, tag: str, attributes: Mapping[str, str]) -> int:
    """ITEM for an element that is said to hold comments, and is a single one."""
    if not found & COMMENT or found & (REMARK | AUTHOR | ITEM) or tag == "a":
        return 0
    single = tag == "li" or "itemtype" in attributes or "comment" in attributes.get("class", "").lower().split()
    return ITEM if single else 0


def is_byline(text: str) -> bool:
    """Does a short line name who writes what follows, or wrote what stands before?

    >>> [is_byline(line) for line in ("Ann Lee says:", "Bo said... May 3, 2026", "Posted by: Ann Lee | May 3", "That is what she said.")]
    [True, True, True, False]
    """
    if len(text) >= 100:
        return False
    said = _SAID.search(text) if " sa" in text or " wr" in text else None
    return text[:9].lower() == "posted by" or (said is not None and (said.end() == len(text) or is_date(text[said.end() :])))


def is_date(text: str) -> bool:
    """Is a line made of nothing but the words of a date?

    >>> is_date("March 3rd, 2026 at 4:22 pm"), is_date("Not before March 2026")
    (True, False)
    """
    if len(text) > 60 or not _DIGITS.search(text):
        return False
    words = _cues().words
    return all(words.get(word) == NOISE for word in _letters(text))


def is_remark(text: str) -> bool:
    """Is a line about comments, or asking for them?

    >>> is_remark("Leave a Reply"), is_remark("12 Comments"), is_remark("The minister did not comment.")
    (True, True, False)
    """
    counts = len(text) < 120 and (text[:1].isdigit() or text[:1] == "(") and _COUNT.match(text) is not None
    return counts or phrase(text) == REMARK


def talks_of_comments(text: str) -> bool:
    """Does a short text have a word that notes on commenting have?"""
    words = _cues().words
    return len(text) < 300 and any(words.get(word) == REMARK for word in _letters(text))


def has_letters(text: str) -> bool:
    return _LETTERS.search(text) is not None


def _letters(text: str) -> list[str]:
    return _LETTERS.findall(text.lower())


def phrase(text: str) -> int:
    """The part that a line's phrase says, 0 for none: a whole line, or a beginning of at least three words.

    >>> told(phrase("Related stories")), told(phrase("Related stories were told in every port of the bay."))
    (['boilerplate'], [])
    """
    if len(text) > 400:
        return 0
    cues = _cues()
    first, _, rest = text.partition(" ")
    if not first.isalpha():  # seldom
        found = _LETTERS.search(text)
        first, rest = (found[0], text[found.end() :]) if found else ("", "")
    seconds = cues.openers.get(first.lower())
    if seconds is None:
        return 0
    second = _LETTERS.search(rest)
    if (second[0].lower() if second else "") not in seconds:
        return 0
    words = _letters(text[:100])
    for length in range(min(len(words), 9), 2, -1):
        part = cues.phrases.get(" ".join(words[:length]))
        if part:
            return part
    return cues.phrases.get(" ".join(words), 0) if len(text) <= 100 else 0
