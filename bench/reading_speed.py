"""How fast plain text is read on one core, beside spaCy's blank English pipeline with its sentencizer, which only cuts words and
sentences, in one run; and one bytes.translate pass over the same bytes, the limit of touching each byte once.

    make bench ARGS=reading_speed
"""

from __future__ import annotations

import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

import spacy

from bench.results import machine, record, table
from scoring.batch import documents_table, parse_batch
from scoring.files import seed
from scoring.model import Received

DOCUMENTS = 300
BATCH = 100
ROUNDS = 3
SENTENCES = 42
"""Of one document: about 4.5 KB, as news are long."""
ACCOUNTS = Path(__file__).resolve().parents[2] / "shared" / "documents"

_FIRST = ("Ann", "Bo", "Edda", "Runa", "Ivo", "Tomas", "Ilse", "Maren", "Jonas", "Petra", "Oskar", "Lena")
_LAST = ("Lee", "Kern", "Krull", "Feldt", "Maas", "Varnow", "Holm", "Dresk", "Tolland", "Brice", "Ekman", "Saar")
_ENDING = ("", "ing", "er", "sen", "ow", "mark", "stad", "ley", "ton", "by", "gard", "au")
_ROLE = ("Mayor", "Transport Minister", "the company's chief executive", "Gen.", "spokeswoman", "Judge", "the union's leader")
_BODY = ("the harbour authority", "the Ministry of Transport", "the council", "Norden Ferries", "the central bank", "the Ardle Courier")
_PLACE = ("Ardle", "Merrow", "Port Selby", "the northern islands", "Varn", "Kessel", "the old town")
_THING = ("bridge", "budget", "ferry line", "school", "contract", "pipeline", "treaty", "hospital", "tax", "museum", "railway", "dam")
_DOES = ("close", "reopen", "fall short", "cost more", "be delayed", "be sold", "grow", "need repairs", "be voted on", "fail")
_DID = ("closed", "reopened", "fell", "rose", "was delayed", "was sold", "grew", "was repaired", "failed", "passed")
_DAY = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "May 4, 2031", "Oct. 16", "last week", "in March")
_HEDGE = ("may", "could", "might", "is likely to", "is expected to", "will", "would probably", "should")
_ADDED = (
    "despite protests in {place}",
    "after weeks of talks with {body}",
    "because the {thing} had lost {n} percent of its users",
    "although few residents were asked",
    "as prices for steel and grain went up again",
    "while {body} kept silent",
    "for the first time since {year}",
)
_PLAIN = (
    "The {thing} in {place} {did} on {day}, {added}.",
    "{body_} {did2} the {thing} for ${n} million, {n} percent more than in {year}.",
    "{name} {said} on {day} that the {thing} {hedge} {does}.",
    "According to {body}, the {thing} {hedge} {does} by {year}.",
    "“The {thing} {hedge} {does}, and nobody has asked the people of {place},” {name} {said}.",
    "{role} {name} told reporters that {body} had not decided about the {thing}, {added}.",
    "More than {n},{n}00 people live within {n} miles of the {thing}, which {did} {added}.",
    "Some experts believe that the {thing} in {place} {hedge} {does} {added}.",
    "It is not clear whether {body} {hedge} pay for it, or when the {thing} {hedge} {does}.",
    "Work on the {thing} began in {year} and took about {n} months; {body} paid roughly ${n}.5 million.",
    "“We were told on {day},” said {name}, who works at the {thing}. “Nobody said it {hedge} {does}.”",
    "{last} denied that the {thing} was the reason and called the report “a bad joke”.",
    "Officials in {place} declined to comment.",
    "The plan, which {body} published on {day}, says that the {thing} and the {thing2} {hedge} {does} {added}.",
    "In {place}, the {thing} has long been a sign of better times: it {did} when the {thing2} {did2_}.",
    "He said that two aides had seen the letter, but {name} reportedly never answered it.",
    "Why did {body} wait so long?",
    "A few hundred visitors a day still come to see the {thing}, {added}, and most of them stay in {place}.",
)


@cache
def _words() -> list[str]:
    """A few thousand plain words, so that a text has as many different ones as a real one."""
    return [row["lemma"] for row in seed("rarity") if len(row["lemma"]) > 3]


def prose(number: int, seed: int = 1) -> Iterator[str]:
    """Invented news of about 4.5 KB each: paragraphs with names, quotations, numbers, dates and hedges."""
    for at in range(number):
        random = Random(f"{seed} {at}")
        title = f"{random.choice(_PLACE).removeprefix('the ').title()} waits for its {random.choice(_THING)}"
        sentences = [_sentence(random) for _ in range(SENTENCES)]
        yield "\n\n".join([title, *(" ".join(sentences[cut : cut + 3]) for cut in range(0, SENTENCES, 3))]) + "\n"


