"""Whose request it is: the address of the connection, or what a trusted proxy says of it."""

from __future__ import annotations

import ipaddress

from starlette.types import Scope

NOBODY = "unknown"
PREFIX = 64  # bits of an IPv6 address that one customer of a network gets


def client_address(scope: Scope) -> str:
    """What limits are counted by: the IPv4 address, the /64 network of an IPv6 one; one word for all others."""
    client = scope.get("client")
    try:
        address = ipaddress.ip_address(client[0].partition("%")[0] if client else "")
    except ValueError:
        return NOBODY
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ipaddress.ip_network((address, PREFIX), strict=False))
    return str(address)
