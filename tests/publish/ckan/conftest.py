"""A real CKAN, started once for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.publish.ckan.portal import Ckan, portal
from tests.publish.servers import Proxy, proxy_to


@pytest.fixture(scope="session")
def running_ckan() -> Iterator[Ckan]:
    """A portal that runs during all tests."""
    with portal() as ckan:
        yield ckan


@pytest.fixture
def ckan(running_ckan: Ckan) -> Ckan:
    """The portal, without packages."""
    running_ckan.clear()
    return running_ckan


@pytest.fixture
def proxy(ckan: Ckan) -> Iterator[Proxy]:
    """A proxy for the portal."""
    with proxy_to(ckan.address) as proxy:
        yield proxy
