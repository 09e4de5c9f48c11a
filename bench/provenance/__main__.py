"""Measures Credibly and trafilatura on the pages of this benchmark and writes docs/provenance-benchmark.md.

.venv/bin/python -m bench.provenance
.venv/bin/python -m bench.provenance --write pages      the pages and their gold, for other tools
"""

from __future__ import annotations

import argparse
import json
import shlex
import sys
from importlib import metadata
from pathlib import Path

from bench.provenance import readers
from bench.provenance.page import Sample
from bench.provenance.report import Reader, page, results
from bench.provenance.samples import samples

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "provenance-benchmark.md"
PAGES = 598
"""26 rounds of all systems: each system meets each trap that it can hold."""
SEED = 1
_SUFFIX = {"html": "html", "text": "txt", "markdown": "md"}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.provenance", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=PAGES, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="other pages of the same kinds (default: %(default)s)")
    parser.add_argument("--write", type=Path, metavar="DIR", help="write pages and gold into this folder, and measure nothing")
    parser.add_argument("--credibly", default=str(Path(sys.executable).with_name("credibly")), help="how the command is called")
    parser.add_argument("--answers", action="append", default=[], metavar="NAME=FILE", help="measure another tool's answers too")
    parser.add_argument(
        "--out", type=Path, default=DOCS, metavar="FILE", help="where the figures go (default: docs/provenance-benchmark.md)"
    )
    arguments = parser.parse_args()
    made = list(samples(arguments.seed, arguments.pages))
    if arguments.write:
        write(made, arguments.write)
        print(f"{len(made)} pages with their gold are in {arguments.write}")
        return
    told = _measured(made, shlex.split(arguments.credibly), arguments.answers, arguments.seed)
    arguments.out.write_text(told, encoding="utf-8")
    print(told.partition("What each line counts")[0].partition("## Figures")[2].strip())
    print(f"\nall figures: {arguments.out}")


def write(made: list[Sample], folder: Path) -> None:
    """`<id>.html`, `.txt` or `.md`, and `<id>.json` with its gold."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in made:
        (folder / f"{one.id}.{_SUFFIX[one.form]}").write_text(one.source, encoding="utf-8")
        gold = {
            "id": one.id,
            "system": one.system,
            "trap": one.trap,
            "form": one.form,
            "url": one.url,
            "passages": [{name: value for name, value in p._asdict().items() if value is not None} for p in one.passages],
        }
        (folder / f"{one.id}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _measured(made: list[Sample], command: list[str], others: list[str], seed: int) -> str:
    tools = [Reader("Credibly", readers.credibly(command, made))]
    versions = f"Credibly {metadata.version('credibly')}"
    html = [one for one in made if one.form == "html"]
    if readers.has_trafilatura():
        found = dict(zip([one.id for one in html], readers.trafilatura(html), strict=True))
        tools.append(Reader("trafilatura", [found.get(one.id) for one in made]))
        versions += f", trafilatura {metadata.version('trafilatura')}"
    else:
        print(f"{readers.INSTALL}; measuring Credibly alone", file=sys.stderr)
    for other in others:
        name, _, path = other.partition("=")
        tools.append(Reader(name, readers.from_file(Path(path), made)))
    return page(made, results(made, tools), seed, versions + ".")


if __name__ == "__main__":
    main()
