"""One request over HTTP, with a bound on all that the other side decides: time, bytes, and where it leads."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from bunko.web_address import is_web

SECONDS = 30.0
"""For one request, with its connection."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""Addresses that mean one of IPv4, of any network."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAFE = "/:@!$&'()*+,;=?%~"


class Trouble(Exception):  # noqa: N818 - no fault: a word for why there is no answer
    """No answer; its text is a word of `Seen.found`."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The head of an answer: its status, where a redirect leads, how long to stay away, the first bytes of its body."""

    status: int
    location: str | None = None
    retry_after: str | None = None
    body: bytes = b""


@dataclass(frozen=True)
class Asker:
    """Asks.

    Attributes:
        agent: the User-Agent.
        private: whether addresses of private networks and of this machine may be asked.
        seconds: for one request.
    """

    agent: str
    private: bool = False
    seconds: float = SECONDS

    @cached_property
    def _context(self) -> ssl.SSLContext:
        return ssl.create_default_context()

    def ask(self, method: str, address: str, limit: int = 0) -> Reply:
        """Send one request, without following a redirect.

        Args:
            method: `HEAD` or `GET`.
            address: of http or https.
            limit: bytes of the body that are read.

        Raises:
            Trouble: there is no answer.
        """
        parts = _split(address)
        try:
            reached = self._connected(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
            with reached:
                return self._over(reached, method, parts, limit)
        except ssl.SSLError as error:
            raise Trouble("certificate" if isinstance(error, ssl.SSLCertVerificationError) else "tls") from error
        except TimeoutError as error:
            raise Trouble("timeout") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Trouble("broken answer") from error

    def _over(self, reached: socket.socket, method: str, parts: SplitResult, limit: int) -> Reply:
        if parts.scheme == "http":
            with _deadline(reached, self.seconds):
                return self._exchange(reached, method, parts, limit)
        stream = self._context.wrap_socket(reached, server_hostname=parts.hostname, do_handshake_on_connect=False)
        with stream, _deadline(stream, self.seconds):
            stream.do_handshake()
            return self._exchange(stream, method, parts, limit)

    def _exchange(self, stream: socket.socket, method: str, parts: SplitResult, limit: int) -> Reply:
        connection = http.client.HTTPConnection(parts.netloc)
        connection.sock = stream
        path = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe=_SAFE)
        headers = {"User-Agent": self.agent, "Accept": "text/html,*/*;q=0.8", "Connection": "close"}
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        location = response.getheader("Location") if response.status in _REDIRECTS else None
        body = response.read(limit) if limit else b""
        return Reply(response.status, location and _led(parts, location), response.getheader("Retry-After"), body)

    def _connected(self, host: str, port: int) -> socket.socket:
        """A connection to one of a host's addresses, each of which is looked at before: a name may mean any machine."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Trouble("no host") from error
        if not self.private and not all(_is_public(str(place[0])) for *_, place in found):
            raise Trouble("private address")
        for family, kind, protocol, _, place in found:
            stream = socket.socket(family, kind, protocol)
            stream.settimeout(self.seconds / 2)
            try:
                stream.connect(place)
            except TimeoutError:
                stream.close()
                raise
            except OSError:
                stream.close()
                continue
            return stream
        raise Trouble("refused")


@contextmanager
def _deadline(stream: socket.socket, seconds: float) -> Iterator[None]:
    """End what is sent and received then, also where it comes byte by byte."""
    late = threading.Event()

    def end() -> None:
        late.set()
        with suppress(OSError):
            socket.socket.shutdown(stream, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    else:
        if late.is_set():  # what was cut off there looks like an answer's end
            raise TimeoutError
    finally:
        timer.cancel()


def _is_public(place: str) -> bool:
    address = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address in _NAT64:
            return False
        address = address.ipv4_mapped or address.sixtofour or address
    return address.is_global and not address.is_multicast


def _split(address: str) -> SplitResult:
    """The parts of an address, its host in ASCII; without a name and a password, which nobody is told."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("ascii" if (parts.hostname or "").isascii() else "idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise Trouble("no address") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise Trouble("no address")
    netloc = f"[{host}]" if ":" in host else host
    return SplitResult(parts.scheme, netloc + port, parts.path, parts.query, "")


def _led(parts: SplitResult, location: str) -> str | None:
    """Where a redirect leads; None where that is no address of the web."""
    text = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        address = urljoin(urlunsplit(parts), quote(text, safe=_SAFE + "#[]"))
    except ValueError:
        return None
    return address if is_web(address) else None
