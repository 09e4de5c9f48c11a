"""What the API answers: one module per noun; each handler asks the snapshot and returns what it says."""

from api.routes import claims, documents, exports, health, moments, pages, propositions, rules, score, sources

HANDLERS = (
    *documents.HANDLERS,
    *claims.HANDLERS,
    *sources.HANDLERS,
    *propositions.HANDLERS,
    *rules.HANDLERS,
    *exports.HANDLERS,
    *moments.HANDLERS,
    *score.HANDLERS,
    *health.HANDLERS,
    *pages.HANDLERS,
)
"""All routes, in the order in which the documentation lists them."""
