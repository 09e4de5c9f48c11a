"""The promises that docs/method.md lists, and the tests that hold them, by number."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROMISES = range(1, 24)


def _marked() -> dict[int, set[str]]:
    """For each number the tests that carry it."""
    found: dict[int, set[str]] = defaultdict(set)
    for path in (ROOT / "tests").rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for mark in node.decorator_list:
                    if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.promise":
                        found[ast.literal_eval(mark.args[0])].add(node.name)
    return found


def _listed() -> dict[int, tuple[str, set[str]]]:
    """For each number the state and the tests that docs/method.md gives."""
    text = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \| ([^|]*)\|$", text, re.MULTILINE)
    return {int(number): (state, set(re.findall(r"`(test_\w+)`", tests))) for number, state, tests in rows}


def test_the_method_lists_every_promise_once_in_order() -> None:
    assert list(_listed()) == list(PROMISES)


@pytest.mark.parametrize("number", PROMISES)
def test_a_promise_names_tests_and_these_carry_its_number(number: int) -> None:
    _, named = _listed()[number]
    assert named, f"docs/method.md names no test for promise {number}"
    assert named <= _marked()[number], f"these are no tests marked promise({number})"


def test_no_test_holds_a_promise_that_there_is_not() -> None:
    assert set(_marked()) <= set(PROMISES)
