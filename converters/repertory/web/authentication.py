"""Add credentials to requests in the scheme of the server."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress

import httpx2 as httpx

from repertory.errors import WebError
from repertory.web.addresses import Scheme
from repertory.web.credentials import TOKEN_LOGIN, Credentials


class _Header(httpx.Auth):
    """Sets the header `Authorization`."""

    def __init__(self, value: str) -> None:
        self._value = value

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self._value
        yield request


class _Digest(httpx.Auth):
    """Answers a digest challenge, which is requested without the body of the request.

    A server may refuse a request and close the connection before it has read the whole body; then
    the challenge is lost (https://www.rfc-editor.org/rfc/rfc9112#section-9.6).
    """

    def __init__(self, user: str, password: str) -> None:
        self._digest = httpx.DigestAuth(user, password)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if request.headers.get("Content-Length", "0") != "0":
            agent = {"User-Agent": request.headers["User-Agent"]}
            flow = self._digest.auth_flow(httpx.Request("HEAD", request.url, headers=agent))
            response = yield next(flow)
            with suppress(StopIteration):  # if there is no new challenge
                flow.send(response)
        yield from self._digest.auth_flow(request)


class _AsAsked(httpx.Auth):
    """Sends credentials as the server requests; with the first request over https."""

    def __init__(self, plain: httpx.Auth, digest: httpx.Auth | None) -> None:
        self._plain = plain
        self._digest = digest

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if request.url.scheme == "https":
            request = next(self._plain.auth_flow(request))
        response = yield request
        if response.status_code != 401:
            return
        asked = response.headers.get_list("WWW-Authenticate")
        wants_digest = any(each.lower().startswith("digest") for each in asked)
        if self._digest is not None and wants_digest:
            request.headers.pop("Authorization", None)
            yield from self._digest.auth_flow(request)
        elif "Authorization" not in request.headers:
            yield from self._plain.auth_flow(request)


def authentication(credentials: Credentials | None, scheme: Scheme) -> httpx.Auth | None:
    """Return the authentication of httpx; a token is sent as a token whatever the scheme.

    Raises:
        WebError: if the scheme requires a token and there is none.
    """
    if credentials is None:
        return None
    if scheme in ("bearer", "token") and not credentials.token:
        raise WebError(
            "found a user and a password, expected a token. Set REPERTORY_TOKEN, or "
            f"name a netrc file with --credentials: machine HOST login {TOKEN_LOGIN} password TOKEN"
        )
    if scheme == "token":
        return _Header(credentials.token)
    user, password = credentials.user, credentials.password
    plain: httpx.Auth = httpx.BasicAuth(user, password)
    if credentials.token:
        plain = _Header(f"Bearer {credentials.token}")
    if scheme == "asked":
        return _AsAsked(plain, None if credentials.token else httpx.DigestAuth(user, password))
    if scheme == "digest" and not credentials.token:
        return _Digest(user, password)
    return plain
