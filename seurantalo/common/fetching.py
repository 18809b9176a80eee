"""One polite look at an address that somebody else gave, without being led where it should not go.

Only http and https, only addresses of the public internet (asked of the very socket, so that a
name cannot answer one thing to the check and another to the connection), a limit to the size and
to the time as a whole, redirects followed by the same rules.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import zlib
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from requests.adapters import HTTPAdapter
from requests.auth import HTTPBasicAuth
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

LIMIT = 2 * 1024 * 1024  # bytes of an answer
TIMEOUT = 10.0  # seconds for all of it, redirects included
MOST_REDIRECTS = 5
LONGEST_ADDRESS = 2000
PIECE = 64 * 1024
USER_AGENT = "Seurantalo (+{base})"
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Method = Literal["GET", "HEAD", "PROPFIND", "REPORT", "OPTIONS"]
Why = Literal["address", "private", "unreachable", "tls", "slow", "large", "redirects"]


class Refused(Exception):
    """It was not, or could not be, fetched. `why` for programs, the message for people."""

    def __init__(self, why: Why, message: str) -> None:
        super().__init__(message)
        self.why: Why = why


class _Private(OSError):
    """The name leads into a network that is nobody's business."""


@dataclass(frozen=True)
class Fetched:
    """What an address answered, whatever its status; `url` is where the redirects ended."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def ok(self) -> bool:
        """Whether the answer is what was asked for."""
        return 200 <= self.status < 300


def fetch(
    url: str,
    *,
    limit: int = LIMIT,
    timeout: float = TIMEOUT,
    method: Method = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    credentials: tuple[str, str] | None = None,
) -> Fetched:
    """What `url` answers, at most `limit` bytes of it, within `timeout` seconds.

    `body` is what a question of WebDAV asks. `credentials` (user name and password) are said to
    the host of `url` alone, and only where nobody can listen; a redirect elsewhere does not get them.

    An error status is an answer, not an exception. Raises Refused, in words for the one who gave
    the address, when it is no web address, leads into a private network, cannot be reached, is
    too slow or too large, or redirects for ever.
    """
    deadline, asked = monotonic() + timeout, url
    with requests.Session() as session:
        session.trust_env = False  # a proxy of the environment would look names up by itself
        guard = _Guard(deadline)
        session.mount("http://", guard)
        session.mount("https://", guard)
        session.headers.update(_manners(headers))
        for _turn in range(MOST_REDIRECTS + 1):
            session.auth = _said_to(_checked(url), asked, credentials)
            found = _once(session, guard, _checked(url), method, limit, body)
            target = found.headers.get("Location", "")
            if found.status not in {301, 302, 303, 307, 308} or not target:
                return found
            url = urljoin(found.url, target)
    raise Refused("redirects", _("The address sends from one page to another without end."))


def _said_to(url: str, asked: str, credentials: tuple[str, str] | None) -> Any:
    """What a host is told of who asks; without any, not even what the machine keeps in a file."""
    here, there = urlsplit(url), urlsplit(asked.strip())
    safe = here.scheme == "https" or settings.FETCH_ALLOW_PRIVATE
    if credentials is None or not safe or here.netloc != there.netloc:
        return None
    return HTTPBasicAuth(credentials[0].encode(), credentials[1].encode())


def _manners(headers: Mapping[str, str] | None) -> dict[str, str]:
    told = {
        "User-Agent": USER_AGENT.format(base=settings.BASE_URL),
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    return {**told, **(headers or {})}


def _checked(url: str) -> str:
    """The address, when it is one of the web and of an ordinary port. Raises Refused."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    readable = len(url) <= LONGEST_ADDRESS and url.strip().isprintable() and " " not in url.strip()
    if not readable or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused("address", _("This is not a web address. It begins with https://."))
    if port and port < 1024 and port not in {80, 443} and not settings.FETCH_ALLOW_PRIVATE:
        raise Refused("private", _("We do not fetch from this address."))
    return url.strip()


def _once(
    session: requests.Session,
    guard: _Guard,
    url: str,
    method: str,
    limit: int,
    told: bytes | None,
) -> Fetched:
    """One request, no redirect followed. Raises Refused."""
    try:
        with guard.alarm():
            answer = session.request(
                method,
                url,
                data=told,
                stream=True,
                allow_redirects=False,
                timeout=guard.left(),
            )
            with closing(answer):
                body = _body(answer, guard, limit) if method != "HEAD" else b""
                return Fetched(url, answer.status_code, answer.headers, body)
    except (requests.RequestException, HTTPError, OSError, zlib.error, ValueError) as error:
        raise _refusal(error, late=guard.late) from error


