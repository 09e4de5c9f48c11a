"""What an inline style keeps from a reader's eyes: words that nobody sees must not become claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

LONGEST_STYLE = 1_000
"""Characters of a style that are read: a hand writes a hundred."""
_CACHED = 4_096
_FAINT = 0.1
"""Opacity below which nobody reads."""
_LEAST_SIZE = {"": 2.0, "px": 2.0, "pt": 2.0, "em": 0.2, "rem": 0.2, "%": 15.0, "vw": 0.2, "vh": 0.2}
"""Font sizes below which letters are dots, by unit."""
_NUMBER = re.compile(r"(\d{0,6}\.?\d{0,9})([a-z%]{0,4})")
_FAR = re.compile(r"-\d{3,}")
_VERY_FAR = re.compile(r"-\d{4,}")
_ZERO_SCALE = re.compile(r"scale[xy]?\(0(?:\.0*)?[,)]")
_CHANNELS = re.compile(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})(?:,([\d.]{1,8}))?\)")
_FAR_IN_EMS = re.compile(r"-\d{2,}(?:em|rem|vw|vh|%)")
_INSET = re.compile(r"inset\((\d{1,3}(?:\.\d{1,6})?)%")
_HALF = 50.0
_FONT_SIZE = re.compile(r"^[a-z-]{0,40}?(\d{0,6}\.?\d{0,9}(?:px|pt|em|rem|%)?)(?:/.*|[a-z\"',].*)?$", re.DOTALL)
"""The size in a font shorthand without white space: "0/0a", "12px/1.5serif"."""
_FAINT_FILTER = re.compile(r"opacity\(0?(?:\.0\d*)?%?\)")
_SHADE = re.compile(r"hsla\([^,]{1,12},[^,]{1,12},[^,]{1,12},([\d.]{1,8}%?)\)")
_FAINT_ALPHA = frozenset(f"{alpha:02x}" for alpha in range(26))
_ADDRESS = re.compile(r"url\([^)]*+\)")
_ESCAPED = re.compile(r"\\([0-9a-f]{1,6}) ?")
_LAST = 0x110000
_WORDS = ("display", "visibility")
_KNOWN = re.compile(
    r"none|hidden|collapse|visible|initial|inherit|unset|revert|revert-layer|contents|block|inline|flow|flow-root|list-item|flex|grid|ruby|math"
    r"|inline-(?:block|flex|grid|table)|table(?:-[a-z-]{1,20})?|blockflow|inlineflow|-webkit-(?:inline-)?box"
)
_SIMPLE = re.compile(r"([A-Za-z][A-Za-z0-9]{0,20})?([.#])([\w-]{1,80})")
_MOST_SELECTORS, _LONGEST_SELECTORS = 200, 5_000
_LONGEST_NAMES = 600
"""Characters of a class attribute that are looked up in a page's style sheets."""
_NO_TAGS: frozenset[str] = frozenset()
_SIDES = ("left", "right", "top", "bottom", "text-indent")
_MARGINS = ("margin-left", "margin-right", "margin-top", "margin")
_EXTENTS = ("height", "width", "max-height", "max-width")
_NAMED = {"white": "#ffffff", "black": "#000000", "red": "#ff0000", "yellow": "#ffff00", "gray": "#808080", "grey": "#808080"}
_TRANSPARENT = "transparent"


@lru_cache(_CACHED)
def declarations(style: str) -> dict[str, str]:
    """The properties of a style in lower case, values without white space; of one set twice the last value, or the last important one.

    A value that browsers do not know for `display` or `visibility` sets nothing.

    >>> declarations("Display: none !important; color:#FFF; /* a; b:c */ color : white; display:block")
    {'display': 'none', 'color': 'white'}
    """
    text = _ADDRESS.sub("", style[:LONGEST_STYLE].lower())
    text = _without_comments(text)
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if int(found[1], 16) < _LAST else "", text).lower()
    found: dict[str, str] = {}
    important: set[str] = set()
    for declaration in "".join(text.split()).split(";"):
        name, _, value = declaration.partition(":")
        weighs = value.endswith("!important")
        value = value.removesuffix("!important")
        if not value or (name in important and not weighs) or (name in _WORDS and not _KNOWN.fullmatch(value)):
            continue
        found[name] = value
        if weighs:
            important.add(name)
    return found


def _without_comments(style: str) -> str:
    """A style without its comments; one that does not end takes the rest with it, as in browsers."""
    first, *commented = style.split("/*")
    return first + "".join([piece.partition("*/")[2] for piece in commented])


@lru_cache(_CACHED)
def hides(style: str) -> bool:
    """Does the style by itself make an element's words invisible: not displayed, off the screen, too small, too faint?

    >>> [hides(style) for style in ("display:none", "left: -9999px", "font-size:.5px", "font-size:0.9em", "margin-left:-20px")]
    [True, True, True, False, False]
    """
    said = declarations(style)
    if not said:
        return False
    if len(style) > LONGEST_STYLE:  # no hand wrote it: what stands beyond may hide, and the weaker section is assumed
        return True
    return (
        said.get("display") == "none"
        or said.get("visibility") in ("hidden", "collapse")
        or said.get("content-visibility") == "hidden"
        or _below(said.get("opacity"), {"": _FAINT, "%": 100 * _FAINT})
        or _below(said.get("font-size"), _LEAST_SIZE)
        or any(_FAR.match(said.get(side, "")) or _FAR_IN_EMS.match(said.get(side, "")) for side in _SIDES)
        or any(_VERY_FAR.search(said.get(margin, "")) for margin in _MARGINS)
        or said.get("clip", "").startswith(("rect(0", "rect(1px"))
        or said.get("clip-path", "").startswith("circle(0")
        or _cuts_away(said.get("clip-path", ""))
        or _below(_FONT_SIZE.sub(r"\1", said.get("font", "")), _LEAST_SIZE)
        or _FAINT_FILTER.search(said.get("filter", "")) is not None
        or _moves_away(said.get("transform", ""))
        or (said.get("overflow") in ("hidden", "clip") and any(_below(said.get(extent), {"": 2.0, "px": 2.0}) for extent in _EXTENTS))
        or colour(said.get("color", "")) == _TRANSPARENT
    )


