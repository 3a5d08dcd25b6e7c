"""Commands that are killed at random moments; `python -m tests.kills` does it more often."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.kills import KILLS


@pytest.mark.slow
@pytest.mark.parametrize("name", KILLS)
def test_a_command_that_is_killed_leaves_all_old_or_all_new(name: str, tmp_path: Path) -> None:
    assert KILLS[name](6, random.Random(name), tmp_path) > 0
