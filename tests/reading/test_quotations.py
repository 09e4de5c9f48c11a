"""Quotations are found by their marks, and apostrophes are none."""

import pytest

from scoring.quotations import quotations
from tests.growth import grows_no_faster_than_the_text


def quoted(text: str) -> list[str]:
    return [text[start:stop] for start, stop in quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rained,” she said.", ["It rained,"]),
        ('"It rained," she said. "It poured."', ["It rained,", "It poured."]),
        ("‘It rained,’ she said.", ["It rained,"]),
        ("'It rained,' she said.", ["It rained,"]),
        ("«Il pleut», dit-elle. « Il neige », dit-il.", ["Il pleut", "Il neige"]),
        ("„Es regnet“, sagte sie.", ["Es regnet"]),
        ("“It rained,“ she said. “It poured.“", ["It rained,", "It poured."]),
        ("It was “odd” and “new”.", ["odd", "new"]),
        ("(“odd”)—“new”", ["odd", "new"]),
        ("It didn’t rain in the guards’ yard, ’tis true, in the ’90s or '80s.", []),
        ("It's the girls' school and rock 'n' roll.", []),
        ("‘The guards’ pay is low,’ she said.", ["The guards’ pay is low,"]),
        ("“Isn’t it?” she said.", ["Isn’t it?"]),
        ('A 5\'10" man with a 6" nail.', []),
        ("“I heard ‘no’ twice,” she said.", ["I heard ‘no’ twice,"]),
        ("\"I heard 'no' twice,\" she said.", ["I heard 'no' twice,"]),
        ("‘I heard “no” twice,’ she said.", ["I heard “no” twice,"]),
        ("“A “small” thing,” she said. “Yes.”", ["A “small” thing,", "Yes."]),
        ("“It goes on to the end. And on.", ["It goes on to the end. And on."]),
        ('She said: "It goes on', ["It goes on"]),
        ("“It never closes. Then “odd” and “new”.", ["It never closes. Then", "odd", "new"]),
        ("Stray” and “odd”.", ["odd"]),
        ("“odd” TV” and “new”.", ["odd", "new"]),
        ("“” and “ ” hold nothing.", []),
        ("", []),
    ],
)
def test_what_stands_inside_the_marks_is_quoted(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_nested_quotation_is_found_by_looking_inside() -> None:
    text = "“He said ‘no’ and ‘never’ to me,” she said."
    ((start, stop),) = quotations(text, 0, len(text))
    assert [text[a:b] for a, b in quotations(text, start, stop)] == ["no", "never"]


def test_only_the_range_is_looked_at() -> None:
    text = "“Before” it, “inside” it, “after” it."
    assert quotations(text, 12, 25) == [(14, 20)]


@pytest.mark.parametrize("piece", ["“", '"a ', "‘a ", "‘a s’ b ", "'a ", '"', "“a”“", "” ", "'a s' b "])
def test_what_quotations_cost_grows_no_faster_than_the_text(piece: str) -> None:
    assert grows_no_faster_than_the_text(lambda text: quotations(text, 0, len(text)), piece, 4_000)
