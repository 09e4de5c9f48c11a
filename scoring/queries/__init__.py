"""Questions to published tables: what can be asked of a list, read from a request, and made into SQL with bound parameters."""
