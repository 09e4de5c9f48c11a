"""Keeps docs/benchmarks.md: each benchmark writes its own section, the others stay as they are."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`, one section a benchmark; `make bench ARGS=html_speed` runs one. Ratios within one run say
something; the times depend on the machine and on what else it does.
"""


def record(name: str, title: str, text: str) -> None:
    """Print a benchmark's result and put it into docs/benchmarks.md, in place of the one before; sections stand in order of name."""
    print(f"\n## {title}\n\n{text}\n", flush=True)
    old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    sections = dict(re.findall(r"^<!-- (\w+) -->\n(.*?)(?=^<!-- \w+ -->\n|\Z)", old, re.MULTILINE | re.DOTALL))
    sections[name] = f"## {title}\n\n{text}\n\n"
    whole = HEAD + "".join(f"\n<!-- {key} -->\n{sections[key].strip()}\n" for key in sorted(sections))
    PAGE.write_text(whole, encoding="utf-8")


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" if not at else "---:" for at in range(len(header))), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine(*packages: str) -> str:
    """What it ran on: cores, Python, versions of the packages."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {versions}."
