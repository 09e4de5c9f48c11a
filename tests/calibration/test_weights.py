"""Weights fitted to labels: they find what made the labels, keep their sides, and are the same every time."""

from __future__ import annotations

from random import Random

import pytest

from scoring.calibration.likeliest import ANY, Fitting, Row, Rule, probability
from scoring.calibration.measures import Example, auc, rule_figures
from scoring.calibration.weights import calibrate, fitted, rules_csv, score
from scoring.errors import BadRequest
from scoring.files import seed

RULES = [
    {"rule_id": "prior", "family": "prior", "weight": "0.000", "title": "start"},
    {"rule_id": "hedged", "family": "hedging", "weight": "-1.000", "title": "hedged"},
    {"rule_id": "named", "family": "attribution", "weight": "0.000", "title": "named"},
    {"rule_id": "never", "family": "section", "weight": "0.700", "title": "never seen"},
]


def drawn(n: int, prior: float, hedged: float, named: float) -> list[Example]:
    """Claims whose labels these weights make."""
    random = Random(1)
    found = []
    for at in range(n):
        strengths = {"prior": 1.0}
        if random.random() < 0.5:
            strengths["hedged"] = random.choice((0.5, 1.0))
        if random.random() < 0.5:
            strengths["named"] = 1.0
        bits = prior + hedged * strengths.get("hedged", 0) + named * strengths.get("named", 0)
        found.append(Example(f"c{at}", random.random() < probability(bits), f"g{at}", strengths, 0.5))
    return found


def test_the_weights_that_made_the_labels_are_found() -> None:
    weights = fitted(drawn(8000, 1.0, -2.0, 1.5), RULES)
    assert [weights[name] for name in ("prior", "hedged", "named")] == pytest.approx([1.0, -2.0, 1.5], abs=0.2)


def test_a_hedge_never_raises_a_score_whatever_the_labels_say() -> None:
    assert fitted(drawn(2000, 0.0, 2.0, 0.0), RULES)["hedged"] == 0


def test_a_rule_that_seldom_fires_fully_may_weigh_more_than_its_family_may_move() -> None:
    """Hedging is bounded at -3 bits: four tenths of -6 are not, and whole hedges count as the bound and not as the weight."""
    made = {"prior": 1.5, "hedged": -6.0}
    examples = []
    for hedged in (0.0, 0.2, 0.4, 1.0):
        strengths = {"prior": 1.0, "hedged": hedged}
        true = round(2000 * score(strengths, made, RULES))
        examples += [Example(f"c{hedged}-{at}", at < true, f"g{at}", strengths, 0.5) for at in range(2000)]
    assert fitted(examples, RULES)["hedged"] == pytest.approx(-6.0, abs=0.3)


def test_a_poor_record_never_raises_a_score_whatever_the_labels_say() -> None:
    rules = [RULES[0], {"rule_id": "poor", "family": "record", "weight": "-0.500", "title": "poor"}]
    examples = [
        Example(f"c{at}", at % 4 > 0 if at % 2 else at % 4 > 1, f"g{at}", {"prior": 1.0} | ({"poor": 1.0} if at % 2 else {}), 0.5)
        for at in range(400)
    ]
    assert fitted(examples, rules)["poor"] == 0


def test_no_weight_moved_alone_makes_the_labels_likelier() -> None:
    """Three rules that mostly fire together, two of a family whose bound some claims reach and some do not."""
    random = Random(4)
    rows = [
        Row(((0, 1.0), (1, random.choice((0.5, 1.0))), (2, random.choice((0.25, 1.0))), (3, random.random())), random.randrange(4), 3)
        for _ in range(200)
    ]
    rules = [Rule(0.0, ANY, "start"), Rule(0.0, ANY, "start"), Rule(-1.0, (-9.0, 0.0), "kin"), Rule(-1.0, (-9.0, 0.0), "kin")]
    fitting = Fitting(rows, rules, {"start": ANY, "kin": (-0.75, 0.0)}, 1.0)
    found = fitting.likeliest(range(4))
    moved = [[*found[:at], found[at] + by, *found[at + 1 :]] for at in range(4) for by in (-0.01, 0.01)]
    allowed = [weights for weights in moved if weights[2] <= 0 and weights[3] <= 0]
    assert min(fitting.unlikely(weights) for weights in allowed) > fitting.unlikely(found)


