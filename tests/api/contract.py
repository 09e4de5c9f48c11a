"""`make contract URL=...`: whether a server keeps the contract it serves, by Schemathesis with every check, examples and stateful links.

`python -m tests.api.contract URL [--cases 1000] [--phases examples,coverage,fuzzing,stateful]`; an API key comes from CREDIBLY_KEY.
It sends nothing that is stored: POST /v1/documents is left out unless `--storing` asks for it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent

PHASES = "examples,coverage,fuzzing,stateful"

SEED = "20261123"

STORING = "store_document"

SETTINGS = """
[checks]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 414, 415, 422, 428, 429, 431]
"""
"""What counts as a refusal: by itself Schemathesis takes an address or a body that is too long for an answer to it."""


def run(
    url: str, *, phases: str = PHASES, examples: int = 12, key: str | None = None, storing: bool = False
) -> subprocess.CompletedProcess[str]:
    """The outcome of the phases, with so many examples for each operation, always the same ones."""
    chosen = ["--include-operation-id", STORING] if storing else ["--exclude-operation-id", STORING]
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        *("run", f"{url.rstrip('/')}/schema/openapi.json", "--checks", "all", "--continue-on-failure", "--no-color"),
        *("--phases", phases, "--max-examples", str(examples), "--seed", SEED, "--generation-deterministic"),
        *("--rate-limit", "auto", *chosen),
    ]
    if key:
        command += ["--header", f"Authorization: Bearer {key}"]
    known = {
        "CREDIBLY_TESTED": url.rstrip("/"),
        "SCHEMATHESIS_HOOKS": "known",
        "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])]),
    }
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "schemathesis.toml").write_text(SETTINGS, encoding="utf-8")
        return subprocess.run(command, cwd=folder, env={**os.environ, **known}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="where the server is, as in http://127.0.0.1:8000")
    parser.add_argument("--cases", type=int, default=1_000, help="about how many requests to send (default: 1000)")
    parser.add_argument("--phases", default=PHASES, help=f"which of {PHASES} to run (default: all)")
    parser.add_argument("--storing", action="store_true", help="try POST /v1/documents instead: what it sends is stored")
    asked = parser.parse_args()
    done = run(
        asked.url, phases=asked.phases, examples=max(1, asked.cases // 60), key=os.environ.get("CREDIBLY_KEY"), storing=asked.storing
    )
    print(done.stdout)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
