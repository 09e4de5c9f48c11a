"""Bytes to claims: what a document says, observed and not weighed."""
