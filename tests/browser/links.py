"""Every address that a built site names below its own root answers there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from tests.browser.document import document
from tests.conftest import PREFIX, BuiltSite


class Answers(dict[str, int]):
    """Status of each address asked so far; a missing one is asked for."""

    def __init__(self, connection: HTTPConnection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, url: str) -> int:
        self._connection.request("GET", quote(urlsplit(url).path, safe="/%"))  # as a browser asks
        response = self._connection.getresponse()
        response.read()
        self[url] = response.status
        return response.status


@contextmanager
def asking(site: BuiltSite) -> Iterator[Answers]:
    """Asks the server of a site, on one connection."""
    connection = HTTPConnection(urlsplit(site.url).netloc, timeout=10)
    yield Answers(connection)
    connection.close()


def local(site: BuiltSite, base: str, address: str) -> str | None:
    """The address on the test's server, or None where it leads elsewhere."""
    url = urljoin(base, address.strip())
    return url if urlsplit(url).netloc == urlsplit(site.url).netloc else None


def target(site: BuiltSite, url: str) -> Path:
    """The file that answers."""
    path = unquote(urlsplit(url).path).removeprefix(PREFIX)
    return site.folder / path / "index.html" if not path or path.endswith("/") else site.folder / path


def dead_links(site: BuiltSite, answers: Answers) -> list[str]:
    """Links and files of all pages that are missing, with their page."""
    dead = []
    for page in site.pages:
        base = site.url + page
        for address in document(target(site, base)).addresses:
            url = local(site, base, address)
            if url is None:
                continue
            plain, fragment = urldefrag(url)
            if answers[plain] != 200:
                dead.append(f"{page}: {address} answers {answers[plain]}")
            elif fragment and plain.endswith(("/", ".html")):
                ids = document(target(site, plain)).ids
                if unquote(fragment) not in ids and not fragment.startswith("__"):
                    dead.append(f"{page}: {address} has no such place")
    return dead
