"""Numbers, units, ranges and dates are read as they are meant, and what only looks like a number is not."""

from math import inf

import pytest

from scoring.reading.quantities import dates, quantities
from scoring.units import comparable
from scoring.words import words
from tests.growth import grows_no_faster_than_the_text


def read(text: str) -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in quantities(text, words(text))]


def spans(text: str) -> list[str]:
    return [text[quantity.start : quantity.stop] for quantity in quantities(text, words(text))]


def bounds(text: str) -> tuple[float, float]:
    (quantity,) = quantities(text, words(text))
    assert quantity.approximate == (quantity.low < quantity.high)
    return quantity.low, quantity.high


def said(text: str) -> list[tuple[int | None, int | None, int | None]]:
    return [(date.year, date.month, date.day) for date in dates(text, words(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It took two and a half hours.", [(2.5, "hour")]),
        ("a two-and-a-half-hour talk", [(2.5, "hour")]),
        ("It lasted half an hour, then an hour and a half.", [(0.5, "hour"), (1.5, "hour")]),
        ("a 22-year-old man on a one-day visit", [(22, "year"), (1, "day")]),
        ("They sent a dozen trucks and half a million rounds.", [(12, "truck"), (500_000, "round")]),
        ("1.1 million people live there", [(1_100_000, "person")]),
        ("two hundred and fifty thousand voters", [(250_000, "voter")]),
        ("two million three hundred thousand voters", [(2_300_000, "voter")]),
        ("twenty-five ships", [(25, "ship")]),
        ("1,250,000 killed and wounded Northern soldiers", [(1_250_000, "soldier")]),
        ("20 wounded were flown out", [(20, "person")]),
        ("22% of voters, 22 percent, 22 per cent", [(22, "percent")] * 3),
        ("It rose by 2.5 percentage points.", [(2.5, "percentage point")]),
        ("a third of the fleet and three quarters of the crew", [(33.3333, "percent"), (75, "percent")]),
        ("half of the ships", [(50, "percent")]),
        ("It cost $3bn, €40 million and US$2.5 billion.", [(3e9, "USD"), (4e7, "EUR"), (2.5e9, "USD")]),
        ("It cost 40 million rubles.", [(4e7, "RUB")]),
        ("It cost USD 40 million.", [(4e7, "USD")]),
        ("£3m for 3m people 3m away", [(3e6, "GBP"), (3e6, "person"), (3, "metre")]),
        ("500 kilometres or 16km from 1,800 square miles", [(500, "kilometre"), (16, "kilometre"), (1800, "square mile")]),
        ("payload of 16 missiles", [(16, "missile")]),
        ("16 + 16 missiles", [(16, "missile"), (16, "missile")]),
        ("two of the missiles", [(2, "missile")]),
        ("five US troops", [(5, "troop")]),
        ("80 votes out of 100", [(80, "vote"), (100, "")]),
        ("the eighth call and the 3rd visit", [(8, "ordinal"), (3, "ordinal")]),
        ("in the twenty-first century", [(21, "ordinal")]),
        ("one missile and one million dollars", [(1, "missile"), (1e6, "USD")]),
        ("2½ cups, 2 ½ cups and ½ cup", [(2.5, "cup"), (2.5, "cup"), (0.5, "")]),
        ("a 35 year-old and the first of 17 ships", [(35, "year"), (1, "ordinal"), (17, "ship")]),
        ("It rose $2 to $46.", [(2, "USD"), (46, "USD")]),
        ("It rose from 3 to 5 percent.", [(3, "percent"), (5, "percent")]),
    ],
)
def test_a_number_comes_with_its_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "One has to wonder.",
        "the only one that counts",
        "one of many",
        "This one, like the last one, failed.",
        "one carrying a flag",
        "It has been so since 2014.",
        "On March 4 and 5 May 2031 and 2031-05-04.",
        "A Boeing 737 crashed.",
        "GPT-6 is not GPT-5.6, nor F-16.",
        "Article 5 and Title Three apply, and No. 10 agrees.",
        "at 10:30, at 10 a.m. and at 10pm",
        "It is open 24/7 since 9/11.",
        "They won 3-2.",
        "in the 1980s and the '90s",
        "https://example.org/a/78233 and #2",
        "At first he came; first, he spoke; talks first, then peace.",
        "the First Lady and the Second Army",
        "1) It rained.",
        "ten percent".replace("ten", "some"),
        "the 5G network",
        "around 0335 GMT and 1200 GMT",
        "first of all",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It took two hours.", 2, 2),
        ("It took over two hours.", 2, inf),
        ("It took more than an hour.", 1, inf),
        ("It took less than an hour.", 0, 1),
        ("It took at least 20 days.", 20, inf),
        ("It surpassed 20 days.", 20, inf),
        ("No fewer than 20 ships came.", 20, inf),
        ("No more than 20 ships came.", 0, 20),
        ("Up to 20 ships came.", 0, 20),
        ("Fewer than 20 ships came.", 0, 20),
        ("Roughly 20 ships came.", 18, 22),
        ("Some 20 ships came.", 18, 22),
        ("20 or so ships came.", 18, 22),
        ("The 20-odd ships came.", 18, 22),
        ("It cost about $20.", 18, 22),
        ("Nearly 20 ships came.", 17, 20),
        ("Almost 20 ships came.", 17, 20),
        ("50+ countries", 50, inf),
        ("aged 50 or older", 50, inf),
        ("two or more ships", 2, inf),
        ("20 or 30 ships", 20, 30),
        ("between 3 and 5 ships", 3, 5),
        ("three to four weeks", 3, 4),
        ("a three-to-four-week trip", 3, 4),
        ("20-30 ships", 20, 30),
        ("20–30% of them", 20, 30),
        ("3 to 5 million barrels", 3e6, 5e6),
        ("between $3bn and $5bn", 3e9, 5e9),
        ("hundreds of ships", 200, 1000),
        ("tens of thousands of ships", 20_000, 100_000),
        ("a couple of ships", 2, 3),
        ("a few hundred ships", 200, 900),
    ],
)
def test_the_interval_is_what_the_wording_allows(text: str, low: float, high: float) -> None:
    assert bounds(text) == (low, high)


