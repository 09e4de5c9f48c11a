"""How two claims stand to each other, told phenomenon by phenomenon; bench/distortions holds the figures."""

from __future__ import annotations

import pickle

import pytest

from scoring.batch import _sketch, compare
from scoring.judging.relations import Comparison, relate, relate_amounts

BRIDGE = "The council of Ardle closed the north bridge on Tuesday."


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The mill at Dorn was bought by Halden Foods for 30 million crowns.", "Halden Foods acquired the Dorn mill for 30m crowns."),
        ("Doctors removed a tumour weighing 2.3 kilograms from Mila Orr.", "A tumor of 2.3 kg was removed from Mila Orr by doctors."),
        ("The National Weather Office warned of floods in Ardle.", "NWO warned of flooding in Ardle."),
        ("Eleven health care workers resigned in Ardle in Sept.", "In September 11 healthcare workers quit in Ardle."),
        ("Ardle beat Lisse 4-2 in the cup.", "Lisse were beaten 4-2 by Ardle in the cup."),
        ("Ganthe exported 40 tonnes of tin to Rhosia last year.", "Rhosia imported 40 tonnes of tin from Ganthe last year."),
        ("The bridge in Ardle did not stay open on Tuesday.", "The bridge in Ardle was closed on Tuesday."),
    ],
)
def test_another_wording_says_the_same(a: str, b: str) -> None:
    assert compare(a, b).relation == "same"


@pytest.mark.parametrize(
    ("a", "b", "because"),
    [
        (BRIDGE, "The council of Ardle did not close the north bridge on Tuesday.", "denies"),
        (BRIDGE, "The story that the council of Ardle closed the north bridge is a hoax.", "untrue"),
        (BRIDGE, "The council of Ardle opened the north bridge on Tuesday.", "open"),
        ("The dam at Lenn held 40 million litres.", "The dam at Lenn held 70 million litres.", "against"),
        ("Edda Krull sued Olga Stamm in Ardle.", "Edda Krull was sued by Olga Stamm in Ardle.", "sue"),
        ("The bank cut the fee from 5 to 3 crowns.", "The bank cut the fee from 3 to 5 crowns.", "change places"),
        ("The mayor accused the bishop of fraud in Ardle.", "The bishop accused the mayor of fraud in Ardle.", "change places"),
        ("The train left the tunnel before the flood in Ardle.", "The train left the tunnel after the flood in Ardle.", "before"),
    ],
)
def test_what_excludes_the_other_contradicts_it_and_is_named(a: str, b: str, because: str) -> None:
    found = compare(a, b)
    assert found.relation == "contradicts"
    assert because in found.because


@pytest.mark.parametrize(
    ("a", "b", "because"),
    [
        ("The Vireo 5 tablet runs Orla 4.2 in Ardle.", "The Vireo 5 tablet runs Orla 4.3 in Ardle.", "4.2"),
        ("The astronomer Mila Orr won the Selmer Prize.", "The historian Mila Orr won the Selmer Prize.", "astronomer"),
        (BRIDGE, "The council of Ardle closed the north bridge on Friday.", "friday"),
        (BRIDGE, "The council of Ardle plans to close the north bridge.", "fact"),
        (BRIDGE, "The council of Dorlin closed the north bridge on Tuesday.", "dorlin"),
        (BRIDGE, "The council of Ardle painted the north bridge on Tuesday.", "paint"),
    ],
)
def test_what_makes_another_claim_is_named(a: str, b: str, because: str) -> None:
    found = compare(a, b)
    assert found.relation == "unrelated"
    assert because in found.because


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Police said on Monday that the north bridge of Ardle was closed.",
            "The north bridge of Ardle was closed, officials said on Friday.",
        ),
        ("Edda Krull met Olga Stamm in Ardle on Tuesday.", "Olga Stamm met Edda Krull in Ardle on Tuesday."),
        ("Shops in Ardle, Lisse and Dorn closed on Tuesday.", "Shops in Dorn, Ardle and Lisse closed on Tuesday."),
        ("On Tuesday the council of Ardle closed the north bridge.", BRIDGE),
        ("No fewer than nine bridges in Ardle were closed.", "At least nine bridges in Ardle were closed."),
    ],
)
def test_who_says_it_when_and_in_which_order_is_no_difference(a: str, b: str) -> None:
    assert compare(a, b).relation == "same"


