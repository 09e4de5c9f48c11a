"""The settings of the server: one declaration, of which flags, environment variables, the file's keys and the docs' table are made."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, get_origin, get_type_hints

import msgspec
from msgspec import Meta

from scoring.errors import BadSetting

PREFIX = "CREDIBLY_"

CONFIG = "CREDIBLY_CONFIG"
"""The environment variable that names the file."""

_OTHERS = ("CREDIBLY_DATA", CONFIG)
"""Variables of the command line that are no settings of the server."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What can be set of the server. A flag goes before the environment, that before the file, that before the default."""

    host: Annotated[str, Meta(min_length=1, description="The address to listen on; 0.0.0.0 for all of the machine's.")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535, description="The port to listen on.")] = 8000
    require_keys: Annotated[bool, Meta(description="Ask for a key for reading on loopback too, as behind a reverse proxy.")] = False
    keys_file: Annotated[str, Meta(description="Where the API keys are; keys.json in the data folder when not given.")] = ""
    allow_origins: Annotated[
        tuple[str, ...], Meta(description="Origins whose pages may read answers in a browser, such as https://grafana.example; by commas.")
    ] = ()
    accept_documents: Annotated[bool, Meta(description="Take documents by POST /v1/documents, and write them in a process of its own.")] = (
        False
    )
    document_megabytes: Annotated[int, Meta(ge=1, le=1000, description="The largest document or archive that is taken by POST, in MB.")] = (
        20
    )
    requests_per_minute: Annotated[
        int, Meta(ge=0, le=1_000_000, description="Requests a minute of one key, or of one address without key; 0: as many as come.")
    ] = 0
    queue: Annotated[
        int, Meta(ge=1, le=10_000, description="Requests that may wait for the database; those beyond are told to come back.")
    ] = 128
    query_seconds: Annotated[float, Meta(gt=0, le=3600, description="Seconds after which a query is interrupted.")] = 10.0
    body_seconds: Annotated[float, Meta(gt=0, le=3600, description="Seconds for a body to arrive, and one more for each 50 KB of it.")] = (
        20.0
    )
    stop_seconds: Annotated[int, Meta(ge=1, le=3600, description="Seconds for what still runs when the server is told to stop.")] = 20
    cache_megabytes: Annotated[int, Meta(ge=0, le=100_000, description="Memory for answers that are asked for again, in MB.")] = 64
    log_format: Annotated[Literal["text", "json"], Meta(description="What a line of the log is: text for people, or a JSON object.")] = (
        "text"
    )
    log_requests: Annotated[bool, Meta(description="Log every request, and not only what goes wrong.")] = True

    def environment(self) -> dict[str, str]:
        """The settings as environment variables, for another process."""
        return {f"{PREFIX}{name.upper()}": _written(value) for name, value in msgspec.structs.asdict(self).items()}


def settings(flags: Mapping[str, Any] | None = None, environment: Mapping[str, str] = os.environ, file: Path | None = None) -> Settings:
    """The settings that `flags` (None: not given), the environment and a TOML `file` make; None: the one that CREDIBLY_CONFIG names.

    Raises BadSetting for a value that cannot be meant, naming where it stands, and for a name that is no setting, naming the nearest.

    >>> settings({"port": None}, {"CREDIBLY_PORT": "8080"}).port
    8080
    >>> settings({}, {"CREDIBLY_PORTS": "8080"})
    Traceback (most recent call last):
    scoring.errors.BadSetting: CREDIBLY_PORTS is no setting: did you mean CREDIBLY_PORT?
    >>> settings({}, {"CREDIBLY_QUEUE": "0"})
    Traceback (most recent call last):
    scoring.errors.BadSetting: CREDIBLY_QUEUE=0: Expected `int` >= 1
    """
    named = file or (Path(environment[CONFIG]) if environment.get(CONFIG) else None)
    said = {**_of_file(named), **_of_environment(environment)}
    said |= {name: (f"--{name.replace('_', '-')}", value) for name, value in (flags or {}).items() if value is not None}
    return Settings(**{name: _meant(name, *place_and_value) for name, place_and_value in said.items()})


def _of_environment(environment: Mapping[str, str]) -> dict[str, tuple[str, Any]]:
    known = {f"{PREFIX}{name.upper()}": name for name in Settings.__struct_fields__}
    for name in environment:
        # others may use the prefix for what is theirs: only what looks like a slip of the pen is one
        near = get_close_matches(name, [*known, *_OTHERS], n=1, cutoff=0.85)
        if name.startswith(PREFIX) and near and name not in (*known, *_OTHERS):
            raise BadSetting(f"{name} is no setting: did you mean {near[0]}?")
    return {field: (name, environment[name]) for name, field in known.items() if environment.get(name)}


def _of_file(path: Path | None) -> dict[str, tuple[str, Any]]:
    if path is None:
        return {}
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadSetting(f"{path} cannot be read ({error.strerror}): --config and {CONFIG} name a TOML file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} is no TOML: {error}") from None
    for name in told:
        if name not in Settings.__struct_fields__:
            near = get_close_matches(name, Settings.__struct_fields__, n=1, cutoff=0.4)
            raise BadSetting(f"{path}: {name} is no setting: did you mean {near[0] if near else Settings.__struct_fields__[0]}?")
    return {name: (f"{path}: {name}", value) for name, value in told.items()}


def _meant(name: str, place: str, value: Any) -> Any:
    """A value as its field has it; text, as flags and variables are, is read."""
    kind = get_type_hints(Settings, include_extras=True)[name]
    if isinstance(value, str) and get_origin(kind.__origin__) is tuple:
        value = [part.strip() for part in value.split(",") if part.strip()]
    try:
        return msgspec.convert(value, kind, strict=not isinstance(value, str))
    except msgspec.ValidationError as error:
        raise BadSetting(f"{place}={value}: {error}") from None


def _written(value: Any) -> str:
    return ",".join(value) if isinstance(value, tuple) else str(value)


def table() -> str:
    """The settings as a table in Markdown, for docs/operations.md."""
    hints = get_type_hints(Settings, include_extras=True)
    lines = ["| flag | environment | file | default | what it sets |", "|---|---|---|---|---|"]
    for field in msgspec.structs.fields(Settings):
        [meta] = hints[field.name].__metadata__
        written = _written(field.default)
        default = f"`{written.lower() if isinstance(field.default, bool) else written}`" if written else ""
        flag = f"--{field.name.replace('_', '-')}"
        lines.append(f"| `{flag}` | `{PREFIX}{field.name.upper()}` | `{field.name}` | {default} | {meta.description} |")
    return "\n".join(lines)
