"""Ten thousand generated documents with all of Unicode, as text, Markdown and HTML: does every span lead back to its words?

.venv/bin/python -m bench.offsets            tests/reading/test_offsets.py on 10,000 documents instead of a few hundred
.venv/bin/python -m bench.offsets 100000
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

TEST = Path(__file__).resolve().parents[1] / "tests" / "reading" / "test_offsets.py"

if __name__ == "__main__":
    os.environ["CREDIBLY_OFFSET_DOCUMENTS"] = sys.argv[1] if len(sys.argv) > 1 else "10000"
    sys.exit(pytest.main([str(TEST), "--quiet", "--hypothesis-show-statistics"]))
