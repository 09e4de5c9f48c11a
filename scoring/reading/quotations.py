"""Quotations, which judging looks for too, and which therefore stand a floor lower: scoring/quotations.py."""

from scoring.quotations import quotations

__all__ = ["quotations"]
