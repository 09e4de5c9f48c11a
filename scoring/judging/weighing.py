"""Other weights to look at claims by: a profile's, or rule by rule, as somebody asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches

from scoring.errors import BadRequest, UnknownThing
from scoring.judging.scores import Weights
from scoring.model import OtherWeight, Profile

DEFAULT = "default"

_WEIGHT = re.compile(r"([a-z_]{1,64}):([+-]?[0-9]{1,3}(?:\.[0-9]{1,3})?)")


def asked_weights(text: str) -> Weights:
    """Weights as they are asked for: `rule:bits`, with commas in between, bits with at most three decimals. Raises BadRequest.

    >>> asked_weights("corroborated:3,echoed:-0.125")
    {'corroborated': Decimal('3'), 'echoed': Decimal('-0.125')}
    """
    found: dict[str, Decimal] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        match = _WEIGHT.fullmatch(part)
        if not match:
            raise BadRequest(f"{part[:80]!r} is no weight: send rule:bits, as in corroborated:3,section_comment:-4.5 (up to 999.999)")
        if match[1] in found:
            raise BadRequest(f"weights names {match[1]} twice: send one weight a rule")
        found[match[1]] = Decimal(match[2])
    return found


def chosen(
    profile: str | None, weights: str | None, usual: Weights, profiles: Mapping[str, Weights], *, least: str = "GET /v1/rules"
) -> tuple[Profile, Weights]:
    """The profile of an answer, and the weights that differ from the `usual` ones; `weights` go before the profile's.

    Raises UnknownThing for a profile or a rule that there is none of; `least` says where they are listed.
    """
    name = profile or DEFAULT
    if name != DEFAULT and name not in profiles:
        raise UnknownThing(f"no profile {name[:80]!r}: known are {', '.join([DEFAULT, *sorted(profiles)])}")
    given = {**profiles.get(name, {}), **asked_weights(weights or "")}
    for rule_id in given:
        if rule_id not in usual:
            raise UnknownThing(f"weights names no rule {rule_id!r}: {_nearest(rule_id, usual)}; {least} lists them")
    other = {rule_id: weight for rule_id, weight in sorted(given.items()) if weight != usual[rule_id]}
    listed = [OtherWeight(rule_id=rule_id, weight=float(weight), usual=float(usual[rule_id])) for rule_id, weight in other.items()]
    return Profile(name=name, weights=listed), other


def _nearest(rule_id: str, known: Iterable[str]) -> str:
    near = get_close_matches(rule_id, list(known), n=1)
    return f"did you mean {near[0]}?" if near else "check its name"