def _refusal(error: Exception, *, late: bool) -> Refused:
    """The error of a library in words of ours."""
    if _cause(error, _Private):
        return Refused("private", _("We do not fetch from this address."))
    if late or isinstance(error, requests.Timeout):
        return Refused("slow", _("The address did not answer in time. Try again later."))
    if isinstance(error, requests.exceptions.SSLError):
        return Refused("tls", _("The address has no valid certificate, so we do not trust it."))
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Refused("address", _("This is not a web address. It begins with https://."))
    return Refused("unreachable", _("Nothing answers at this address. Check that it is right."))


def _cause(error: BaseException | None, kind: type[BaseException]) -> bool:
    """Whether an error of a kind lies somewhere under another one."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, kind):
            return True
        seen.add(id(error))
        inner = getattr(error, "reason", None) or next(iter(getattr(error, "args", ())), None)
        error = (
            error.__cause__
            or error.__context__
            or (inner if isinstance(inner, BaseException) else None)
        )
    return False


def _body(answer: requests.Response, guard: _Guard, limit: int) -> bytes:
    """The bytes of an answer, unpacked by ourselves: a small packet may hold a large one."""
    packed = answer.headers.get("Content-Encoding", "").strip().lower() in {"gzip", "deflate"}
    unpack = zlib.decompressobj(wbits=47) if packed else None
    body = bytearray()
    for piece in answer.raw.stream(PIECE, decode_content=False):
        body += unpack.decompress(piece, limit + 1) if unpack else piece
        if len(body) > limit:
            raise Refused(
                "large",
                _("The answer is larger than %(size)s MB.") % {"size": max(1, limit // 1024**2)},
            )
        guard.left()
    guard.left()  # what was cut ends like what is whole
    return bytes(body)


class _Guard(HTTPAdapter):
    """Connects to public addresses only, and cuts the connection when the time is up."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        self.late = False
        self.open: list[socket.socket] = []
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Pools whose connections are opened by `connect`."""
        guard = self

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return guard.connect(self._dns_host, int(self.port or 80))

        class Secure(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return guard.connect(self._dns_host, int(self.port or 443))

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SecurePool(HTTPSConnectionPool):
            ConnectionCls = Secure

        self.poolmanager = PoolManager(num_pools=2, retries=False)
        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    def left(self) -> float:
        """Seconds until the deadline. Raises Refused when it is over."""
        seconds = self.deadline - monotonic()
        if seconds <= 0:
            raise Refused("slow", _("The address did not answer in time. Try again later."))
        return seconds

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to the first public address of a name. Raises OSError."""
        error: OSError = OSError(f"{host} has no address")
        for family, kind, proto, _name, address in socket.getaddrinfo(
            host.strip("[]"), port, 0, socket.SOCK_STREAM
        ):
            if not settings.FETCH_ALLOW_PRIVATE and not public(str(address[0])):
                raise _Private(host)
            opened = socket.socket(family, kind, proto)
            try:
                opened.settimeout(self.left())
                opened.connect(address)
            except OSError as failure:
                opened.close()
                error = failure
                continue
            self.open.append(opened.dup())
            return opened
        raise error

    def alarm(self) -> _Alarm:
        """Cuts what is open at the deadline: a server may drip a byte a second for ever."""
        return _Alarm(self)

    def cut(self) -> None:
        """The time is up."""
        self.late = True
        for each in self.open:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class _Alarm:
    """The clock of one request."""

    def __init__(self, guard: _Guard) -> None:
        self.guard = guard
        self.timer = threading.Timer(guard.left(), guard.cut)
        self.timer.daemon = True

    def __enter__(self) -> None:
        self.timer.start()

    def __exit__(self, *error: object) -> None:
        self.timer.cancel()
        for each in self.guard.open:
            each.close()
        self.guard.open.clear()


def public(text: str) -> bool:
    """Whether an IP address is one of the public internet, also when it is dressed as IPv6."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address.teredo is not None:
            return False
        if inner is not None:
            return public(str(inner))
    return address.is_global and not address.is_multicast
