"""What each tool makes of the pages: Credibly through its command line, trafilatura through its library, any other from a file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from bench.provenance.page import Sample

MAIN = frozenset({"main", "quote", "transcript", "social", "heading"})
INSTALL = "trafilatura is not installed: .venv/bin/uv sync --frozen --group bench"


class Said(NamedTuple):
    """One comment as a tool found it; None: it does not say."""

    text: str
    author: str | None = None
    depth: int | None = None


class Answer(NamedTuple):
    """What a tool read in one page."""

    main: str
    comments: list[Said]
    claims: str
    """All that it would take for something that somebody states."""


def credibly(command: Sequence[str], pages: Sequence[Sample]) -> list[Answer]:
    """`credibly annotate --jsonl`, as any user would. Raises RuntimeError when it fails or answers a page with an error."""
    sent = "".join(json.dumps({"id": page.id, page.form: page.source, "url": page.url}, ensure_ascii=False) + "\n" for page in pages)
    done = subprocess.run([*command, "annotate", "--jsonl"], input=sent, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} exited {done.returncode}: {done.stderr[-2000:]}")
    answers = {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}
    for page in pages:
        if page.id not in answers or answers[page.id].get("error"):
            raise RuntimeError(f"no answer for page {page.id}: {answers.get(page.id, {}).get('error', 'it is missing')}")
    return [_of_credibly(answers[page.id]) for page in pages]


def _of_credibly(answer: dict[str, Any]) -> Answer:
    text = answer["text"]
    comments: dict[Any, list[dict[str, Any]]] = {}
    for passage in answer["passages"]:
        if passage["section"] == "comment":
            comments.setdefault(passage["comment"], []).append(passage)
    return Answer(
        main=" ".join(text[p["start"] : p["stop"]] for p in answer["passages"] if p["section"] in MAIN),
        comments=[
            Said(" ".join(text[p["start"] : p["stop"]] for p in parts), parts[0].get("speaker"), parts[0].get("depth"))
            for parts in comments.values()
        ],
        claims=" ".join(claim["text"] for claim in answer["claims"]),
    )


def has_trafilatura() -> bool:
    try:
        metadata.version("trafilatura")
    except metadata.PackageNotFoundError:
        return False
    return True


def trafilatura(pages: Sequence[Sample]) -> list[Answer]:
    """Its main text without comments, and its comments with them; each line of these taken for a comment, since it does not part them."""
    from trafilatura import bare_extraction, extract

    answers = []
    for page in pages:
        main = extract(page.source, include_comments=False, url=page.url) or ""
        document: Any = bare_extraction(page.source, include_comments=True, url=page.url)
        comments = (document.comments if document else None) or ""
        answers.append(Answer(main, [Said(line) for line in comments.split("\n") if line.strip()], f"{main}\n{comments}"))
    return answers


def from_file(path: Path, pages: Sequence[Sample]) -> list[Answer]:
    """A tool's answers as JSON Lines: {"id", "main", "comments": [{"text", "author"?, "depth"?}]}; a page that is missing has no text."""
    given = {answer["id"]: answer for answer in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    answers = []
    for page in pages:
        found = given.get(page.id, {"main": "", "comments": []})
        comments = [Said(c["text"], c.get("author"), c.get("depth")) for c in found["comments"]]
        answers.append(Answer(found["main"], comments, " ".join([found["main"], *(c.text for c in comments)])))
    return answers
