"""Credibly's library: reads claims, judges them, explains the scores. Knows no HTTP."""
