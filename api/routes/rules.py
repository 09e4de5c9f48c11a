"""Rules: the scoring policy."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency

from api.routes.answers import Place, lists, page_of
from api.routes.parameters import AnswerFormat, Limit, PerPage, RuleCursor, filter_of, group_by_of, select_of, sort_of
from scoring.model import RuleList
from scoring.queries.asking import Asked, question
from scoring.queries.fields import RULES
from scoring.snapshots import Snapshots

ALL = 1000
"""As many as are listed when nobody says how many: there are far fewer rules."""


@get("/v1/rules", tags=["Rules"], sync_to_thread=True, opt=lists(RULES, RuleList))
def list_rules(
    request: Request[Any, Any, Any],
    snapshots: NamedDependency[Snapshots],
    filter: Annotated[str | None, filter_of("rules", "weight:<0")] = None,
    sort: Annotated[str | None, sort_of("rules", "weight:desc")] = None,
    select: Annotated[str | None, select_of("rules", "rule_id,weight")] = None,
    group_by: Annotated[str | None, group_by_of("rules", "family")] = None,
    format: AnswerFormat = None,
    limit: Limit = None,
    per_page: PerPage = None,
    cursor: RuleCursor = None,
) -> Response[bytes]:
    """List the rules.

    In order of `rule_id`, all of them unless `limit` says otherwise. `weight` is in bits (log2 odds) at full strength: +1 doubles the odds
    that a claim is well supported.
    """
    asked = question(RULES, Asked(filter=filter, sort=sort, select=select, group_by=group_by))
    place = Place(limit=limit, per_page=per_page, cursor=cursor, format=format)
    return page_of(request, snapshots, asked, place, policy=True, usual=ALL)


HANDLERS = (list_rules,)
