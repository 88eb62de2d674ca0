"""Who is staff: the one door in front of the webinar desk and everything else that is not for the public.

Routes take it as a dependency, for a whole router or for one route::

    router = APIRouter(prefix="/api/staff", dependencies=[Depends(require_staff)])

    @router.get("/drafts")
    def drafts(staff: Annotated[Staff, Depends(require_staff)]) -> ...:   # where the handler wants to know who

``require_staff`` admits a request with ``Authorization: Bearer <EUCLUSTERS_STAFF_TOKEN>``, or with the session cookie
that ``POST /api/staff/session {"token": …}`` gives for that token (``routes/staff_session.py``; DELETE signs out):
signed, for twelve hours, HttpOnly, SameSite=Strict, so that pages and event streams of the desk, which cannot set
headers, work too. It answers 403 while no token is set (the desk is closed), 401 to a missing or wrong one, 429 with
Retry-After to an address that failed ten times within a quarter of an hour, whatever it presents then. A page that asks
for the token itself, such as ``/staff``, takes ``require_open`` instead: it only refuses while the desk is closed.

The door of an application is ``app.state.door``, put there by ``create_app``.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from limits import RateLimitItemPerMinute
from pydantic import SecretStr

from assistant.clock import Clock
from assistant.web.guarding.addresses import client_address
from assistant.web.guarding.counting import Counting

COOKIE = "euclusters_staff"
SESSION = timedelta(hours=12)
FAILURES = RateLimitItemPerMinute(10, 15)
CLOSED = "The webinar desk is closed: it opens when EUCLUSTERS_STAFF_TOKEN is set on the server."
WRONG = "This is for staff: send the staff token as 'Authorization: Bearer …', or sign in at /staff."
_SAFE = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Staff:
    """Someone who was let in, and by what."""

    via: Literal["token", "session"]


@dataclass(frozen=True)
class StaffDoor:
    """Compares what is presented with the token, in constant time; counts failures by address."""

    token: SecretStr
    clock: Clock
    failures: Counting = field(default_factory=Counting)

    @property
    def is_open(self) -> bool:
        return bool(self.token.get_secret_value())

    def knows(self, presented: str) -> bool:
        """Is it the token? Digests are compared, so that not even the length shows in the time taken."""
        return self.is_open and hmac.compare_digest(_digest(presented), _digest(self.token.get_secret_value()))

    def session(self) -> str:
        """A new session: when it ends, a nonce, and both signed by the token, so that a new token ends all of them."""
        ends = int((self.clock() + SESSION).timestamp())
        content = f"{ends}.{secrets.token_urlsafe(12)}"
        return f"{content}.{self._signature(content)}"

    def admits(self, session: str) -> bool:
        """Was it signed here, and has it not ended?"""
        content, _, signature = session.rpartition(".")
        if not self.is_open or not hmac.compare_digest(_digest(signature), _digest(self._signature(content))):
            return False
        return int(content.partition(".")[0]) > self.clock().timestamp()

    def admit(self, request: Request) -> Staff:
        """Who asks; HTTPException 403, 401 or 429 for who may not."""
        self.check_open()
        address = client_address(request.scope)
        self.check_patience(address)
        found = self._presented(request)
        if found is None:
            self.failed(address)
            raise HTTPException(401, WRONG, {"WWW-Authenticate": "Bearer"})
        return found

    def check_open(self) -> None:
        if not self.is_open:
            raise HTTPException(403, CLOSED)

    def check_patience(self, address: str) -> None:
        """429 for an address that has failed too often lately."""
        wait = self.failures.exhausted(FAILURES, "staff", address)
        if wait is not None:
            raise HTTPException(429, "Too many wrong tokens came from your address.", {"Retry-After": str(wait)})

    def failed(self, address: str) -> None:
        self.failures.hit(FAILURES, "staff", address)

    def _presented(self, request: Request) -> Staff | None:
        header = request.headers.get("authorization", "")
        if header:
            scheme, _, token = header.partition(" ")
            return Staff("token") if scheme.casefold() == "bearer" and self.knows(token.strip()) else None
        session = request.cookies.get(COOKIE, "")
        return Staff("session") if session and self.admits(session) and _same_origin(request) else None

    def _signature(self, content: str) -> str:
        key = hashlib.sha256(b"staff session:" + self.token.get_secret_value().encode()).digest()
        return hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


async def require_staff(request: Request) -> Staff:
    """Staff only: 403 while the desk is closed, 401 without the token or a session, 429 after ten wrong ones."""
    staff = _door(request).admit(request)
    request.state.staff = staff.via
    return staff


async def require_open(request: Request) -> None:
    """For pages that ask for the token themselves: 403 while the desk is closed, else anyone."""
    _door(request).check_open()


def _door(request: Request) -> StaffDoor:
    door: StaffDoor = request.app.state.door
    return door


def _same_origin(request: Request) -> bool:
    """A cookie counts for a change only where the browser says that a page of this server asks for it."""
    if request.method in _SAFE:
        return True
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
