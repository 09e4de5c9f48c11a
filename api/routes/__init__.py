"""What the API answers: one module per noun; each handler asks the snapshot and returns what it says."""

from api.routes import (
    claims,
    documents,
    exports,
    health,
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
    *health.HANDLERS,
    *pages.HANDLERS,
)
"""All routes, in the order in which the documentation lists them."""
