"""Writes seeds/rarity.csv: how rare each lemma is in broad English speech, from ClaimBuster (CC BY 4.0, see NOTICE).

    .venv/bin/python bench/fit_rarity.py ../shared/gold/claims/claimbuster.jsonl.gz

Rarity is log2(sentences / sentences with the lemma), one decimal. A lemma not in the table is rarer than all in it. The table is
versioned with the ruleset: keys and similarities stay the same when the corpus grows.
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import sys
from collections import Counter
from pathlib import Path

from scoring.words import lemma, words

LEAST = 3  # sentences; below that the estimate is noise
OUT = Path(__file__).resolve().parent.parent / "seeds" / "rarity.csv"


def main(gold: str) -> None:
    with gzip.open(gold, "rt", encoding="utf-8") as lines:
        texts = sorted({json.loads(line)["text"] for line in lines})
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update({lemma(w.lower) for w in words(text)})
    rows = sorted((word, n) for word, n in seen.items() if n >= LEAST and word.isalpha())
    with OUT.open("w", encoding="utf-8", newline="") as out:
        out.write(f"# How rare a lemma is: log2(sentences / sentences with it), over {len(texts)} sentences of ClaimBuster (CC BY 4.0).\n")
        out.write("# Made by bench/fit_rarity.py; a lemma that is missing is rarer than all here.\n")
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["lemma", "rarity"])
        table.writerows((word, f"{math.log2(len(texts) / n):.1f}") for word, n in rows)


if __name__ == "__main__":
    main(sys.argv[1])
