"""Credentials come from the environment or a file, and are shown nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from repertory.errors import PublishError
from repertory.publish.credentials import Credentials, find_credentials

SECRET = "s3cret-of-the-desk"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, None),
        (
            {"REPERTORY_USER": "desk", "REPERTORY_PASSWORD": SECRET},
            Credentials("desk", SECRET),
        ),
        ({"REPERTORY_TOKEN": SECRET}, Credentials(token=SECRET)),
    ],
)
def test_the_environment_has_them(
    environment: dict[str, str], expected: Credentials | None
) -> None:
    assert find_credentials(environment, None) == expected


def test_a_file_is_taken_before_the_environment(tmp_path: Path) -> None:
    path = tmp_path / "credentials.toml"
    path.write_text(f'user = "desk"\npassword = "{SECRET}"\n')
    assert find_credentials({"REPERTORY_TOKEN": "other"}, path) == Credentials("desk", SECRET)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f'password = "{SECRET}"', "no user is given"),
        ('user = "desk"', "no password is given"),
        ("", "no credentials are given"),
        (f"password = {SECRET}", "cannot be understood"),
        (f'passwort = "{SECRET}"', "found the key 'passwort'"),
        ("token = 17", "found the key 'token'"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_without_what_stands_in_it(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "credentials.toml"
    path.write_text(text)
    with pytest.raises(PublishError, match=message) as caught:
        find_credentials({}, path)
    assert SECRET not in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="cannot be read: no such file"):
        find_credentials({}, tmp_path / "none.toml")


def test_a_secret_does_not_show_when_credentials_are_printed() -> None:
    assert SECRET not in repr(Credentials("desk", SECRET, SECRET))
