"""The faces to the outside: HTTP and the command line. Knows no DuckDB."""
