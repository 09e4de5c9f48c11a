"""What changed between two snapshots or exports: claims that came and went, scores that moved, which rules moved them, and what became of
propositions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import duckdb
import msgspec

from scoring.database import connect, create_tables, run
from scoring.deadlines import watched
from scoring.errors import BadRequest, DamagedData, NotAnExport, UnknownThing
from scoring.files import statement
from scoring.model import ClaimChange, Manifest, MovedRule, PropositionChange, ScoredClaim
from scoring.store.exports import current_snapshot
from scoring.store.manifests import MANIFEST, read_manifest
from scoring.store.tables import opened

_SCORED: Final = ("claims", "contributions")
_ASSERTED: Final = ("assertions", "propositions")

WINDOW = 200_000
"""Claims that one page of changes looks at in each snapshot: about two row groups of their files."""

_Row = TypeVar("_Row", bound=msgspec.Struct)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that only one of the two holds."""

    claim_id: str
    document_name: str
    text: str
    score: float | None


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """A claim whose score is another, with the rules that moved it, greatest difference first."""

    claim_id: str
    document_name: str
    text: str
    earlier: float | None
    later: float | None
    unrated_because: str | None
    rules: list[MovedRule]


class RuleSum(msgspec.Struct, frozen=True, kw_only=True):
    """On how many claims a rule's bits are others, and by how many bits in all."""

    rule_id: str
    claims: int
    bits: float


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """From the earlier to the later: all that changed in claims, scores and propositions."""

    earlier: str
    later: str
    """The ids of the two snapshots."""
    earlier_ruleset: str
    later_ruleset: str
    added: list[Seen]
    removed: list[Seen]
    moved: list[Moved]
    rules: list[RuleSum]
    propositions: list[PropositionChange]


def difference(earlier: Path, later: Path) -> Difference:
    """Between two folders that each hold a manifest: snapshots or whole exports of any format, with their texts.

    Raises NotAnExport, and DamagedData for files that are missing or cannot be read.
    """
    with connect(files=True) as con:
        create_tables(con)
        first, second = _both(con, earlier, later, (*_SCORED, *_ASSERTED))
        run(con, "differences/rescored")
        run(con, "differences/ledgers")
        found: dict[str, Any] = {
            "added": _rows(con, "added", Seen),
            "removed": _rows(con, "removed", Seen),
            "moved": _rows(con, "moved", Moved),
            "rules": _rows(con, "moving_rules", RuleSum),
            "propositions": _rows(con, "lineage", PropositionChange, proposition=None, after=None, at_most=None),
        }
    return Difference(
        earlier=first.snapshot_id, later=second.snapshot_id, earlier_ruleset=first.ruleset_id, later_ruleset=second.ruleset_id, **found
    )


def changes(earlier: Path, later: Path, after: str | None, at_most: int) -> tuple[list[ClaimChange], str | None]:
    """What became of claims between two whole snapshots of equal columns, in order of claim_id, from after `after` on.

    And the claim_id from after which to go on, None at the end. Not more than `WINDOW` claims of each are looked at: a page may be
    short, or empty. Raises BadRequest when their columns differ, and what `difference` raises.
    """
    with connect(files=True) as con:
        create_tables(con)
        first, second = _both(con, earlier, later, _SCORED)
        if first.schema_id != second.schema_id:
            remedy = "load the later one as a whole, GET /v1/exports lists its files"
            raise BadRequest(f"snapshot {first.snapshot_id} has other columns than {second.snapshot_id}: {remedy}")
        [(last,)] = watched(con).execute(statement("differences/window"), {"after": after, "at_most": WINDOW}).fetchall()
        run(watched(con), "differences/changed", {"after": after, "last": last, "at_most": at_most + 1})
        run(watched(con), "differences/ledgers")
        rows = watched(con).sql(statement("differences/changes")).to_arrow_table().to_pylist()
    found = [
        ClaimChange(
            change=row["change"],
            claim=msgspec.convert(row["claim"], ScoredClaim, strict=False),
            earlier_score=row["earlier_score"],
            rules=msgspec.convert(row["rules"], list[MovedRule]),
        )
        for row in rows
    ]
    return (found, last) if len(found) <= at_most else (found[:at_most], found[at_most - 1].claim.claim_id)


def lineage(
    earlier: Path, later: Path, proposition_id: str | None, after: str | None, at_most: int
) -> tuple[list[PropositionChange], str | None]:
    """What became of propositions between two whole snapshots: of one of them, or of all that are not the same ones.

    In order of the earlier and the later id, from after `after` on (the two with a point between them); and from after which to go on,
    None at the end. Raises what `difference` raises.
    """
    with connect(files=True) as con:
        create_tables(con)
        _both(con, earlier, later, _ASSERTED)
        found = _rows(con, "lineage", PropositionChange, proposition=proposition_id, after=after, at_most=at_most + 1)
    if len(found) <= at_most:
        return found, None
    last = found[at_most - 1]
    return found[:at_most], f"{last.earlier_proposition_id}.{last.later_proposition_id}"


def place(data: Path, said: str | None) -> Path:
    """The folder that is meant: an export or snapshot folder, the id of a kept snapshot (or its beginning), or the current one.

    Raises UnknownThing.
    """
    if said is None:
        return current_snapshot(data)
    if (Path(said) / MANIFEST).is_file():
        return Path(said)
    kept = sorted(path.parent for path in (data / "snapshots").glob("[0-9a-f]*/manifest.json"))
    if len(meant := [path for path in kept if path.name.startswith(said)]) == 1:
        return meant[0]
    names = ", ".join(path.name for path in kept) or "none"
    raise UnknownThing(f"{said} is no folder with a {MANIFEST} and no snapshot of {data}: kept are {names}")


def former_snapshot(data: Path) -> Path:
    """The snapshot that was current before the current one. Raises UnknownThing when none is kept."""
    current = current_snapshot(data)
    others = [path.parent for path in (data / "snapshots").glob("[0-9a-f]*/manifest.json") if path.parent != current]
    if not others:
        raise UnknownThing(f"{data} keeps no snapshot but the current one: name two exports to compare")
    return max(others, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _both(con: duckdb.DuckDBPyConnection, earlier: Path, later: Path, tables: Sequence[str]) -> tuple[Manifest, Manifest]:
    """Views earlier_<table> and later_<table>, and the two manifests."""
    return _opened(con, earlier, "earlier", tables), _opened(con, later, "later", tables)


def _opened(con: duckdb.DuckDBPyConnection, folder: Path, name: str, tables: Sequence[str]) -> Manifest:
    if not (folder / MANIFEST).is_file():
        raise NotAnExport(f"{folder} holds no {MANIFEST}: name a snapshot or an export")
    held = read_manifest(folder / MANIFEST)
    files = {file.table: folder / file.path for file in held.files}
    if held.filters or "claims.text" in held.left_out or not set(tables) <= set(files):
        raise NotAnExport(f"{folder} is only a part of a snapshot: compare whole ones, with their texts")
    for table in tables:
        try:
            opened(watched(con), table, files[table], f"{name}_{table}")
        except duckdb.InterruptException:
            raise
        except (duckdb.Error, OSError) as error:
            raise DamagedData(f"{files[table]} cannot be read: {str(error).splitlines()[0]}") from error
    return held


def _rows(con: duckdb.DuckDBPyConnection, name: str, kind: type[_Row], **parameters: object) -> list[_Row]:
    rows = watched(con).sql(statement(f"differences/{name}"), params=parameters or None).to_arrow_table().to_pylist()
    return [msgspec.convert(row, kind) for row in rows]
