"""Writes docs/rules.md and docs/data.md from seeds/rules.csv, sql/rules/ and the comments of sql/schema/, the figures of the rules on a
generated world into docs/method.md, and the settings of the server into docs/operations.md: `make docs`."""

from __future__ import annotations

from pathlib import Path

from api.settings import table as settings_table
from scoring.calibration import quality_of_world
from scoring.calibration.tables import into, quality_tables
from scoring.calibration.world import Assumptions
from scoring.files import seed, statement
from scoring.store.tables import dictionary

HERE = Path(__file__).resolve().parent


def rules() -> str:
    """The scoring policy as a table: each rule with its weight and the meaning that its statement's first line gives."""
    lines = [
        "# Rules",
        "",
        "Made by `make docs` from [seeds/rules.csv](../seeds/rules.csv) and the files of [sql/rules/](../sql/rules/). Weights are bits at",
        "full strength: +1 doubles the odds that a claim is well supported.",
        "",
        "| rule | family | weight | what it rates | which claims |",
        "|---|---|---:|---|---|",
    ]
    for row in seed("rules"):
        name = row["rule_id"]
        meaning = statement(f"rules/{name}").splitlines()[0].removeprefix("-- ")
        lines.append(f"| [{name}](../sql/rules/{name}.sql) | {row['family']} | {row['weight']} | {row['title']} | {meaning} |")
    lines += [
        "",
        "## Families",
        "",
        "How far all rules of one family may move a claim together, in bits ([seeds/families.csv](../seeds/families.csv)).",
        "",
        "| family | floor | cap | what it looks at |",
        "|---|---:|---:|---|",
    ]
    lines += [f"| {row['family']} | {row['floor']} | {row['cap']} | {row['title']} |" for row in seed("families")]
    return "\n".join(lines) + "\n"


def data() -> str:
    """The data dictionary: every published table and column with its comment."""
    lines = [
        "# Data",
        "",
        "The tables of a snapshot and of an export (`<table>.parquet`). Made by `make docs` from the comments of",
        "[sql/schema/](../sql/schema/). Spans are `start`, `stop`: Unicode characters into the document's `text`, stop exclusive.",
    ]
    for table in dictionary().values():
        lines += ["", f"## {table.name}", "", table.comment, "", "| column | type | null | meaning |", "|---|---|---|---|"]
        lines += [f"| {c.name} | {c.type.lower()} | {'yes' if c.nullable else 'no'} | {c.comment} |" for c in table.columns]
    return "\n".join(lines) + "\n"


def method() -> str:
    """docs/method.md with the figures of today between its marks."""
    found = quality_of_world(Assumptions(affairs=100))
    return into((HERE / "method.md").read_text(encoding="utf-8"), "quality", quality_tables(found))


def operations() -> str:
    """docs/operations.md with the settings of the server."""
    return into((HERE / "operations.md").read_text(encoding="utf-8"), "settings", settings_table())


GENERATED = {"rules.md": rules, "data.md": data, "method.md": method, "operations.md": operations}

if __name__ == "__main__":
    for name, made in GENERATED.items():
        (HERE / name).write_text(made(), encoding="utf-8")
