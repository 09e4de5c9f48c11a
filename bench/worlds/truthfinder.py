"""TruthFinder (Yin, Han, Yu 2008) as truthdiscovery on PyPI has it, run apart: votes on standard input, beliefs on standard output.

The package is under the GPL and pins thirty others, pycairo and an old numpy among them, most of which only draw its pictures: it gets an
environment of its own (`peers.environment`), with what its arithmetic needs. Its own start imports the drawing; it is passed by.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import types


def main() -> None:
    """[[source, variable, value], ...] to [[variable, value, belief], ...]; each source has one value of a variable."""
    package = types.ModuleType("truthdiscovery")
    found = importlib.util.find_spec("truthdiscovery")
    package.__path__ = list(found.submodule_search_locations) if found else []
    sys.modules["truthdiscovery"] = package
    from truthdiscovery.algorithm.truth_finder import TruthFinder
    from truthdiscovery.input.dataset import Dataset

    votes = [tuple(vote) for vote in json.load(sys.stdin)]
    belief = TruthFinder().run(Dataset(votes, implication_function=lambda *_: -1)).belief
    json.dump([[variable, value, float(of)] for variable, values in belief.items() for value, of in values.items()], sys.stdout)


if __name__ == "__main__":
    main()
