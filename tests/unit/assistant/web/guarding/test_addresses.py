"""Limits count by address: one for IPv4, the customer's network for IPv6."""

from __future__ import annotations

import pytest

from assistant.web.guarding.addresses import client_address


@pytest.mark.parametrize(
    ("client", "address"),
    [
        (("203.0.113.7", 1), "203.0.113.7"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("::ffff:203.0.113.7", 1), "203.0.113.7"),
        (("fe80::1%eth0", 1), "fe80::/64"),
        (("testclient", 1), "unknown"),
        (None, "unknown"),
    ],
)
def test_an_address_is_counted_as(client: tuple[str, int] | None, address: str) -> None:
    assert client_address({"type": "http", "client": client}) == address