def test_over_nothing_is_still_an_interval() -> None:
    assert bounds("over 0 ships") == (0, inf)


def test_a_span_covers_number_and_unit_but_no_approximator() -> None:
    assert spans("Over 20 new ships cost roughly $3bn, about 5 %.") == ["20 new ships", "$3bn", "5 %"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on October 16, 2031", [(2031, 10, 16)]),
        ("on 16 October 2031", [(2031, 10, 16)]),
        ("on the 16th of October", [(None, 10, 16)]),
        ("on Oct. 16", [(None, 10, 16)]),
        ("on October the sixteenth", [(None, 10, 16)]),
        ("2031-10-16", [(2031, 10, 16)]),
        ("16.10.2031", [(2031, 10, 16)]),
        ("10/16/2031 and 16/10/2031", [(2031, 10, 16)] * 2),
        ("03/04/2031", [(2031, None, None)]),
        ("in May 2027", [(2027, 5, None)]),
        ("since 2014 and before 2020", [(2014, None, None), (2020, None, None)]),
        ("the 2026 election", [(2026, None, None)]),
        ("from 2014 to 2022", [(2014, None, None), (2022, None, None)]),
        ("as of March", [(None, 3, None)]),
        ("mid-October", [(None, 10, None)]),
        ("It may march on, and May may too.", []),
        ("March on!", []),
        ("about 2000 ships came", []),
        ("2031-13-40", []),
    ],
)
def test_a_date_says_as_much_as_the_words(text: str, expected: list[tuple[int | None, int | None, int | None]]) -> None:
    assert said(text) == expected


def test_units_of_one_dimension_compare_and_others_do_not() -> None:
    assert comparable("hour")[1] == 60 * comparable("minute")[1]
    assert comparable("hour")[0] == comparable("day")[0] != comparable("kilometre")[0]
    assert comparable("USD") != comparable("EUR")
    assert comparable("missile") == ("missile", 1.0)


@pytest.mark.parametrize(
    "piece", ["1 ", "one ", "one hundred ", "a million ", "20-", "1/", "$", "two and a ", "May ", "tens of ", "2-1-", "half a "]
)
def test_what_amounts_cost_grows_no_faster_than_the_text(piece: str) -> None:
    def read(text: str) -> None:
        seen = words(text)
        quantities(text, seen)
        dates(text, seen)

    assert grows_no_faster_than_the_text(read, piece, 2_000)


def test_a_quantity_told_in_two_units_is_one() -> None:
    text = "The call lasted two hours and fifty minutes, and the tower is 5 foot 6 inches taller."
    found = quantities(text, words(text))
    assert [(round(q.value, 3), q.unit, text[q.start : q.stop]) for q in found] == [
        (2.833, "hour", "two hours and fifty minutes"),
        (5.5, "foot", "5 foot 6 inches"),
    ]