def _sentence(random: Random) -> str:
    name = f"{random.choice(_FIRST)} {random.choice(_LAST)}{random.choice(_ENDING)}"
    thing, thing2 = (f"{random.choice(_words())} {random.choice(_THING)}" for _ in range(2))
    body = random.choice(_BODY)
    slots = {
        "name": name,
        "last": name.split()[1],
        "role": random.choice(_ROLE),
        "body": body,
        "body_": body[0].upper() + body[1:],
        "place": f"{random.choice(_PLACE)}{random.choice(_ENDING)}",
        "thing": thing,
        "thing2": thing2,
        "does": random.choice(_DOES),
        "did": random.choice(_DID),
        "did2": random.choice(("bought", "sold", "leased", "repaired")),
        "did2_": random.choice(_DID),
        "day": random.choice(_DAY),
        "hedge": random.choice(_HEDGE),
        "said": random.choice(("said", "warned", "added", "told a meeting", "wrote")),
        "n": str(random.randint(2, 98)),
        "year": str(random.randint(1988, 2030)),
    }
    added = random.choice(_ADDED).format(**slots)
    sentence = random.choice(_PLAIN).format(added=added, **slots)
    return sentence[0].upper() + sentence[1:]


def on_one_core() -> None:
    """Keeps this process, and those it starts, on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def contenders(texts: list[str]) -> dict[str, Callable[[], object]]:
    whole = "".join(texts).encode()
    same = bytes(range(256))
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    received = [Received(document_name=f"{at}.txt", content=text.encode(), media_type="text/plain") for at, text in enumerate(texts)]
    batches = [documents_table(received[at : at + BATCH]) for at in range(0, len(received), BATCH)]
    return {
        "bytes.translate": lambda: whole.translate(same),
        "spaCy, blank English and sentencizer": lambda: list(pipeline.pipe(texts)),
        "Credibly, parse_batch": lambda: [parse_batch(batch) for batch in batches],
    }


def seconds(run: Callable[[], object]) -> float:
    gc.collect()
    begun = time.process_time()
    run()
    return time.process_time() - begun


def annotated(texts: list[str]) -> float:
    """Processor seconds of `credibly annotate --jsonl` for these records, from its start to its end."""
    lines = b"".join(json.dumps({"id": at, "text": text}).encode() + b"\n" for at, text in enumerate(texts))
    command = [sys.executable, "-c", "from api.command import main; main()", "annotate", "--jsonl"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=lines, stdout=subprocess.DEVNULL, check=True)  # noqa: S603  (our own command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compared(texts: list[str]) -> list[tuple[str, ...]]:
    """The best of several rounds, in which all take turns, so that a busy minute hits all alike."""
    runs = contenders(texts)
    for run in runs.values():
        run()
    best = dict.fromkeys([*runs, "Credibly, annotate --jsonl"], float("inf"))
    started = float("inf")
    for _ in range(ROUNDS):
        for name, run in runs.items():
            best[name] = min(best[name], seconds(run))
        started = min(started, annotated(texts[:1]))
        best["Credibly, annotate --jsonl"] = min(best["Credibly, annotate --jsonl"], annotated(texts))
    best["Credibly, annotate --jsonl"] -= started
    peer = best["spaCy, blank English and sentencizer"]
    return [(name, f"{len(texts) / took:,.0f}", f"{1e6 * took / len(texts):,.0f}", f"{peer / took:,.2f}") for name, took in best.items()]


def main() -> None:
    on_one_core()
    header = ("", "documents a second", "µs a document", "times spaCy")
    parts = []
    accounts = [path.read_text(encoding="utf-8") for path in sorted(ACCOUNTS.glob("*.txt"))]
    for what, texts in (("generated documents", list(prose(DOCUMENTS))), ("copies of the texts of ../shared", accounts * 20)):
        if texts:
            size = sum(len(text.encode()) for text in texts) / len(texts) / 1000
            parts.append(f"{len(texts)} {what}, {size:.1f} KB on average, processor time on one core:\n\n{table(header, compared(texts))}")
    parts.append(
        f"parse_batch: {BATCH} documents at a time, Arrow to Arrow. annotate: with all its JSON, without the start of the process. "
        f"{machine('spacy')}"
    )
    record("reading_speed", "Plain text: documents a second", "\n\n".join(parts))


if __name__ == "__main__":
    main()
