"""Invented towns, people and affairs, and sentences about them: the grammar of prose.toml, filled in by a seeded generator."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_SLOT = re.compile(r"\{([a-z0-9_]+)\}")

_PLACE = ("Vel", "Tarn", "Hox", "Mer", "Quill", "Sorr", "Ost", "Brann", "Lur", "Pell", "Gav", "Thrum", "Ynn", "Corv", "Dask", "Esk", "Fen",
          "Harr", "Isk", "Jorr", "Kell", "Mols", "Nar", "Orl", "Rusk", "Skav", "Tolv", "Ulm", "Varn", "Zell")  # fmt: skip
_PLACE_END = ("mouth", "stead", "wick", "holt", "garth", "ness", "mere", "thorpe", "quay", "fell", "strand", "combe", "haven", "lund", "ey")
_NAME = ("Brandt", "Kest", "Mar", "Fisk", "Holl", "Ond", "Sev", "Tav", "Wrex", "Lind", "Pask", "Quor", "Rind", "Stov", "Ulv", "Vost", "Yar",
         "Zan", "Drev", "Eck", "Gorm", "Hask", "Ibs", "Jank", "Krol", "Lorr", "Nev", "Olm", "Prax", "Ruv")  # fmt: skip
_NAME_END = ("ley", "vik", "ander", "ova", "mann", "oway", "sen", "itz", "ellan", "ridge", "ado", "escu", "ham", "ó", "ström", "iakis")
_FIRST = ("Ada", "Bo", "Cato", "Dina", "Edda", "Finn", "Greta", "Hugo", "Ines", "Jonas", "Kaja", "Lena", "Milo", "Nora", "Otto", "Petra",
          "Quentin", "Rosa", "Sami", "Tilda", "Ugo", "Vera", "Wim", "Xenia", "Yusuf", "Zoë", "Aino", "Björn", "Chloé", "Dmitri", "Esra",
          "Fatima", "Giulia", "Hana", "Ivo", "Jamila", "Kofi", "Lucía", "Marek", "Ngozi", "Olga", "Priya", "Rafał", "Siobhan", "Tomás",
          "Ulla", "Viktor", "Wanda", "Yara", "Zeno")  # fmt: skip
_ROLE = ("the mayor", "head of the works office", "a hydrologist", "chair of the harbour board", "the deputy clerk", "an engineer",
         "director of the regional museum", "a member of the council", "secretary of the drivers' union", "the fire chief",
         "a geologist at the polytechnic", "owner of the mill", "the school's head", "a retired pilot", "the county surveyor")  # fmt: skip
_BODY = ("council", "Harbour Board", "Works Office", "Transport Authority", "Water Company", "Savings Bank", "Polytechnic",
         "Chamber of Trade", "Housing Trust", "Diocese", "Electric Company", "Port Authority")  # fmt: skip
_OUTLET = ("Courier", "Gazette", "Observer", "Chronicle", "Post", "Mercury", "Lantern", "Advertiser", "Weekly", "Sentinel")
_STREET = ("Rope Walk", "Mill Lane", "Tanner's Row", "Quay Street", "Linden Road", "Chapel Hill", "Brickfield Lane", "Salt Alley",
           "Long Acre", "Heron Close", "Fuller's Yard", "Station Parade")  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SYLLABLES = ("zor", "bix", "quam", "vlu", "trest", "yag", "plim", "drox", "heu", "skan", "wob", "jent", "kru", "mozz", "phel")
_CURRENCY = ("{} crowns", "{} thalers", "£{}", "€{}", "${}")


@cache
def _grammar() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "prose.toml").read_text(encoding="utf-8"))


def registers() -> dict[str, list[str]]:
    """The sentence templates by register: news, blog, thread, short, reply, long and the smaller ones."""
    found: dict[str, list[str]] = _grammar()["prose"]
    return found


class World:
    """One town with one affair in it: who is who, and sentences of any register about it, none given twice."""

    def __init__(self, random: Random) -> None:
        self.random = random
        topic = random.choice(_grammar()["topics"])
        self._details: list[str] = topic["details"]
        place, place2 = self._distinct(self._place)
        body, body2 = random.sample(_BODY, 2)
        currency = random.choice(_CURRENCY)
        self.currency = currency
        people = [self.person() for _ in range(3)]
        self.outlet = f"{place} {random.choice(_OUTLET)}"
        self.place = place
        self.people = people
        self._fixed: dict[str, str] = {
            "place": place,
            "place2": place2,
            "org": f"the {place} {body}",
            "org2": f"the {place2} {body2}",
            "outlet": f"the {self.outlet}",
            "role1": random.choice(_ROLE),
            "role2": random.choice(_ROLE),
            "thing": topic["thing"],
            "plan": topic["plan"],
            "matter": topic["matter"],
            "matter_cap": topic["matter"][0].upper() + topic["matter"][1:],
            "group": topic["group"],
            "group_cap": topic["group"][0].upper() + topic["group"][1:],
        }
        for number, name in enumerate(people, 1):
            self._fixed |= {f"person{number}": name, f"last{number}": name.split()[-1]}
        self._unused: dict[str, list[str]] = {}

    def person(self) -> str:
        return f"{self.random.choice(_FIRST)} {self.random.choice(_NAME)}{self.random.choice(_NAME_END)}"

    def first(self) -> str:
        return self.random.choice(_FIRST)

    def headline(self, register: str) -> str:
        templates: list[str] = _grammar()["headlines"][register]
        return self._capital(self.fill(self.random.choice(templates)))

    def sentence(self, register: str) -> str:
        """A sentence that this world has not said before, until the register's templates are used up."""
        left = self._unused.setdefault(register, [])
        if not left:
            left += self.random.sample(registers()[register], len(registers()[register]))
        return self._capital(self.fill(left.pop()))

    def paragraph(self, register: str, least: int = 2, most: int = 4) -> str:
        return " ".join(self.sentence(register) for _ in range(self.random.randint(least, most)))

    def paragraphs(self, register: str, count: int, least: int = 2, most: int = 4) -> list[str]:
        return [self.paragraph(register, least, most) for _ in range(count)]

    def fill(self, template: str) -> str:
        """A template with its choices made and its slots filled."""
        chosen = _CHOICE.sub(lambda found: self.random.choice(found[1].split("|")), template)
        return _SLOT.sub(lambda found: self._slot(found[1]), chosen)

    def when(self, year: int = 0) -> tuple[int, int, int, int, int]:
        """A moment: year, month, day, hour, minute."""
        r = self.random
        return (year or r.randint(2027, 2034), r.randint(1, 12), r.randint(1, 28), r.randint(0, 23), r.randint(0, 59))

    def _slot(self, name: str) -> str:
        if name in self._fixed:
            return self._fixed[name]
        r = self.random
        match name:
            case "detail":
                return r.choice(self._details)
            case "n" | "n2":
                return str(r.randint(13, 890))
            case "years":
                return str(r.randint(3, 41))
            case "small":
                return str(r.randint(4, 12))
            case "smallword":
                return r.choice(_WORDS)
            case "big":
                return f"{r.randint(11, 890) * 100:,}"
            case "pct":
                return str(r.randint(3, 96))
            case "money" | "money2":
                return self.currency.format(f"{r.choice((r.randint(2, 90) * 1000, r.randint(2, 90) * 100_000, r.randint(30, 900))):,}")
            case "weekday":
                return r.choice(_DAYS)
            case "month" | "month2":
                return r.choice(_MONTHS)
            case "day":
                return str(r.randint(1, 28))
            case "year":
                return str(r.randint(1931, 2026))
            case "hour":
                return r.choice(("noon", "midnight", "six in the evening", "half past seven", "eight in the morning", "16:30"))
            case "street":
                return r.choice(_STREET)
            case "first":
                return r.choice(_FIRST)
            case "zed" | "zed2" | "zed3":
                return "".join(r.sample(_SYLLABLES, 3))
        raise KeyError(f"prose.toml: no slot {{{name}}}")

    def _place(self) -> str:
        return self.random.choice(_PLACE) + self.random.choice(_PLACE_END)

    def _distinct(self, make: Callable[[], str]) -> tuple[str, str]:
        one = two = make()
        while two == one:
            two = make()
        return one, two

    @staticmethod
    def _capital(text: str) -> str:
        return text[0].upper() + text[1:]


def dates(when: tuple[int, int, int, int, int]) -> Iterator[str]:
    """One moment as comment systems write it, the shortest form last."""
    year, month, day, hour, minute = when
    name, half, clock = _MONTHS[month - 1], "am" if hour < 12 else "pm", hour % 12 or 12
    yield f"{name} {day}, {year} at {clock}:{minute:02d} {half}"
    yield f"{day} {name} {year}, {hour:02d}:{minute:02d}"
    yield f"{year:04d}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}"
    yield f"{month:02d}/{day:02d}/{year}, {clock}:{minute:02d} {half.upper()}"
    yield f"{name} {day}, {year}"
    yield f"{name[:3]} {day}"


def iso(when: tuple[int, int, int, int, int]) -> str:
    """A moment in ISO 8601, UTC."""
    return "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:00Z".format(*when)
