"""What each list can be asked by: fields, read off the published tables and the Structs that show their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from scoring.errors import BadRequest
from scoring.files import statement
from scoring.model import (
    ListedLink,
    ListedPassage,
    ListedSnapshot,
    ScoredClaim,
    StoredDocument,
    StoredProposition,
    StoredRule,
    StoredSource,
)

Kind = Literal["text", "integer", "number", "boolean", "time"]

_KINDS: Mapping[str, Kind] = {
    "varchar": "text",
    "bigint": "integer",
    "integer": "integer",
    "double": "number",
    "boolean": "boolean",
    "timestamptz": "time",
}

_COLUMN = re.compile(r"^    (\w+) ([a-z]+)(\(\d+, \d+\))?( not null)?,$", re.MULTILINE)
_COMMENT = re.compile(r"^comment on column \w+\.(\w+) is '((?:[^']|'')*)';$", re.MULTILINE)


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """Something that rows of a list can be asked by; `sql` and `within` are ours, never a request's."""

    name: str
    kind: Kind
    sql: tuple[str, ...]
    """The expression; where there are several, one of them must fit."""
    join: str | None = None
    """The table whose row belongs to this one that the expression needs."""
    within: str = "{}"
    """A condition around the one on the expression."""
    words: tuple[str, ...] = ()
    """The values there are, where they are a closed list."""
    nullable: bool = False
    said: str = ""
    use: Literal["all", "filter", "select"] = "all"
    spelled: bool = False
    """Names of people and places, which may be spelled in several ways."""


class Join(NamedTuple):
    """The row of another table that belongs to a row of this one."""

    table: str
    own: str
    """The column here that names it; its key has the same name or the name's end."""
    key: str


