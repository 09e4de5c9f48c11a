"""Documents with markup read in a process of their own, with bounds on time and memory: a hostile page costs itself and nothing else.

Asked is a child process (`python -m scoring.reading.isolation`), which stays for the next document. It is spawned, never forked, knows no
database, and ends when its parent does: its only connection breaks, and a page that it is at work on runs into the limit of time. What it
does is from bytes to blocks, where the work may grow faster than the page; sentences and claims are read outside, in linear time.
"""

from __future__ import annotations

import atexit
import gc
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Lock

import msgspec

from scoring.errors import UnreadableDocument
from scoring.model import MediaType, Page, Received
from scoring.reading import documents
from scoring.reading.limits import Limits

_MARKED_UP = frozenset({"text/html", "text/markdown", "application/json"})
_CLOCK = 4
"""How much longer than its processor time a document may take by the clock: a parser waits for nothing, but its machine may be busy."""
_STARTING = 60.0
"""Seconds that a child may take until it is ready: on a busy machine, seconds."""
_MOST_IDLE = 4
_LENGTH = 8
"""Bytes of the length that stands before each message."""
_BEGUN = b"begun"
_HOME = Path(__file__).resolve().parent.parent.parent


class _Answer(msgspec.Struct, frozen=True, array_like=True):
    media_type: MediaType | None = None
    page: Page | None = None
    refused: str = ""
    """Why the document cannot be read."""
    failed: str = ""
    """What went wrong that was no fault of the document's."""
    last: bool = False
    """The child ends after this: it has grown large."""


_encode = msgspec.msgpack.Encoder().encode
_answers = msgspec.msgpack.Decoder(_Answer)


class Broken(Exception):
    """The child is gone, or was ended because it gave no answer in time."""


class Child:
    """One process that takes documents apart, and the connection to it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.begun = False
        """Has it begun to read the document that it was last asked about?"""
        ours, theirs = socket.socketpair()
        with theirs:
            path = os.pathsep.join(filter(None, [str(_HOME), os.environ.get("PYTHONPATH")]))
            # a session of its own: Ctrl-C is for the process that asks; -P: no module is taken from the folder one happens to be in
            self.process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603  (nothing of a document is in it)
                [sys.executable, "-P", "-m", __name__],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": path},
            )
        self._connection = ours
        try:
            self._send(_encode(limits), _STARTING)
            self._receive(_STARTING)
        except Broken:
            how = _ended(self.end())
            raise UnreadableDocument(
                f"the process that takes markup apart does not start ({how}): it needs memory, see CREDIBLY_LIMIT_MEGABYTES"
            ) from None

    def ask(self, question: bytes) -> bytes:
        """The answer to a question. Raises Broken when none comes in time."""
        self.begun = False
        until = time.monotonic() + _CLOCK * self.limits.seconds
        try:
            self._send(question, until - time.monotonic())
            self.begun = self._receive(until - time.monotonic()) == _BEGUN
            return self._receive(until - time.monotonic())
        except Broken:
            self.end()
            raise

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def end(self) -> int:
        """End the process, if it has not ended; gives what it ended with: minus the signal's number, as `subprocess` has it."""
        self._connection.close()
        with suppress(subprocess.TimeoutExpired):
            return self.process.wait(0.05)
        self.process.kill()
        return self.process.wait()

    def _send(self, message: bytes, seconds: float) -> None:
        try:
            self._connection.settimeout(max(0.01, seconds))
            self._connection.sendall(len(message).to_bytes(_LENGTH, "big") + message)
        except OSError as error:
            raise Broken from error

    def _receive(self, seconds: float) -> bytes:
        until = time.monotonic() + seconds
        length = int.from_bytes(self._exactly(_LENGTH, until), "big")
        return self._exactly(length, until)

    def _exactly(self, length: int, until: float) -> bytes:
        whole = bytearray()
        while len(whole) < length:
            try:
                self._connection.settimeout(max(0.01, until - time.monotonic()))
                piece = self._connection.recv(min(length - len(whole), 1 << 20))
            except OSError as error:
                raise Broken from error
            if not piece:
                raise Broken
            whole += piece
        return bytes(whole)


_idle: list[Child] = []
"""Children that wait for the next document, the last used last."""
_lock = Lock()


def page(received: Received, limits: Limits = Limits()) -> tuple[MediaType, Page]:  # noqa: B008  (frozen)
    """Like `documents.page`, and a document with markup is taken apart in a process of its own.

    Raises UnreadableDocument, one line, also when that takes longer or more memory than the limits allow, or ends the process.

    >>> page(Received(document_name="a.html", content=b"<p>Exports fell.</p>"))[0]
    'text/html'
    """
    if documents.media_type(received, limits) not in _MARKED_UP:
        return documents.page(received, limits)
    name = received.document_name.encode("utf-8", "replace").decode()  # the name of a file may be no Unicode
    asked = Received(document_name=name, content=received.content, media_type=received.media_type)
    answer = _asked(_encode(asked), limits)
    if answer.refused:
        raise UnreadableDocument(answer.refused)
    if answer.media_type is None or answer.page is None:
        raise RuntimeError(answer.failed)
    return answer.media_type, answer.page


