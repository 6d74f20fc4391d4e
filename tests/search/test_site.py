"""Search on the built site, below a sub-path and from a page deep in it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage, open_page
from tests.conftest import BuiltSite

__all__ = ["open_page"]

pytestmark = [pytest.mark.browser, pytest.mark.site]


def test_any_page_finds_every_article_by_its_title(built_site: BuiltSite, open_page: OpenPage) -> None:
    addresses = [page for page in built_site.pages if page.count("/") == 5 and "/articles/" in page]
    page = open_page(built_site.url + addresses[0])
    root = built_site.url + "assets/bunko/search.js"
    found = page.evaluate(
        """async ([script, root, addresses]) => {
            const { search } = await import(script);
            const missed = [];
            for (const address of addresses) {
                const text = await (await fetch(root + address)).text();
                const page = new DOMParser().parseFromString(text, "text/html");
                if (page.querySelector("meta[name=robots][content*=noindex]")) continue;
                const title = page.querySelector("h1").textContent.trim();
                const { results, partial } = await search(`"${title.replaceAll('"', "")}"`);
                if (partial || results[0]?.url !== address) missed.push([address, title, results[0]?.url]);
            }
            return missed;
        }""",
        [root, built_site.url, addresses],
    )
    assert len(addresses) > 3
    assert found == []
