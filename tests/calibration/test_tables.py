"""The figures on paper: tables for a page, a curve as SVG."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from scoring.calibration.measures import fit
from scoring.calibration.picture import picture
from scoring.calibration.tables import into
from scoring.errors import BadRequest

METHOD = Path(__file__).resolve().parents[2] / "docs" / "method.md"


@pytest.mark.promise(18)
def test_the_method_has_a_place_for_the_figures_of_each_rule_and_they_stand_there() -> None:
    page = METHOD.read_text(encoding="utf-8")
    assert "| prior " in page
    assert "| prior " not in into(page, "quality", "").partition("## Calibration")[2].partition("## What holds")[0]


def test_a_page_without_a_place_is_refused_with_the_marks_that_it_needs() -> None:
    with pytest.raises(BadRequest, match="<!-- quality -->"):
        into("# Ours\n", "quality", "figures")


@pytest.mark.promise(18)
def test_the_picture_has_a_dot_for_each_bin_of_each_curve() -> None:
    found = fit([0.1, 0.4, 0.8, 0.9], [False, True, True, True])
    drawing = ElementTree.fromstring(picture("Ours & theirs", {"scores": found, "others": found}))
    assert len(drawing.findall("{http://www.w3.org/2000/svg}circle")) == 2 * len(found.bins)
