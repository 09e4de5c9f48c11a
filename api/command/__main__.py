"""`python -m api.command`: the `credibly` command line, where no script of that name is installed."""

from api.command import main

main()
