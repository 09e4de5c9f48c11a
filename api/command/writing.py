"""The writer process of a server that takes documents: started with it, started again when it dies, stopped with it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

WRITER = "scoring.writer"
"""The module that is run."""

_FIRST_WAIT, _LONGEST_WAIT = 0.5, 30.0
"""Seconds before it is started again: doubled each time it dies soon."""

_SOON = 60.0
"""Seconds within which dying again is dying soon."""


class Supervised:
    """The writer of a data folder, alive as long as this context."""

    def __init__(self, data: Path, stop_seconds: float) -> None:
        self._command = [sys.executable, "-m", WRITER, str(data)]
        self._stop_seconds = stop_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="writer", daemon=True)

    def __enter__(self) -> Supervised:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _watch(self) -> None:
        wait = _FIRST_WAIT
        while not self._stopping.is_set():
            began = time.monotonic()
            # its standard input is a pipe that this process holds: it closes however this process ends
            writer = subprocess.Popen(self._command, stdin=subprocess.PIPE)  # noqa: S603  (our own)
            while writer.poll() is None and not self._stopping.wait(0.1):
                pass
            if self._stopping.is_set():
                self._end(writer)
                return
            wait = _FIRST_WAIT if time.monotonic() - began > _SOON else min(_LONGEST_WAIT, wait * 2)
            print(f"the writer ended with code {writer.returncode}: started again in {wait:g} seconds", file=sys.stderr, flush=True)
            self._stopping.wait(wait)

    def _end(self, writer: subprocess.Popen[bytes]) -> None:
        """Let it finish what it has in hand; what it does not finish is in the spool, and done when it starts again."""
        writer.terminate()
        try:
            writer.wait(self._stop_seconds)
        except subprocess.TimeoutExpired:
            writer.kill()
            writer.wait()
