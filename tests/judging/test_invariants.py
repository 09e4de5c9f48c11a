"""What must not change a score, or only in one direction, on corpora that Hypothesis draws: promises 19 to 22 of docs/method.md."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.batch import documents_table, parse_batch, score_batch
from scoring.model import Received
from scoring.store import Store
from scoring.store.exports import export
from tests.judging.affairs import ESTABLISHED, HEDGES, PEOPLE, PLACES, Corpus, Document, Said, corpora, renamed, scores, written

EVERYTHING = st.integers(0, 10**9)
FEWER = settings(max_examples=max(2, settings.default.max_examples // 3))
"""For tests that publish several times."""


def _bytes(documents: list[list[Received]]) -> dict[str, bytes]:
    """The files of an export after ingesting batch by batch."""
    with TemporaryDirectory() as folder:
        with Store(Path(folder) / "data") as store:
            for batch in documents:
                store.ingest(batch)
            store.publish()
        export(Path(folder) / "data", Path(folder) / "out")
        return {path.name: path.read_bytes() for path in (Path(folder) / "out").iterdir()}


@pytest.mark.promise(19)
@FEWER
@given(corpora(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_order_and_batches_of_ingestion_change_no_byte_of_an_export(corpus: Corpus, chance: object, size: int) -> None:
    documents = written(corpus)
    shuffled = documents[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert _bytes([documents]) == _bytes([shuffled[at : at + size] for at in range(0, len(shuffled), size)])


@pytest.mark.promise(19)
@given(corpora(), st.integers(2, 5))
def test_the_number_of_threads_changes_no_table(corpus: Corpus, threads: int) -> None:
    readings = parse_batch(documents_table(written(corpus)))
    one, many = score_batch(readings, threads=1), score_batch(readings, threads=threads)
    assert all(one[name].equals(many[name]) for name in one)


@pytest.mark.promise(20)
@FEWER
@given(corpora())
def test_a_document_twice_changes_nothing_and_without_it_the_former_scores_are_back(corpus: Corpus) -> None:
    *first, last = written(corpus)
    with TemporaryDirectory() as folder, Store(Path(folder)) as store:
        store.ingest(first)
        before = store.publish()
        store.ingest([last])
        after = store.publish()
        store.ingest([last])
        assert store.publish() == after
        store.remove(last.document_name)
        assert store.publish() == before


@pytest.mark.promise(21)
@given(corpora(), EVERYTHING)
def test_mirrored_wording_gets_the_same_score(corpus: Corpus, choice: int) -> None:
    at = choice % len(corpus)
    document = corpus[at]
    said = document.says[0]
    assume(not said.denied)
    both = [(*corpus[:at], _saying(document, said._replace(wording=wording)), *corpus[at + 1 :]) for wording in (0, 1)]
    one, other = (scores(each)[document.name, 0] for each in both)
    assert one == other


def _saying(document: Document, said: Said) -> Document:
    return document._replace(says=(said, *document.says[1:]))


@pytest.mark.promise(21)
@given(corpora(), st.permutations(PEOPLE), st.permutations(PLACES))
def test_other_names_throughout_a_corpus_change_no_score(corpus: Corpus, people: list[str], places: list[str]) -> None:
    new = {**dict(zip(PEOPLE, people, strict=True)), **dict(zip(PLACES, places, strict=True))}
    assert scores(renamed(corpus, new)) == scores(corpus)


@pytest.mark.promise(22)
@given(corpora(), EVERYTHING, EVERYTHING)
def test_comments_that_repeat_a_claim_change_nothing(corpus: Corpus, where: int, what: int) -> None:
    said = [said for document in corpus for said in document.says]
    at = where % len(corpus)
    echo = corpus[at]._replace(comments=(*corpus[at].comments, said[what % len(said)].text()))
    assert scores((*corpus[:at], echo, *corpus[at + 1 :])) == scores(corpus)


@pytest.mark.promise(22)
@given(corpora(), EVERYTHING, st.integers(0, 2))
def test_one_more_independent_established_origin_never_lowers_a_claim(corpus: Corpus, what: int, wording: int) -> None:
    fact = _facts(corpus)[what % len(_facts(corpus))]
    more = Document("more.md", ESTABLISHED[4], (Said(fact, wording),), filler=7)
    before, after = scores(corpus), scores((*corpus, more))
    told = _telling(corpus, lambda said: said.fact == fact and not said.denied)
    assert {at: before[at][0] for at in told if after[at][0] < before[at][0]} == {}


@pytest.mark.promise(22)
@given(corpora(), EVERYTHING, st.integers(0, 1), st.sampled_from([ESTABLISHED[4], "Doubter"]))
def test_an_independent_contradiction_never_raises_a_claim(corpus: Corpus, what: int, wording: int, publisher: str) -> None:
    fact = _facts(corpus)[what % len(_facts(corpus))]
    more = Document("more.md", publisher, (Said(fact, wording, denied=True),), filler=7)
    before, after = scores(corpus), scores((*corpus, more))
    told = _telling(corpus, lambda said: said.fact == fact and not said.denied)
    assert {at: before[at][0] for at in told if after[at][0] > before[at][0]} == {}


@pytest.mark.promise(22)
@given(corpora(), EVERYTHING, st.sampled_from(HEDGES))
def test_removing_a_hedge_raises_certainty_and_never_lowers_the_score(corpus: Corpus, choice: int, hedge: str) -> None:
    at = choice % len(corpus)
    document = corpus[at]
    said = document.says[0]
    hedged, flat = (
        scores((*corpus[:at], _saying(document, said._replace(hedge=one)), *corpus[at + 1 :]))[document.name, 0] for one in (hedge, None)
    )
    assert hedged[1] < flat[1]
    assert hedged[0] <= flat[0]


def _facts(corpus: Corpus) -> list[object]:
    return sorted({said.fact for document in corpus for said in document.says})


def _telling(corpus: Corpus, asked: Callable[[Said], bool]) -> list[tuple[str, int]]:
    """Document and place of each sentence that is asked for."""
    return [(document.name, place) for document in corpus for place, said in enumerate(document.says) if asked(said)]
