"""What the store's promises are tried on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from corpus import CORPUS

from scoring.store import Store
from scoring.store.exports import export


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the corpus stored and published; to be read only."""
    folder = tmp_path_factory.mktemp("published") / "data"
    with Store(folder) as store:
        store.ingest(CORPUS)
        store.publish()
    return folder


@pytest.fixture(scope="session")
def exported(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of it; to be read only."""
    out = tmp_path_factory.mktemp("exported") / "out"
    export(published, out)
    return out
