"""Hostile text in seconds: what the tests of growth count in calls, timed, so that regular expressions count as well.

make bench ARGS=linear_time
"""

from __future__ import annotations

import os
import subprocess
import sys

from bench.results import machine, record


def main() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--quiet", "tests/reading", "-k", "grows_no_faster"],
        env={**os.environ, "CREDIBLY_TIMED": "yes"},
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout[-3000:])
    last = done.stdout.strip().splitlines()[-1]
    told = f"Text eight times as long costs no more than about eight times as much: {last}."
    record("linear_time", "Hostile text", f"{told}\n\n{machine('pytest')}")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
