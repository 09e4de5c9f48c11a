"""What the documentation lists exists, and what exists is listed."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import msgspec
import pytest

from api.command import COMMANDS
from scoring.files import seeds_folder
from scoring.reading.limits import Limits

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _make_words() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*##", _read("Makefile"), re.MULTILINE))


def test_every_make_word_in_the_documentation_exists() -> None:
    named = {
        (page.name, word)
        for page in PAGES
        for word in re.findall(r"(?:`|^|\$ )make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {(page, word) for page, word in named if word not in _make_words()} == set()


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(
        re.findall(r"credibly (?:--data \S+ )?([a-z]+)\b", " ".join(re.findall(r"`[^`]+`|^ {0,4}\$ .*$", _read("README.md"), re.MULTILINE)))
    )
    assert named == set(COMMANDS)


def test_the_guide_to_operations_lists_every_limit_with_its_default() -> None:
    listed = re.findall(r"^\| CREDIBLY_LIMIT_(\w+) \| ([\d.]+) \|", _read("docs/operations.md"), re.MULTILINE)
    assert {name.lower(): float(default) for name, default in listed} == msgspec.structs.asdict(Limits())


def test_the_guide_to_contributing_lists_every_seed() -> None:
    listed = set(re.findall(r"^\| seeds/(\w+)\.csv", _read("CONTRIBUTING.md"), re.MULTILINE))
    assert listed == {path.stem for path in seeds_folder().glob("*.csv")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_the_documentation_names_exist(page: Path) -> None:
    paths = re.findall(r"(?<![\w/.])((?:api|scoring|sql|seeds|tests|docs|bench|\.ci)/[\w./-]*\w)", page.read_text(encoding="utf-8"))
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_documentation_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", ["rules.md", "data.md"])
def test_generated_pages_are_what_their_sources_say(page: str) -> None:
    made = runpy.run_path(str(ROOT / "docs" / "generate.py"))["GENERATED"][page]()
    assert _read(f"docs/{page}") == made, "rules or tables have changed; if that is meant: make docs"