class Listing(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A list of rows of one table, and what leads from them to others."""

    name: str
    """As in the address and in the answer."""
    row: type[msgspec.Struct]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    """Fields, with - before those whose greatest come first; the key decides what is left."""
    joins: Mapping[str, Join] = {}
    more: tuple[Field, ...] = ()
    measured: str | None = None
    """What groups have a mean and quantiles of."""
    searched: bool = False
    placed: bool = False
    """Whether the rows lie in their usual order, so that the place of a row says which comes first."""
    columns: tuple[tuple[str, Kind, bool], ...] | None = None
    """Name, kind, nullable: of a table that is not published."""

    @property
    def alias(self) -> str:
        return self.name.removesuffix("s")

    @property
    def place(self) -> Field:
        """Where a row lies."""
        return Field(name="place", kind="integer", sql=(f"{self.alias}.rowid",))

    @property
    def fields(self) -> Mapping[str, Field]:
        """All that can be asked by, by name."""
        found: dict[str, Field] | None = self.__dict__.get("fields_found")
        if found is None:
            found = self.__dict__["fields_found"] = {field.name: field for field in self._fields()}
        return found

    def _fields(self) -> Iterator[Field]:
        words = _words(self.row)
        for field in _own(self.name, self.alias) if self.columns is None else _declared(self.columns, self.alias):
            if field.name in words:
                yield msgspec.structs.replace(field, words=words[field.name])
        yield from self.more
        for name, join in self.joins.items():
            words = _words(_ROWS[join.table])
            for field in _own(join.table, name):
                if field.name in words and field.name != join.key:
                    yield msgspec.structs.replace(field, name=f"{name}.{field.name}", join=name, words=words[field.name], nullable=True)

    @property
    def shown(self) -> list[str]:
        """The fields of a row, as it is shown when nothing else is asked for."""
        return [name for name in self.row.__struct_fields__ if name in self.fields]

    def field(self, name: str, use: str) -> Field:
        """The field of that name. Raises BadRequest that names the nearest."""
        known = [other for other, field in self.fields.items() if field.use in ("all", use)]
        if name in known:
            return self.fields[name]
        ends = [other for other in known if other.endswith(f".{name}")]
        nearest = ends or get_close_matches(name[:60], known, n=1, cutoff=0.5)
        remedy = f"did you mean {nearest[0]}?" if nearest else f"known are {', '.join(known)}"
        raise BadRequest(f"{use}: {self.name} have no field {name[:60]!r}: {remedy}")


def _own(table: str, alias: str) -> Iterator[Field]:
    text = statement(f"schema/{table}")
    said = {match[1]: match[2].replace("''", "'") for match in _COMMENT.finditer(text)}
    for name, kind, digits, filled in _COLUMN.findall(text):
        column = f'{alias}."{name}"'
        if digits:
            yield Field(name=name, kind="number", sql=(f"{column}::double",), nullable=not filled, said=said[name])
        elif kind in _KINDS:
            yield Field(name=name, kind=_KINDS[kind], sql=(column,), nullable=not filled, said=said[name])


def _declared(columns: tuple[tuple[str, Kind, bool], ...], alias: str) -> Iterator[Field]:
    for name, kind, nullable in columns:
        yield Field(name=name, kind=kind, sql=(f'{alias}."{name}"',), nullable=nullable)


@cache
def _words(row: type[msgspec.Struct]) -> dict[str, tuple[str, ...]]:
    """The fields of a Struct, each with the closed list of its values, if there is one.

    >>> _words(ScoredClaim)["kind"][:2], _words(ScoredClaim)["text"]
    (('fact', 'prediction'), ())
    """
    info = msgspec.inspect.type_info(row)
    assert isinstance(info, msgspec.inspect.StructType)  # noqa: S101
    return {field.encode_name: _literals(field.type) for field in info.fields}


def _literals(kind: msgspec.inspect.Type) -> tuple[str, ...]:
    if isinstance(kind, msgspec.inspect.Metadata):
        return _literals(kind.type)
    if isinstance(kind, msgspec.inspect.UnionType):
        return next((words for part in kind.types if (words := _literals(part))), ())
    return tuple(str(value) for value in kind.values) if isinstance(kind, msgspec.inspect.LiteralType) else ()


_ROWS: Mapping[str, type[msgspec.Struct]] = {"claims": ScoredClaim, "documents": StoredDocument, "sources": StoredSource}

_SAYS = (
    "claim.claim_id in (select said.claim_id from ("
    "select claim_id, source_id from attributions union all select claim_id, source_id from claims "
    "union all select claim_id, author_id from claims where author_id is not null) as said "
    "where said.source_id in (select other.source_id from sources as other where {}))"
)

CLAIMS = Listing(
    name="claims",
    row=ScoredClaim,
    key=("claim_id",),
    order=("document_id", "start"),
    joins={"document": Join("documents", "document_id", "document_id"), "source": Join("sources", "source_id", "source_id")},
    more=(
        Field(
            name="document",
            kind="text",
            sql=("other.document_id", "other.document_name"),
            within="claim.document_id in (select other.document_id from documents as other where {})",
            use="filter",
            said="The document it stands in, by id or name.",
        ),
        Field(
            name="said_by",
            kind="text",
            sql=("other.source_id", "other.name"),
            within=_SAYS,
            use="filter",
            spelled=True,
            said="A source, by id or name, that answers for the claim or stands in its chain of attribution.",
        ),
        Field(
            name="proposition_id",
            kind="text",
            sql=("other.proposition_id",),
            within="claim.claim_id in (select other.claim_id from assertions as other where {})",
            use="filter",
            said="A proposition that the claim asserts.",
        ),
        Field(
            name="rule_id",
            kind="text",
            sql=("other.rule_id",),
            within="claim.claim_id in (select other.claim_id from contributions as other where {})",
            use="filter",
            said="A rule that fired on the claim.",
        ),
    ),
    measured="score",
    searched=True,
    placed=True,
)

DOCUMENTS = Listing(name="documents", row=StoredDocument, key=("document_id",))

PASSAGES = Listing(
    name="passages",
    row=ListedPassage,
    key=("document_id", "passage"),
    joins={"document": Join("documents", "document_id", "document_id")},
    more=(
        Field(
            name="text",
            kind="text",
            sql=('substring(document.text, (passage."start" + 1)::bigint, (passage."stop" - passage."start")::bigint)',),
            join="document",
            use="select",
            said="Its words.",
        ),
    ),
)

SOURCES = Listing(name="sources", row=StoredSource, key=("source_id",), order=("-claims",), measured="mean_score")

PROPOSITIONS = Listing(name="propositions", row=StoredProposition, key=("proposition_id",), order=("-documents",))

LINKS = Listing(
    name="links",
    row=ListedLink,
    key=("claim_id", "other_claim_id", "proposition_id", "other_proposition_id"),
    joins={"claim": Join("claims", "claim_id", "claim_id"), "other_claim": Join("claims", "other_claim_id", "claim_id")},
)

RULES = Listing(name="rules", row=StoredRule, key=("rule_id",))

SNAPSHOTS = Listing(
    name="snapshots",
    row=ListedSnapshot,
    key=("snapshot_id",),
    order=("-current",),
    columns=(
        ("snapshot_id", "text", False),
        ("current", "boolean", False),
        ("ruleset_id", "text", False),
        ("schema_id", "text", False),
        ("credibly_version", "text", False),
        ("documents", "integer", False),
        ("failed_documents", "integer", False),
        ("claims", "integer", False),
        ("rated_claims", "integer", False),
        ("since", "time", True),
        ("until", "time", True),
    ),
)

LISTINGS: Mapping[str, Listing] = {
    listing.name: listing for listing in (CLAIMS, DOCUMENTS, PASSAGES, SOURCES, PROPOSITIONS, LINKS, RULES, SNAPSHOTS)
}
