"""Documents in, readings out; readings in, scored tables out: Arrow at both ends, the same functions embedded and on a cluster."""

from __future__ import annotations

import hashlib
import types
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pyarrow as pa

from scoring.errors import UnreadableDocument
from scoring.files import seed, seeds_folder, sql_folder
from scoring.judging import judge, relations
from scoring.judging.comparing import Each
from scoring.judging.lexicon import weight
from scoring.judging.prepared import prepare
from scoring.judging.relations import Comparison, relate
from scoring.judging.rescoring import scoring_statements
from scoring.judging.scores import Weights
from scoring.judging.sketches import Sketch, sketches
from scoring.model import Claim, Page, Passage, Reading, Received, TableRow
from scoring.names import names
from scoring.reading import isolation, tables
from scoring.reading.claims import claims
from scoring.reading.documents import no_sentence
from scoring.reading.limits import limits
from scoring.reading.quantities import quantities
from scoring.reading.sections import sections
from scoring.words import Tokens, lemma, words

_ARROW: dict[Any, pa.DataType] = {
    str: pa.string(),
    bytes: pa.large_binary(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime: pa.timestamp("us", tz="UTC"),
}

RARE = 6.0
"""Bits from which a word tells a story by itself."""

JUDGED_BY = (
    "admiralty",
    "antonyms",
    "comparison_words",
    "concepts",
    "converses",
    "correction_words",
    "exclusives",
    "families",
    "fusion",
    "grades",
    "icd203",
    "profiles",
    "publishers",
    "rarity",
    "record_priors",
    "rules",
    "scopes",
    "short_forms",
    "state_changes",
    "states",
    "synonyms",
    "table_words",
    "tolerances",
    "utterances",
)
"""Seeds that only judging looks at: editing one of them rescores, and reads no document again."""

UNPREPARED_BY = (
    "admiralty",
    "correction_words",
    "families",
    "fusion",
    "grades",
    "icd203",
    "profiles",
    "publishers",
    "record_priors",
    "rules",
    "state_changes",
    "table_words",
    "tolerances",
    "utterances",
)
"""Seeds that preparing does not look at."""

SCORED_BY = ("admiralty", "families", "icd203", "profiles", "record_priors", "rules", "utterances")
"""Seeds that only scoring looks at: editing one of them compares nothing again."""


@cache
def _arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of an annotation in scoring.model: a Struct is a struct, lists and tuples are lists, None goes without saying."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _arrow_type(next(part for part in parts if part is not type(None)))
    if origin is Literal:
        return pa.string()
    if origin in (list, tuple):
        return pa.list_(_arrow_type(parts[0]))
    return _ARROW[hint] if hint in _ARROW else pa.struct(list(_arrow_schema(hint)))


def _arrow_schema(struct: type[msgspec.Struct]) -> pa.Schema:
    return pa.schema([pa.field(name, _arrow_type(hint)) for name, hint in get_type_hints(struct).items()])


DOCUMENTS = _arrow_schema(Received)
"""What `parse_batch` takes: the fields of model.Received."""

READINGS = _arrow_schema(Reading)
"""What `parse_batch` gives and `score_batch` takes: the fields of model.Reading, lists nested."""

_ROWS = READINGS.field("rows").type.value_type


def document_id(received: Received) -> str:
    """The hash of content and of all that the sender says of it: the same document has the same id on every machine.

    >>> document_id(Received(document_name="a.txt", content=b"Exports fell."))
    'd_c611eb09b353d26a'
    """
    published_at = received.published_at.astimezone(UTC).isoformat() if received.published_at else None
    said = (received.document_name, received.publisher, received.url, received.title, received.author, received.media_type, published_at)
    whole = "\0".join([*(word or "" for word in said), hashlib.sha256(received.content).hexdigest()])
    return "d_" + hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()[:16]


def read(received: Received) -> Reading:
    """One document read. What cannot be read, or holds no sentence, comes back with `error`, one line for its sender.

    Raises nothing but BadSetting, for limits in the environment that cannot be meant.

    What the sender says of the document (publisher, url, author, title, date) goes before what the page says of itself.

    >>> [claim.text for claim in read(Received(document_name="a.txt", content=b"Exports fell. Imports rose.")).claims]
    ['Exports fell.', 'Imports rose.']
    >>> read(Received(document_name="a.txt", content=b"")).error
    "empty file (0 bytes): send the document's text"
    """
    reading = observe(received)
    if reading.error or reading.rows or any(map(_is_sentence, reading.claims)):
        return reading
    return msgspec.structs.replace(reading, error=no_sentence(reading.text), claims=[])


def observe(received: Received) -> Reading:
    """Like `read`, but what holds only fragments is no error: everything that was seen in it comes back."""
    if received.media_type in tables.MEDIA_TYPES:
        reading, rows = _tabulated(received)
        return msgspec.structs.replace(reading, rows=msgspec.convert(rows.to_pylist(), list[TableRow]))
    allowed = limits()
    try:
        media_type, seen = isolation.page(received, allowed)
        tokens = Tokens(seen.text)
        passages = sections(seen, tokens)
        found = claims(seen, passages, tokens)
    except UnreadableDocument as error:
        return _reading(received, error=str(error))
    except Exception as error:  # one document that trips over a mistake of ours must not stop a million others
        return _reading(received, error=_mistake(error))
    return _reading(received, media_type, seen, passages, found)


def _tabulated(received: Received) -> tuple[Reading, pa.Array[Any]]:
    """A table of claims read, its rows apart: a million of them are columns, not objects."""
    none = pa.array([], _ROWS)
    try:
        found = tables.table(received, limits())
    except UnreadableDocument as error:
        return _reading(received, error=str(error)), none
    except Exception as error:  # as for any document
        return _reading(received, error=_mistake(error)), none
    reading = _reading(received, received.media_type, Page(text=found.text, blocks=[]), [found.passage])
    return msgspec.structs.replace(reading, passed_over=found.passed_over), found.rows.cast(_ROWS)


def _is_sentence(claim: Claim) -> bool:
    return claim.kind != "fragment" or claim.text.rstrip("\"'”’»)]").endswith((".", "!", "?", "…"))


def _mistake(error: Exception) -> str:
    return f"Credibly failed on this document, please report it: {type(error).__name__}: {error}{_where(error)}"


def _where(error: Exception) -> str:
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    return f" ({Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno})" if last else ""


def _encodable(said: str | None) -> str | None:
    """What the sender said, with a "?" for each byte of a file name that is no Unicode."""
    return said and said.encode("utf-8", "replace").decode()


def _reading(
    received: Received,
    media_type: str | None = None,
    seen: Page = Page(text="", blocks=[]),  # noqa: B008  (frozen)
    passages: list[Passage] | None = None,
    found: list[Claim] | None = None,
    *,
    error: str | None = None,
) -> Reading:
    return Reading(
        document_id=document_id(received),
        document_name=_encodable(received.document_name) or "",
        media_type=media_type,
        text=seen.text,
        title=_encodable(received.title) or seen.title,
        publisher=_encodable(received.publisher) or seen.publisher,
        publisher_said_by="sender" if received.publisher else "page" if seen.publisher else None,
        url=_encodable(received.url) or seen.url,
        author=_encodable(received.author) or seen.author,
        published_at=received.published_at or seen.published_at,
        language=seen.language,
        sha256=hashlib.sha256(received.content).hexdigest(),
        error=error,
        claim_reviews=seen.claim_reviews,
        passages=passages or [],
        claims=found or [],
    )


def documents_table(received: list[Received]) -> pa.Table:
    """Documents as the table that `parse_batch` takes."""
    return pa.Table.from_pylist([msgspec.structs.asdict(document) for document in received], schema=DOCUMENTS)


def readings_table(readings: list[Reading]) -> pa.Table:
    """Readings as the table that `score_batch` takes."""
    return pa.Table.from_arrays([_column(field.type, list(map(attrgetter(field.name), readings))) for field in READINGS], schema=READINGS)


def _column(kind: pa.DataType, values: list[Any]) -> pa.Array[Any]:
    """Values as an Arrow array, column by column: Structs and tuples become no dicts on the way, of which there would be thousands."""
    if pa.types.is_list(kind):
        inner = list(chain.from_iterable(values))
        return pa.ListArray.from_arrays(list(accumulate(map(len, values), initial=0)), _column(kind.value_type, inner), type=kind)
    if pa.types.is_struct(kind):
        columns = [_column(field.type, list(map(attrgetter(field.name), values))) for field in kind]
        return pa.StructArray.from_arrays(columns, fields=list(kind))
    return pa.array(values, kind)


def parse_batch(documents: pa.Table) -> pa.Table:
    """Documents (DOCUMENTS) to readings (READINGS), row for row; may be cut anywhere. A bad document is a row with `error`."""
    readings: list[Reading] = []
    rows: list[pa.Array[Any]] = []
    for received in (Received(**row) for row in documents.to_pylist()):
        reading, listed = _tabulated(received) if received.media_type in tables.MEDIA_TYPES else (read(received), pa.array([], _ROWS))
        readings.append(reading)
        rows.append(listed)
    return _with_rows(readings_table(readings), rows)


def _with_rows(readings: pa.Table, rows: list[pa.Array[Any]]) -> pa.Table:
    """The readings, each with its rows of a table of claims."""
    if not any(map(len, rows)):
        return readings
    offsets = pa.array([0, *accumulate(map(len, rows))], pa.int32())
    place = READINGS.get_field_index("rows")
    return readings.set_column(place, READINGS.field(place), pa.ListArray.from_arrays(offsets, pa.concat_arrays(rows)))


def read_and_prepare(documents: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Like `parse_batch`, with what `prepare_batch` makes of the readings beside them."""
    readings = parse_batch(documents)
    return readings, prepare_batch(readings)


def prepare_batch(readings: pa.Table) -> pa.Table:
    """Readings to what they are compared by (prepared.PREPARED), row for row; may be cut anywhere. Kept, it saves `score_batch` work."""
    return prepare(readings)


def score_batch(
    readings: pa.Table, prepared: pa.Table | None = None, each: Each = map, *, threads: int = 1, weights: Weights | None = None
) -> dict[str, pa.Table]:
    """Readings to scored tables, one for each sql/schema/<table>.sql, sorted by primary key; what tells of one story is judged together.

    `prepared`: what `prepare_batch` made of them, if at hand. `each` is `map`, or the `map` of a pool, over which comparing is spread.
    `weights` take the place of those in seeds/rules.csv.
    """
    return judge(readings, prepared, each, threads=threads, weights=weights).tables


def compare(a: str, b: str) -> Comparison:
    """Whether two sentences claim the same thing, contradict each other, or neither.

    >>> compare("The council has agreed to the merger.", "The council has not agreed to the merger.").relation
    'contradicts'
    """
    return relate(_sketch("a", a), _sketch("b", b), thorough=True)


def supports(a: str, b: str) -> Comparison:
    """The same, for what counts as support in a corpus: sentences that differ in a name, a number or a date are not the same claim.

    >>> sold = "The Ardle mill was sold for $3 million on Monday."
    >>> other = "On Monday, after long talks, the mill of Ardle was sold for a sum of $4 million."
    >>> compare(sold, other).relation, supports(sold, other).relation
    ('same', 'contradicts')
    """
    return relations.supports(_sketch("a", a), _sketch("b", b))


def _sketch(name: str, sentence: str) -> Sketch:
    found = quantities(sentence, words(sentence))
    row = {
        "claim_id": name,
        "document_id": name,
        "start": 0,
        "stop": len(sentence),
        "quantities": msgspec.to_builtins(found),
        "section": "main",
        "checkable": True,
    }
    return sketches([row], sentence)[0]


def telling_words(text: str, most: int) -> list[str]:
    """The words of a text that best find others on the same story: the last word of each name, then the rarest words; lower case, sorted.

    >>> telling_words("Mayor Edda Krull of Ardle closed the bridge.", 4)
    ['ardle', 'bridge', 'edda', 'krull']
    """
    tokens = words(text)
    named = {text[n.start : n.stop].split()[-1].lower() for n in names(text, tokens)}
    rare = sorted({w.lower for w in tokens} - named, key=lambda w: (-weight(lemma(w)), w))
    return sorted([*sorted(named), *(w for w in rare if weight(lemma(w)) >= RARE)][:most])


@cache
def reader_id() -> str:
    """The name of the reading in force, over its code and the seeds that it looks at.

    Stored readings of another reader are read again from the log.
    """
    here = Path(__file__).parent
    code = [*(here / "reading").rglob("*.py"), *(here / f"{name}.py" for name in ("batch", "model", "names", "words"))]
    return _digest(code, JUDGED_BY)


@cache
def preparer_id() -> str:
    """The name of the preparing in force, over its code and the seeds that it looks at; what another one prepared is prepared anew."""
    here = Path(__file__).parent
    judging = ("items", "lexicon", "origins", "prepared", "sketches", "wording")
    shared = ("model", "names", "quotations", "units", "words")
    code = [*(here / "judging" / f"{name}.py" for name in judging), *(here / f"{name}.py" for name in shared)]
    return _digest(code, UNPREPARED_BY)


@cache
def judging_id() -> str:
    """The name of the judging in force as far as scoring: what another one made of the same readings is made anew."""
    here = Path(__file__).parent
    code = [path for path in (here / "judging").glob("*.py") if path.stem not in ("scores", "rescoring")]
    shared = [here / f"{name}.py" for name in ("batch", "database", "model", "names", "quotations", "units", "words")]
    others = [path for path in sql_folder().rglob("*.sql") if path.parent.name not in ("queries", "rules", "verify")]
    scoring = {sql_folder() / f"{name}.sql" for name in scoring_statements()}
    return _digest([*code, *shared, *(path for path in others if path not in scoring)], SCORED_BY)


@cache
def grounding_id() -> str:
    """The name of what rules look at and of what scoring makes besides: claims that another one scored are scored again in full."""
    here = Path(__file__).parent / "judging"
    asked = [sql_folder() / f"{name}.sql" for name in scoring_statements() if not name.startswith("rules/")]
    seeds = [seeds_folder() / f"{name}.csv" for name in ("admiralty", "record_priors", "utterances")]
    return _digest([here / "scores.py", here / "rescoring.py", *seeds, *asked], None)


@cache
def finding_id() -> str:
    """The name of the rules in force but for their weights: claims that others looked at are asked by every rule again."""
    listed = ",".join(sorted(row["rule_id"] for row in seed("rules")))
    return _digest((sql_folder() / "rules").glob("*.sql"), None) + hashlib.sha256(listed.encode()).hexdigest()[:12]


def _digest(code: Iterable[Path], without: Collection[str] | None) -> str:
    """The first 12 hex digits of the SHA-256 over files of code and all seeds but some; None: over no seeds."""
    seeds = [] if without is None else [path for path in seeds_folder().glob("*.csv") if path.stem not in without]
    whole = hashlib.sha256()
    for path in (*sorted(code), *sorted(seeds)):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()[:12]
