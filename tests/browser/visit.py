"""A page opened in the browser, with all that it said and asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, Response


@dataclass
class Visit:
    """What happened on a page since it was opened.

    Attributes:
        said: console messages of every level, and errors that nothing caught.
        requests: every address asked for, in order.
        failed: local addresses that answered with an error, or not at all.
    """

    said: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Write down from now on what the page does."""
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def findings(self, page: str) -> list[str]:
        """What no page of ours may do: say anything, leave this machine, or miss a file."""
        strangers = [
            url for url in self.requests if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and not _ours(url)
        ]
        return [
            *(f"{page}: the console says {text}" for text in self.said),
            *(f"{page}: asks a third party: {url}" for url in strangers),
            *(f"{page}: does not answer: {url}" for url in self.failed),
        ]

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # given up because the page was left; a missing file answers 404
            self.failed.append(f"{request.url} ({request.failure})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.url not in self.failed:
            self.failed.append(f"{response.url} ({response.status})")


def _ours(url: str) -> bool:
    return urlsplit(url).hostname == "127.0.0.1"
