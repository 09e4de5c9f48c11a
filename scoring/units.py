"""Units: what each can be compared by."""

from __future__ import annotations

from functools import cache

from scoring.files import seed


@cache
def _units() -> dict[str, tuple[str, float]]:
    return {row["unit"]: (row["dimension"], float(row["factor"])) for row in seed("units")}


def comparable(unit: str) -> tuple[str, float]:
    """The dimension of a unit and its factor to the dimension's base unit; a unit that is not listed is a dimension of its own.

    >>> comparable("hour"), comparable("minute"), comparable("missile")
    (('time', 3600.0), ('time', 60.0), ('missile', 1.0))
    """
    return _units().get(unit, (unit, 1.0))


def listed(unit: str) -> bool:
    """Whether a unit is a measure of seeds/units.csv; any other word is a noun that says what is counted.

    >>> listed("hour"), listed("missile")
    (True, False)
    """
    return unit in _units()
