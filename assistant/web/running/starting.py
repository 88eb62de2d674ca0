"""Before a server starts: settings that would leave it open are refused, each in a sentence that says what to do."""

from __future__ import annotations

import ipaddress
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

from assistant.errors import UnsafeConfiguration
from assistant.settings import LOOPBACK, Settings
from assistant.web.guarding.origins import ANY, is_origin
from vectorstore.errors import StoreError

log = logging.getLogger(__name__)

SHORTEST_TOKEN = 24
FEWEST_CHARACTERS = 8  # different ones
# What documentation and people write where a secret belongs.
DEFAULTS = ("change", "default", "example", "secret", "password", "your-", "token", "staff", "admin", "12345", "test")


def check(settings: Settings) -> None:
    """UnsafeConfiguration with every reason; what is only a risk on this machine is logged."""
    found = [*_always(settings), *(_in_production(settings) if settings.in_production else ())]
    if found:
        raise UnsafeConfiguration(found)
    if not settings.in_production and (risk := readable_staff_documents(settings)):
        log.warning(risk)


def _always(settings: Settings) -> Iterator[str]:
    yield from _origins(settings)
    yield from _proxies(settings)
    yield from _token(settings)
    limits, model = settings.limits, settings.model
    if limits.cost_eur_per_day is not None and (model.input_eur is None or model.output_eur is None):
        yield (
            "EUCLUSTERS_LIMITS__COST_EUR_PER_DAY needs the prices EUCLUSTERS_MODEL__INPUT_EUR and __OUTPUT_EUR: "
            "without them no cost can be counted."
        )


def _in_production(settings: Settings) -> Iterator[str]:
    if ANY in settings.allowed_origins:
        yield "EUCLUSTERS_ALLOWED_ORIGINS is '*': name the sites that may embed the assistant, or leave it empty."
    if "*" in settings.trusted_proxies:
        yield "EUCLUSTERS_TRUSTED_PROXIES is '*': anyone could claim any address; name the proxy's own."
    if risk := readable_staff_documents(settings):
        yield risk


def _origins(settings: Settings) -> Iterator[str]:
    for origin in settings.allowed_origins:
        if origin != ANY and not is_origin(origin):
            yield (
                f"EUCLUSTERS_ALLOWED_ORIGINS holds {origin!r}, which is no origin: write scheme and host in small "
                "letters, perhaps a port, and nothing after it, such as https://www.example.org."
            )


def _proxies(settings: Settings) -> Iterator[str]:
    for proxy in settings.trusted_proxies:
        if proxy != "*" and proxy not in LOOPBACK and not _is_network(proxy):
            yield f"EUCLUSTERS_TRUSTED_PROXIES holds {proxy!r}, which is neither an address nor a network."


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _token(settings: Settings) -> Iterator[str]:
    token = settings.staff_token.get_secret_value()
    if token and is_guessable(token, settings.in_production):
        yield (
            f"EUCLUSTERS_STAFF_TOKEN can be guessed: give {SHORTEST_TOKEN} or more random characters, such as "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(32))' prints, or leave it empty."
        )


def is_guessable(token: str, in_production: bool) -> bool:
    """One that people write for a start, and in production one that is short or monotonous."""
    if len(token) < SHORTEST_TOKEN and token.casefold().startswith(DEFAULTS):
        return True
    weak = len(token) < SHORTEST_TOKEN or len(set(token)) < FEWEST_CHARACTERS
    return in_production and (weak or any(word in token.casefold() for word in DEFAULTS[:6]))


def readable_staff_documents(settings: Settings) -> str | None:
    """What is wrong where everyone on this machine can read documents that are for staff."""
    if not _is_open_to_all(settings.store) or not _holds_staff_documents(settings):
        return None
    return (
        f"The store {settings.store} holds documents for staff and can be read by every user of this machine: "
        f"chmod -R o-rwx {settings.store}"
    )


def _is_open_to_all(folder: Path) -> bool:
    try:
        return bool(folder.stat().st_mode & (stat.S_IROTH | stat.S_IXOTH | stat.S_IWOTH))
    except OSError:
        return False


def _holds_staff_documents(settings: Settings) -> bool:
    from assistant.bootstrap import build_store

    try:
        generation = build_store(settings).open(audience="staff")
    except StoreError:
        return False  # /readyz says what is wrong with it
    try:
        return any(document.audience == "staff" for document in generation.catalogue.documents())
    finally:
        generation.close()
