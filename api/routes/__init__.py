"""What the API answers: one module per noun; each handler asks the snapshot and returns what it says."""

from api.routes import (
    claims,
    documents,
    exports,
    health,
    intake,
    jobs,
    links,
    moments,
    pages,
    passages,
    propositions,
    rules,
    score,
    snapshots,
    sources,
)

HANDLERS = (
    *documents.HANDLERS,
    *intake.HANDLERS,
    *passages.HANDLERS,
    *claims.HANDLERS,
    *sources.HANDLERS,
    *propositions.HANDLERS,
    *links.HANDLERS,
    *rules.HANDLERS,
    *snapshots.HANDLERS,
    *exports.HANDLERS,
    *moments.HANDLERS,
    *score.HANDLERS,
    *jobs.HANDLERS,
    *health.HANDLERS,
    *pages.HANDLERS,
)
"""All routes, in the order in which the documentation lists them."""
