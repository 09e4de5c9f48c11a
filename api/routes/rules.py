"""Rules: the scoring policy."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency

from scoring.model import RuleList
from scoring.snapshots import Snapshots


@get("/v1/rules", tags=["Rules"], sync_to_thread=True)
def list_rules(snapshots: NamedDependency[Snapshots]) -> RuleList:
    """List the rules.

    In order of `rule_id`. `weight` is in bits (log2 odds) at full strength: +1 doubles the odds that a claim is well supported.
    """
    return snapshots.current().rules()


HANDLERS = (list_rules,)
