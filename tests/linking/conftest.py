"""Where other people's SSSOM files lie."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def suite() -> Path:
    for above in Path(__file__).resolve().parents:
        path = above / "shared" / "suites" / "sssom" / "examples"
        if path.is_dir():
            return path
    pytest.skip("the SSSOM examples are not beside the project")