class Sheet(NamedTuple):
    """What the style sheets in a page hide by itself: classes and ids, each with the tags that it must have, "" for any."""

    classes: dict[str, set[str]]
    ids: dict[str, set[str]]

    def hides(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Is it an element that a rule hides?"""
        if self.ids and "id" in attributes and not self.ids.get(attributes["id"], _NO_TAGS).isdisjoint(("", tag)):
            return True
        if not self.classes or "class" not in attributes:
            return False
        names = attributes["class"][:_LONGEST_NAMES].split()
        return not self.classes.keys().isdisjoint(names) and any(
            not self.classes.get(name, _NO_TAGS).isdisjoint(("", tag)) for name in names
        )


def sheet(styles: Iterable[str]) -> Sheet:
    """The simple selectors (".x", "p.x", "#x") whose last rule hides; rules for some screens, as in @media, are not read.

    >>> sheet([".a, p.b {display: none} #c {left: -9999px} .a {display: block} @media print {.d {display: none}}"])
    Sheet(classes={'b': {'p'}}, ids={'c': {''}})
    """
    hidden: dict[tuple[str, str, str], bool] = {}
    for style in styles:
        for selectors, said in _rules(style):
            simple = list(filter(None, map(_SIMPLE.fullmatch, map(str.strip, selectors.split(",")[:_MOST_SELECTORS]))))
            if not simple:  # most rules: what they declare need not be read
                continue
            told = declarations(said)
            gone = hides(said)
            if gone or "display" in told or "visibility" in told:
                hidden.update({((one[1] or "").lower(), one[2], one[3]): gone for one in simple})
    found = Sheet({}, {})
    for (tag, mark, name), gone in hidden.items():
        if gone:
            (found.classes if mark == "." else found.ids).setdefault(name, set()).add(tag)
    return found


def _rules(style: str) -> Iterator[tuple[str, str]]:
    """The rules outside of any block, selectors and declarations: one pass over the closing braces."""
    depth, selectors = 0, ""
    for piece in _without_comments(style).split("}")[:-1]:
        opening, *inner = piece.split("{")
        if depth == 0:
            if not inner:  # a brace that closes nothing
                continue
            selectors = opening
        depth += len(inner) - 1
        if depth == 0 and "@" not in selectors:
            yield selectors[-_LONGEST_SELECTORS:], inner[-1] if inner else opening


def _below(value: str | None, least: dict[str, float]) -> bool:
    """Is a length a number below the least of its unit?"""
    found = _NUMBER.fullmatch(value) if value else None
    if found is None or found[1] in ("", ".") or found[2] not in least:
        return False
    return float(found[1]) < least[found[2]]


def _cuts_away(path: str) -> bool:
    """Does clipping leave nothing: an inset of half a side or more?"""
    inset = _INSET.match(path)
    return inset is not None and float(inset[1]) >= _HALF


def _moves_away(transform: str) -> bool:
    return bool(transform) and (
        _ZERO_SCALE.search(transform) is not None or ("translate" in transform and _FAR.search(transform) is not None)
    )


def colour(value: str) -> str:
    """A colour in one spelling, "" for none that is told.

    >>> [colour(value) for value in ("white", "#FFF", "rgb(255,255,255)", "rgba(9,9,9,0)", "var(--ink)", "url(a.png)#fff")]
    ['#ffffff', '#ffffff', '#ffffff', 'transparent', '', '']
    """
    value = value.lower()
    if value in _NAMED:
        return _NAMED[value]
    if value == _TRANSPARENT:
        return value
    if value.startswith("#") and value[1:].isalnum() and len(value) in (4, 5, 7, 9):
        digits = value[1:] if len(value) > 5 else "".join(2 * digit for digit in value[1:])
        return _TRANSPARENT if digits[6:] in _FAINT_ALPHA else "#" + digits[:6]
    if value.startswith("hsla(") and (shade := _SHADE.fullmatch(value)):
        return _TRANSPARENT if _below(shade[1], {"": _FAINT, "%": 100 * _FAINT}) else ""
    channels = _CHANNELS.fullmatch(value)
    if channels is None:
        return ""
    if channels[4] is not None and _below(channels[4], {"": _FAINT}):
        return _TRANSPARENT
    return "#" + "".join([f"{int(channel):02x}" for channel in channels.groups()[:3]])


@lru_cache(_CACHED)
def painted(style: str) -> tuple[str, str]:
    """The colours of letters and of what is behind them, "" for one that the style does not tell.

    >>> painted("color: white; background: #fff")
    ('#ffffff', '#ffffff')
    """
    said = declarations(style)
    return colour(said.get("color", "")), colour(said.get("background-color") or said.get("background", ""))
