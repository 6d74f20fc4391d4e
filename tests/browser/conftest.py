"""A real Chromium, and pages in it whose every word and request is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.finding import furnish
from tests.browser.visit import Visit
from tests.conftest import BuiltSite


class OpenPage(Protocol):
    """Opens an address, or a path below the built site's root, in a fresh profile."""

    def __call__(
        self,
        address: str,
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        script: bool = True,
        language: str = "en-US",
    ) -> Page: ...


@pytest.fixture
def open_page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens pages; at the test's end each must have kept its console empty and asked only this machine."""
    visits: list[tuple[str, Visit]] = []
    contexts = []

    def opened(
        address: str,
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        script: bool = True,
        language: str = "en-US",
    ) -> Page:
        if not address.startswith("http"):
            built: BuiltSite = request.getfixturevalue("built_site")
            address = built.url + address
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale=language,
        )
        contexts.append(context)
        page = context.new_page()
        visit = Visit()
        visit.watch(page)
        visits.append((address, visit))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    findings = [finding for address, visit in visits for finding in visit.findings(address)]
    assert not findings, "\n".join(findings)


@pytest.fixture(scope="session")
def site_with_a_gap(copied: Callable[[], Path], build: Callable[[Path], BuiltSite]) -> tuple[BuiltSite, str]:
    """Our site without one translation, and the address where that stood."""
    archive = copied()
    pages = sorted((archive / "docs").glob("*/articles/*/*/*.md"))
    gap = next(page for page in pages if "\ntranslation:" in page.read_text(encoding="utf-8"))
    gap.unlink()
    return build(archive), gap.relative_to(archive / "docs").with_suffix("").as_posix() + "/"


@pytest.fixture(scope="session")
def finder_site(copied: Callable[[], Path], build: Callable[[Path], BuiltSite]) -> BuiltSite:
    """Our site with enough articles to search in."""
    archive = copied()
    furnish(archive)
    return build(archive)