def _asked(question: bytes, limits: Limits, again: bool = True) -> _Answer:
    child = _taken(limits)
    since = time.monotonic()
    try:
        answer = _answers.decode(child.ask(question))
    except Broken:
        seconds = time.monotonic() - since
        if again and not child.begun and seconds < _CLOCK * limits.seconds:  # it died while it waited, and not of this document
            return _asked(question, limits, again=False)
        raise UnreadableDocument(_why(child.process.returncode, seconds, limits)) from None
    if answer.last:
        child.end()
    else:
        _given_back(child)
    return answer


def _taken(limits: Limits) -> Child:
    """A child with these limits that waits, or a new one."""
    while True:
        with _lock:
            fitting = [child for child in _idle if child.limits == limits]
            if fitting:
                _idle.remove(fitting[-1])
        if not fitting:
            return Child(limits)
        if fitting[-1].is_alive():
            return fitting[-1]
        fitting[-1].end()


def _given_back(child: Child) -> None:
    with _lock:
        _idle.append(child)
        spare = _idle.pop(0) if len(_idle) > _MOST_IDLE else None
    if spare:
        spare.end()


@atexit.register
def close() -> None:
    """End the processes that wait; the next document starts one anew."""
    while _idle:
        _idle.pop().end()


def _forget() -> None:
    """A forked process must not speak over its parent's connections, nor wait for a lock that was held when it was forked."""
    global _lock
    _idle.clear()
    _lock = Lock()


os.register_at_fork(after_in_child=_forget)


def _why(code: int | None, seconds: float, limits: Limits) -> str:
    """What a process without an answer says of the document."""
    if code == -signal.SIGPROF or seconds >= _CLOCK * limits.seconds:
        return (
            f"its markup took longer than {limits.seconds:g} s to take apart: no page of prose does; close its tags, send its text, "
            "or raise CREDIBLY_LIMIT_SECONDS"
        )
    if code == 0:
        return "the process that read its markup was ended from outside: send the document again"
    return (
        f"its markup broke the process that read it ({_ended(code)}), most likely for want of memory ({limits.megabytes} MB): "
        "close its tags, send its text, or raise CREDIBLY_LIMIT_MEGABYTES"
    )


def _ended(code: int | None) -> str:
    return f"signal {-code}" if code and code < 0 else f"exit code {code}"


# What follows runs in the child.


def _serve(connection: socket.socket) -> None:
    """Answer questions until the other side hangs up, or memory has grown to half of what is allowed."""
    limits = msgspec.msgpack.decode(_read(connection), type=Limits)
    documents.page(Received(document_name="a", content=b"<p>Seeds are read.", media_type="text/html"))
    _bound(limits)
    _write(connection, _BEGUN)
    questions = msgspec.msgpack.Decoder(Received)
    last = False
    while not last:
        question = _read(connection)
        _write(connection, _BEGUN)
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)
        try:
            message, last = _answer(questions.decode(question), limits)
        except MemoryError:
            message, last = _encode(_Answer(refused=_no_memory(limits), last=True)), True
        signal.setitimer(signal.ITIMER_PROF, 0)
        _write(connection, message)


def _answer(received: Received, limits: Limits) -> tuple[bytes, bool]:
    """The message that answers, and whether it is the last."""
    try:
        answer = _Answer(*documents.page(received, limits), last=_is_large(limits))
    except UnreadableDocument as error:
        answer = _Answer(refused=str(error), last=_is_large(limits))
    except MemoryError:
        raise
    except Exception as error:  # told to the parent, which tells it as any other mistake of ours
        answer = _Answer(failed=f"{type(error).__name__}: {error}", last=True)
    return _encode(answer), answer.last


def _no_memory(limits: Limits) -> str:
    return f"its markup took more than {limits.megabytes} MB to take apart: close its tags, or raise CREDIBLY_LIMIT_MEGABYTES"


def _bound(limits: Limits) -> None:
    """Let the kernel end or refuse what goes beyond the limits: nothing else reaches a parser that does not come back."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    most = limits.megabytes * 1_000_000
    with suppress(ValueError, OSError):  # not every system knows this limit
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Nothing here makes cycles, and a look at all that is alive costs a fifth of the time: memory is watched instead.
    gc.disable()


def _is_large(limits: Limits) -> bool:
    """Has memory grown to half of what is allowed? Then the next document, whatever came before it, has a process of its own."""
    return _bytes_of_memory() > limits.megabytes * 1_000_000 / 2


def _bytes_of_memory() -> int:
    """The address space in use; where the system does not tell it, the peak of memory.

    That peak would not do everywhere: Linux lets a process begin with the peak of the one that started it.
    """
    try:
        with open("/proc/self/statm", "rb") as pages:  # noqa: PTH123  (once a document: it has to be quick)
            return int(pages.read().split()[0]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1_000)


def _read(connection: socket.socket) -> bytes:
    return _whole(connection, int.from_bytes(_whole(connection, _LENGTH), "big"))


def _whole(connection: socket.socket, length: int) -> bytes:
    whole = bytearray()
    while len(whole) < length:
        piece = connection.recv(min(length - len(whole), 1 << 20))
        if not piece:
            sys.exit(0)
        whole += piece
    return bytes(whole)


def _write(connection: socket.socket, message: bytes) -> None:
    connection.sendall(len(message).to_bytes(_LENGTH, "big") + message)


if __name__ == "__main__":
    with suppress(BrokenPipeError, ConnectionResetError):
        _serve(socket.socket(fileno=0))