def test_a_long_text_that_says_it_as_well_says_it() -> None:
    before = "After a week of storms and a warning by engineers, who had counted cracks in its deck, "
    text = before + "the council of Ardle closed the north bridge."
    assert compare("The council of Ardle closed the north bridge.", text).relation == "same"


def test_a_word_or_two_in_common_are_not_enough() -> None:
    assert compare("The dam held.", "The dam at Lenn is old, engineers who came from Ardle held.").relation != "same"


@pytest.mark.parametrize("text", ["", "?!", "No.", "7", "the of and"])
def test_claims_of_nearly_no_words_are_compared_all_the_same(text: str) -> None:
    assert compare(text, BRIDGE).relation == compare(BRIDGE, text).relation == "unrelated"
    assert compare(text, text).relation != "contradicts"


def test_a_sentence_of_ten_thousand_words_is_compared_by_its_first_ones() -> None:
    wording = _sketch("a", "Lenn dam 7 not by Ardle, " * 2000).wording
    assert len(wording.units) < 250


def test_a_sketch_pickles_small_and_comes_back_the_same() -> None:
    sketch = _sketch("a", BRIDGE)
    assert relate(pickle.loads(pickle.dumps(sketch)), sketch).relation == "same"
    assert len(pickle.dumps(sketch)) < 2000


def _amounts(a: str, b: str) -> Comparison:
    """How the first quantities of two claims stand to each other."""
    one, other = _sketch("a", a), _sketch("b", b)
    return relate_amounts(one, one.amounts[0], other, other.amounts[0])


FINE = "A court in Kenya fined Norden Foods $3 million over waste rules."


@pytest.mark.parametrize(
    "other",
    [
        "Peldhas Motors was fined $9 million in Kenya over waste rules.",
        "Peldhas Foods was fined $9 million in Kenya over waste rules.",
        "Peldhas Motors was fined $3 million in Kenya over waste rules.",
    ],
)
def test_quantities_of_two_whose_names_part_them_have_nothing_to_do_with_each_other(other: str) -> None:
    assert _amounts(FINE, other).relation == _amounts(other, FINE).relation == "unrelated"


@pytest.mark.parametrize(
    "other",
    [
        "Norden Foods was fined $9 million in Kenya over waste rules.",
        "Norden was fined $9 million in Kenya over waste rules.",
        "The fine over waste rules in Kenya was $9 million.",
    ],
)
def test_another_quantity_of_the_same_or_of_one_left_unnamed_contradicts(other: str) -> None:
    assert _amounts(FINE, other).relation == _amounts(other, FINE).relation == "contradicts"


def test_who_says_it_does_not_part_quantities() -> None:
    one = "Edda Krull said Norden Foods was fined $3 million in Kenya over waste rules."
    other = "Norden Foods was fined $9 million in Kenya over waste rules, Olga Stamm said."
    assert _amounts(one, other).relation == "contradicts"


def test_whose_number_it_is_counts_beside_who_says_it() -> None:
    one = "According to Mayor Edda Krull, Norden Foods will build a factory in Kenya for $3 million."
    other = "According to Mayor Olga Stamm, Peldhas Motors will build a factory in Kenya for $9 million."
    assert _amounts(one, other).relation == "unrelated"


def test_a_gate_that_failed_early_denies_no_hour() -> None:
    found = compare("A gate of the Lenn dam failed early on Tuesday.", "A gate at the Lenn dam gave way early on Tuesday.")
    assert found.relation == "same"