def test_a_rule_that_fired_on_no_labelled_claim_keeps_its_weight() -> None:
    assert fitted(drawn(500, 0.0, -1.0, 1.0), RULES)["never"] == 0.7


def test_the_order_of_the_labels_does_not_matter() -> None:
    examples = drawn(400, 0.5, -1.0, 1.0)
    assert calibrate(examples, rules=RULES) == calibrate(examples[::-1], rules=RULES)


def test_fitted_scores_are_calibrated_on_claims_that_they_were_not_fitted_on() -> None:
    done = calibrate(drawn(8000, 1.0, -2.0, 1.5), rules=RULES)
    assert done.after.expected_error <= 0.03 < done.before.expected_error


def test_claims_of_one_group_stay_on_one_side() -> None:
    """Else a claim's twin would tell its label, and labels by chance could be foretold."""
    random = Random(2)
    rules = [{"rule_id": f"r{at}", "family": "section", "weight": "0.000", "title": ""} for at in range(40)]
    labels = [random.random() < 0.5 for _ in range(40)]
    twins = [Example(f"c{at}-{copy}", labels[at], f"g{at}", {f"r{at}": 1.0}, 0.5) for at in range(40) for copy in range(10)]
    assert calibrate(twins, rules=rules, penalty=0.01).after.auc == 0.5


@pytest.mark.parametrize(("prior", "said"), [(-40.0, "all of one kind"), (-6.0, "too few labels")])
def test_too_few_labels_of_a_kind_are_refused_with_their_numbers(prior: float, said: str) -> None:
    with pytest.raises(BadRequest, match=said):
        calibrate(drawn(300, prior, 0.0, 0.0), rules=RULES)


def test_labels_that_all_hang_together_are_refused() -> None:
    with pytest.raises(BadRequest, match="1 groups"):
        calibrate([example._replace(group="one") for example in drawn(200, 0.0, 0.0, 0.0)], rules=RULES)


def test_the_written_rules_differ_from_those_in_force_in_weights_only() -> None:
    first = seed("rules")[0]
    text = rules_csv({first["rule_id"]: -0.25}, "Fitted for a test.")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert "# Fitted for a test." in text.splitlines()
    assert lines[0] == ",".join(first)
    assert lines[1].split(",")[:3] == [first["rule_id"], first["family"], "-0.250"]
    assert len(lines) == len(seed("rules")) + 1


def test_figures_of_a_rule_are_those_of_snorkel() -> None:
    """Four claims: one rule alone, two that agree, two that disagree, none."""
    examples = [
        Example("a", True, "a", {"prior": 1.0, "named": 1.0}, 0.5),
        Example("b", True, "b", {"prior": 1.0, "named": 1.0, "never": 1.0}, 0.5),
        Example("c", False, "c", {"prior": 1.0, "named": 1.0, "hedged": 0.5}, 0.5),
        Example("d", False, "d", {"prior": 1.0}, 0.5),
    ]
    rules = [rule | {"weight": "1.000"} if rule["rule_id"] == "named" else rule for rule in RULES]
    named = next(figures for figures in rule_figures(examples, rules) if figures.rule_id == "named")
    assert (named.coverage, named.overlap, named.conflict, named.accuracy) == (0.75, 0.5, 0.25, round(2 / 3, 6))


def test_scores_without_order_have_half_the_area() -> None:
    assert auc([0.5] * 6, [True, False] * 3) == 0.5


def test_labels_never_widen_what_unknown_sources_may_weigh() -> None:
    rules = [{"rule_id": "prior", "family": "prior", "weight": "0.000"}, {"rule_id": "echoed", "family": "unknown", "weight": "0.250"}]
    examples = [
        Example(f"c{at}", at % 2 == 0, f"g{at}", {"prior": 1.0} | ({"echoed": 1.0} if at % 2 == 0 else {}), 0.5) for at in range(200)
    ]
    assert fitted(examples, rules)["echoed"] == 0.25
