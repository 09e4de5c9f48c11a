"""How well Credibly reads and compares, on texts that people annotated, with the figures of others beside it: docs/quality.md.

    .venv/bin/python -m bench.quality

Needs ../shared with its gold and measure, which are no part of the project; half of each set is kept back there.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from bench.results import table
from tests.gold import accounts

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "quality.md"


class Figure(NamedTuple):
    """One line of the page: where its number stands in the answer of the measure, and what others reach on the same data."""

    measure: str
    gold: str
    path: str
    what: str
    others: str


FIGURES = (
    Figure("sections", "dragnet", "html.comments.f1", "comments found in web pages, F1", "trafilatura 76.0"),
    Figure("sections", "dragnet", "html.main.f1", "main text found in web pages, F1", "trafilatura 90.4"),
    Figure("sections", "dragnet", "html.comment_words_read_as_main.percent", "comment words read as main text, %", "trafilatura 12.8"),
    Figure(
        "sections", "dragnet", "html.pages_without_comments_given_some.percent", "pages without comments given some, %", "trafilatura 26.5"
    ),
    Figure("sections", "dragnet", "text.comments.f1", "comments found in plain text without any marker, F1", "trafilatura 0"),
    Figure("sections", "dragnet", "text.main.f1", "main text found in the same, F1", "trafilatura 63.0"),
    Figure("sections", "aeb", "html.main.f1", "main text of article pages, F1", "trafilatura 94.8"),
    Figure("sections", "aeb", "html.pages_without_comments_given_some.percent", "pages given comments, % (see below)", "trafilatura 17.9"),
    Figure(
        "hedges", "szeged-wiki", "sentence.f1", "uncertain sentences, encyclopedia, F1", "lexicon 66, list learned on the same texts 81"
    ),
    Figure("hedges", "szeged-wiki", "cue_exact.f1", "their cues, exact, F1", ""),
    Figure("hedges", "sfu-review", "sentence.f1", "uncertain sentences, reviews, F1", "lexicon 68"),
    Figure(
        "hedges", "conll2010-wiki", "sentence.f1", "sentences with weasels, encyclopedia, F1", "lexicon 55, best of the shared task 60.2"
    ),
    Figure("claims", "claimbuster", "f1", "check-worthy sentences, debates, F1 (fitted on this set)", "TF-IDF 68"),
    Figure("claims", "claimbuster", "auc", "the same, AUC", ""),
    Figure("claims", "policlaim", "macro_f1", "checkable sentences, speeches, macro F1", "rules 57, TF-IDF trained on it 76"),
    Figure("claims", "newssd-en", "macro_f1", "opinion, news, macro F1", "TF-IDF trained on it 62"),
    Figure(
        "attribution",
        "polnear",
        "letters.f1",
        "attributed words, political news, F1 of letters",
        "regular expressions 72, CRF 83, people 91",
    ),
    Figure("attribution", "polnear", "overlap.f1", "attributed spans at half overlap, F1", "47.5, 67, 79"),
    Figure("attribution", "polnear", "source_right.percent", "their source right, %", "67, 84, 96"),
    Figure("pairs", "mrpc", "same.f1", "same statement, news, F1", "word overlap 81.4"),
    Figure("pairs", "mrpc", "same_auc", "the same, AUC", "word overlap 0.76"),
    Figure("pairs", "sts_news", "pearson", "graded similarity, news, Pearson", "word overlap 0.61"),
    Figure("pairs", "emergent", "contradicts.f1", "contradictions, rumours, F1", ""),
    Figure("pairs", "feversym", "same.f1", "supported claims, encyclopedia, F1", ""),
    Figure("pairs", "feversym", "contradicted_but_called_same.percent", "contradicted claims called supported, %", ""),
    Figure("pairs", "rte3", "same_auc", "claims that a text entails, news, AUC", ""),
    Figure("reuse", "wire", "derived.f1", "derived documents, syndication, F1", ""),
    Figure("reuse", "onestop", "derived.f1", "derived documents, rewrites, F1", ""),
    Figure("reuse", "clough", "derived.f1", "derived documents, students' answers, F1", ""),
    Figure("accounts", "", "lines_in_right_section.percent", "five accounts: lines in the right section, %", ""),
    Figure("accounts", "", "sentence_spans.f1", "five accounts: sentences, F1", ""),
    Figure("accounts", "", "checkable.f1", "five accounts: checkable, F1", ""),
    Figure("accounts", "", "prediction.f1", "five accounts: predictions, F1", ""),
    Figure("accounts", "", "hedged.f1", "five accounts: hedged sentences, F1", ""),
    Figure("accounts", "", "certainty_spearman", "five accounts: certainty, rank correlation", ""),
    Figure("accounts", "", "attributed_source_right.percent", "five accounts: source right, %", ""),
    Figure("accounts", "", "order_right.percent", "five accounts: pairs of claims in the right order, %", ""),
)

HEAD = """# How well it reads

Made by `.venv/bin/python -m bench.quality`; do not edit. Measured with the command line that users have, on texts that people
outside the project annotated: on the half of each set that its developers could see. Rules and word lists were written by hand
after looking at errors in these halves, so that other texts are read somewhat worse. Weights are fitted on claimbuster only. What
others reach was measured on the same data, or published; a lexicon is a plain list of hedges; people are annotators against each
other.

"""
FOOT = """
Of the article pages, five are given comments. All five carry readers' comments that the annotation, made for main text, leaves out.
"""


def main() -> None:
    if not SHARED.is_dir():
        sys.exit(f"{SHARED} is not here: the annotated texts are no part of the project")
    measured = {key: _measured(*key) for key in dict.fromkeys((figure.measure, figure.gold) for figure in FIGURES)}
    rows = [(figure.what, figure.gold, _number(measured[figure.measure, figure.gold], figure.path), figure.others) for figure in FIGURES]
    rows += [(f"five accounts: {what}, %", "", str(share.percent), "") for what, share in accounts.measure(SHARED).items()]
    PAGE.write_text(HEAD + table(("what", "texts", "Credibly", "others"), rows) + "\n" + FOOT, encoding="utf-8")
    print(PAGE.read_text(encoding="utf-8"))


def _measured(measure: str, gold: str) -> dict[str, object]:
    path = SHARED / "gold" / measure / f"{gold}.jsonl.gz" if gold else SHARED / "gold" / measure
    command = [sys.executable, str(SHARED / "measure" / "measure.py"), "--credibly", str(Path(sys.executable).with_name("credibly"))]
    done = subprocess.run([*command, measure, str(path)], capture_output=True, text=True, check=True)
    figures: dict[str, object] = json.loads(done.stdout)
    return figures


def _number(figures: dict[str, object], path: str) -> str:
    """The number at a dotted path, of which the first part may itself hold dots."""
    if path in figures:
        return str(figures[path])
    name, _, inner = path.rpartition(".")
    part = figures[name]
    return str(part[inner]) if isinstance(part, dict) else str(part)


if __name__ == "__main__":
    main()
