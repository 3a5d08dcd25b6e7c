"""Credentials come from the environment or a file, and never appear in output."""

from __future__ import annotations

import base64
import html
import json
import os
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from click.testing import CliRunner

from repertory.commands.link import link
from repertory.commands.publish import publish
from repertory.commands.query import query
from repertory.errors import RepertoryError, WebError
from repertory.web.credentials import MASK, Credentials, find_credentials

SECRET = "s3cret-of-the-desk"
URL = "https://example.org/sparql"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, None),
        ({"REPERTORY_USER": "desk", "REPERTORY_PASSWORD": SECRET}, Credentials("desk", SECRET)),
        ({"REPERTORY_USER": "desk", "REPERTORY_PASSWORD": "ключ"}, Credentials("desk", "ключ")),
        ({"REPERTORY_TOKEN": SECRET}, Credentials(token=SECRET)),
        ({"REPERTORY_USER": "", "REPERTORY_PASSWORD": "", "REPERTORY_TOKEN": ""}, None),
    ],
)
def test_credentials_are_read_from_the_environment(
    environment: dict[str, str], expected: Credentials | None
) -> None:
    assert find_credentials(URL, None, environment) == expected


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        (
            {"USER": "desk"},
            "found REPERTORY_USER in the environment without REPERTORY_PASSWORD: set both",
        ),
        (
            {"PASSWORD": SECRET},
            "found REPERTORY_PASSWORD in the environment without REPERTORY_USER: set both",
        ),
        ({"TOKEN": f"{SECRET}\n"}, "REPERTORY_TOKEN has a line break"),
        ({"TOKEN": f"{SECRET}\r\nX: y"}, "REPERTORY_TOKEN has a line break"),
        ({"TOKEN": f"{SECRET}\x7f"}, "REPERTORY_TOKEN has a line break or another control"),
        ({"TOKEN": f"{SECRET}€"}, "REPERTORY_TOKEN has letters that cannot be sent"),
        ({"USER": f"d\n{SECRET}", "PASSWORD": SECRET}, "REPERTORY_USER has a line break"),
        ({"USER": f"ключ{SECRET}", "PASSWORD": SECRET}, "REPERTORY_USER has letters that cannot"),
        ({"USER": f"a:{SECRET}", "PASSWORD": SECRET}, "REPERTORY_USER has a colon"),
        ({"USER": "desk", "PASSWORD": f"{SECRET}\n"}, "REPERTORY_PASSWORD has a line break"),
        ({"USER": "desk", "PASSWORD": f"{SECRET}\udcff"}, "REPERTORY_PASSWORD has letters"),
    ],
)
def test_credentials_that_cannot_be_sent_are_an_error_that_does_not_repeat_them(
    environment: dict[str, str], message: str
) -> None:
    named = {f"REPERTORY_{name}": value for name, value in environment.items()}
    with pytest.raises(WebError, match=message) as caught:
        find_credentials(URL, None, named)
    assert SECRET not in str(caught.value)


