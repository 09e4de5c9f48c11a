"""docs/rules.md and docs/data.md say what the rules and tables are."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", ["rules.md", "data.md"])
def test_a_generated_page_is_up_to_date(name: str) -> None:
    made = runpy.run_path(str(DOCS / "generate.py"))["GENERATED"][name]()
    assert (DOCS / name).read_text(encoding="utf-8") == made, f"docs/{name} lags behind: run `make docs`"
