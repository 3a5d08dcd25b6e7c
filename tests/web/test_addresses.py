"""Addresses are valid HTTP addresses without credentials."""

from __future__ import annotations

import pytest

from repertory.errors import WebError
from repertory.web.addresses import checked_address, shown


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:7878/query",
        "https://example.org",
        "https://[::1]:80/",
        "https://bücher.example/?a=ä@b#c",
    ],
)
def test_a_valid_address_is_returned_unchanged(address: str) -> None:
    assert checked_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org/sparql",
        "http://",
        "http:///path",
        "http:example.org",
        "http://[::1",
        "http://::1]/",
        "http://example.org:abc/",
        "http://example.org:99999/",
        "http://example.org:-1/",
        "http://example.org:0/",
        "http://exam ple.org/",
        "http://example.org/a b",
        " http://example.org/",
        "http://example.org/\r\nX: y",
        "http://example.org/\n",
        "http://example.org/\x00",
        "http://example.org/\x1b[31m",
        "http://example.org/\u202e",
        "http://example.org/\ud800",
        "http://example.org/<a>",
        "http://exa\\mple.org/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "javascript:alert(1)",
    ],
)
def test_an_invalid_address_is_an_error(address: str) -> None:
    with pytest.raises(WebError, match="expected the address of a server: http://") as caught:
        checked_address(address)
    assert repr(address) in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "https://desk:s3cret@example.org/",
        "https://s3cret@example.org/",
        "https://desk:s3/cret@example.org/",
        "https://desk:s3?cret@example.org/",
        "https://desk:s3#cret@example.org/",
        "http:/desk:s3cret@example.org",
        "desk:s3cret@example.org",
        "ftp://desk:s3cret@example.org/",
        "https://desk:s3\ncret@example.org/",
    ],
)
def test_credentials_in_an_address_are_an_error_that_does_not_repeat_them(address: str) -> None:
    with pytest.raises(
        WebError, match=r"credentials in the address|expected the address"
    ) as caught:
        checked_address(address)
    assert "cret" not in str(caught.value)


def test_an_invalid_address_can_be_shown() -> None:
    assert shown("http://[::1") == "an invalid address"