def netrc(folder: Path, text: str) -> Path:
    path = folder / "netrc"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"machine example.org login desk password {SECRET}", Credentials("desk", SECRET)),
        (
            f"machine other.org login a password b\ndefault login desk password {SECRET}\n",
            Credentials("desk", SECRET),
        ),
        (
            f"machine example.org\n  login __token__\n  password {SECRET}\n",
            Credentials(token=SECRET),
        ),
    ],
)
def test_a_file_has_precedence_over_the_environment(
    tmp_path: Path, text: str, expected: Credentials
) -> None:
    path = netrc(tmp_path, text)
    assert find_credentials(URL, path, {"REPERTORY_TOKEN": "other"}) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "found no entry for example.org, expected machine HOST login NAME password PASSWORD"),
        (f"machine other.org login desk password {SECRET}", "no entry for example.org"),
        (f"machine example.org password {SECRET}", "no entry for example.org"),
        (f"machine example.org login desk {SECRET}", "line 1: expected machine HOST login NAME"),
        (f'user = "desk"\npassword = "{SECRET}"', "line 1: expected machine HOST login NAME"),
        (f'machine example.org login __token__ password "{SECRET}€"', "has letters that cannot"),
        (f'machine example.org login "a:{SECRET}" password x', "has a colon"),
        (
            f'machine example.org login desk password "{SECRET}\x01"',
            "has a line break or another",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error_that_does_not_repeat_its_content(
    tmp_path: Path, text: str, message: str
) -> None:
    path = netrc(tmp_path, text)
    with pytest.raises(WebError, match=message) as caught:
        find_credentials(URL, path, {})
    assert SECRET not in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_file_may_have_no_entry_for_a_server_if_it_is_optional(tmp_path: Path) -> None:
    path = netrc(tmp_path, "machine other.org login desk password x")
    assert find_credentials(URL, path, {}, required=False) is None


def test_a_file_that_other_users_can_read_is_an_error(tmp_path: Path) -> None:
    path = netrc(tmp_path, f"machine example.org login desk password {SECRET}")
    path.chmod(0o640)
    with pytest.raises(WebError, match=f"other users can read it. Change that: chmod 600 {path}"):
        find_credentials(URL, path)


def test_a_path_that_is_not_a_readable_file_is_an_error(tmp_path: Path) -> None:
    latin = netrc(tmp_path, "")
    latin.write_bytes(b"machine example.org login \xe9 password x")
    large = tmp_path / "large"
    large.touch(0o600)
    os.truncate(large, 2 << 20)
    for path, message in (
        (tmp_path / "none", "cannot be read: no such file"),
        (tmp_path, "expected a file in netrc format"),
        (Path("/dev/zero"), "expected a file in netrc format"),
        (large, "expected at most 1,048,576 bytes"),
        (latin, "cannot be read: not UTF-8"),
        (Path("a\0b"), "cannot be read"),
    ):
        with pytest.raises(WebError, match=message):
            find_credentials(URL, path)


def test_secrets_are_hidden_when_credentials_are_printed() -> None:
    assert SECRET not in repr(Credentials("desk", SECRET, SECRET))


@pytest.mark.parametrize("secret", [SECRET, 'a"b/c d&é', "p%40ss+word", "a\\b'c"])
@pytest.mark.parametrize("kind", ["password", "token"])
def test_secrets_are_masked_in_every_form(kind: str, secret: str) -> None:
    credentials = Credentials("desk", secret) if kind == "password" else Credentials(token=secret)
    pair = base64.b64encode(f"desk:{secret}".encode()).decode()
    for form in (
        secret,
        quote(secret),
        quote(secret, safe=""),
        quote(secret, safe="").lower(),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        html.escape(secret),
        repr(secret)[1:-1],
        repr(secret.encode())[2:-1],
        base64.b64encode(secret.encode()).decode(),
        *([pair] if kind == "password" else []),
    ):
        assert credentials.masked(f"< {form} >") == f"< {MASK} >"
    assert Credentials("desk").masked("desk: anything") == "desk: anything"


ADDRESS = f"http://desk:{SECRET}@127.0.0.1:9/"


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (publish, ["--to", f"oxigraph+{ADDRESS}"]),
        (publish, ["--to", f"ckan+{ADDRESS}"]),
        (publish, ["--to", ADDRESS]),
        (query, ["topics", "--endpoint", ADDRESS]),
        (link, ["--to", f"sparql+{ADDRESS}"]),
        (link, ["--to", f"x=sparql+{ADDRESS}"]),
        (link, ["--to", f"reconciliation+{ADDRESS}"]),
    ],
)
def test_credentials_in_an_address_are_an_error_in_every_command(
    command: object, arguments: list[str]
) -> None:
    from click import Command

    assert isinstance(command, Command)
    with pytest.raises(RepertoryError, match="found credentials in the address") as caught:
        CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert SECRET not in str(caught.value)
