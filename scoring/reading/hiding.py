"""What an inline style keeps from a reader's eyes: words that nobody sees must not become claims."""

from __future__ import annotations

import re
from functools import lru_cache

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
_SIDES = ("left", "right", "top", "bottom", "text-indent")
_MARGINS = ("margin-left", "margin-right", "margin-top", "margin")
_EXTENTS = ("height", "width", "max-height", "max-width")
_NAMED = {"white": "#ffffff", "black": "#000000", "red": "#ff0000", "yellow": "#ffff00", "gray": "#808080", "grey": "#808080"}
_TRANSPARENT = "transparent"


@lru_cache(_CACHED)
def declarations(style: str) -> dict[str, str]:
    """The properties of a style in lower case, values without white space; of one set twice the last value.

    >>> declarations("Display: none !important; color:#FFF; /* a; b:c */ color : white")
    {'display': 'none', 'color': 'white'}
    """
    first, *commented = style[:LONGEST_STYLE].lower().split("/*")
    text = first + "".join([piece.partition("*/")[2] for piece in commented])
    found: dict[str, str] = {}
    for declaration in "".join(text.split()).split(";"):
        name, _, value = declaration.partition(":")
        if value:
            found[name] = value.removesuffix("!important")
    return found


@lru_cache(_CACHED)
def hides(style: str) -> bool:
    """Does the style by itself make an element's words invisible: not displayed, off the screen, too small, too faint?

    >>> [hides(style) for style in ("display:none", "left: -9999px", "font-size:.5px", "font-size:0.9em", "margin-left:-20px")]
    [True, True, True, False, False]
    """
    said = declarations(style)
    if not said:
        return False
    return (
        said.get("display") == "none"
        or said.get("visibility") in ("hidden", "collapse")
        or said.get("content-visibility") == "hidden"
        or _below(said.get("opacity"), {"": _FAINT, "%": 100 * _FAINT})
        or _below(said.get("font-size"), _LEAST_SIZE)
        or any(_FAR.match(said.get(side, "")) for side in _SIDES)
        or any(_VERY_FAR.search(said.get(margin, "")) for margin in _MARGINS)
        or said.get("clip", "").startswith(("rect(0", "rect(1px"))
        or said.get("clip-path", "").startswith(("inset(50%", "inset(100%", "circle(0"))
        or _moves_away(said.get("transform", ""))
        or (said.get("overflow") in ("hidden", "clip") and any(_below(said.get(extent), {"": 2.0, "px": 2.0}) for extent in _EXTENTS))
        or colour(said.get("color", "")) == _TRANSPARENT
    )


def _below(value: str | None, least: dict[str, float]) -> bool:
    """Is a length a number below the least of its unit?"""
    found = _NUMBER.fullmatch(value) if value else None
    if found is None or found[1] in ("", ".") or found[2] not in least:
        return False
    return float(found[1]) < least[found[2]]


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
    if value.startswith("#") and value[1:].isalnum() and len(value) in (4, 7):
        return value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:])
    channels = _CHANNELS.fullmatch(value)
    if channels is None:
        return ""
    if channels[4] is not None and _below(channels[4], {"": _FAINT}):
        return _TRANSPARENT
    return "#" + "".join([f"{int(channel):02x}" for channel in channels.groups()[:3]])


def painted(style: str) -> tuple[str, str]:
    """The colours of letters and of what is behind them, "" for one that the style does not tell.

    >>> painted("color: white; background: #fff")
    ('#ffffff', '#ffffff')
    """
    said = declarations(style)
    return colour(said.get("color", "")), colour(said.get("background-color") or said.get("background", ""))
