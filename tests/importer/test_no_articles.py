"""What a crawl holds beside articles is no failure, and no page."""

from __future__ import annotations

from pathlib import Path

import pytest

from bunko.importer import import_captures
from bunko.settings import Settings
from tests.containers.making import page_response, response, warc
from tests.importer.conftest import Importer

SITE = "https://tsushin.example.org"
ROBOTS = b"# rules\nUser-agent: *\nDisallow: /search\n\nSitemap: https://tsushin.example.org/sitemap.xml\n"
SITEMAP = b'<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>'
FEED = "<?xml version='1.0'?><!-- 見本 --><rss version='2.0'><channel><title>見本</title></channel></rss>".encode()
TEXT = "灯台が再び点灯した。市民が岸壁で見守った。灯台は有志が修理した。"
FRONT = f"<!doctype html><html lang=ja><title>見本通信</title><body><h1>見本通信</h1><p>{TEXT * 5}</p></body></html>"
DATA = '<meta property="og:type" content="article">'


@pytest.mark.parametrize(
    ("address", "content", "media_type", "said"),
    [
        ("/robots.txt", ROBOTS, "text/plain", "rules for robots"),
        ("/robots.txt", b"# nothing is forbidden here\n", "text/plain", "a file for programs"),
        ("/map", SITEMAP, "text/html", "a sitemap"),
        ("/sitemap.xml", SITEMAP, "text/plain", "a sitemap"),
        ("/rss", FEED, "text/html", "a feed"),
        ("/a/app.js", b"var a = 1;", "text/plain", "a file for programs"),
        ("/.well-known/security.txt", b"Contact: mailto:a@example.org", "text/plain", "a file for programs"),
        ("/", FRONT.encode(), "text/html", "the front page of a site"),
        ("/site.json", b'{"@type": "WebSite", "name": "a"}', "application/ld+json", "data of another kind"),
    ],
)
def test_a_record_of_a_crawl_that_is_no_article_says_what_it_is(  # noqa: PLR0917 - each is what a crawl tells
    archive: Settings, tmp_path: Path, address: str, content: bytes, media_type: str, said: str
) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc(response(f"{SITE}{address}", content, media_type), page_response(1)))

    first, second = import_captures(archive, [path])

    assert (first.outcome, first.page, first.error, first.warnings) == ("not an article", None, None, (said,))
    assert first.as_text() == f"not an article {path}@{first.capture.rpartition('@')[2]}: {said}"
    assert second.outcome == "created"
    assert len(list((archive.archive / "captures").glob("*.txt"))) == 1


@pytest.mark.parametrize(
    ("address", "content"),
    [
        ("/", FRONT.replace("<title>", f"{DATA}<title>")),
        ("/?id=7", FRONT),
        ("/news.xml", FRONT),
        ("/robots.txt.html", FRONT),
    ],
    ids=["a front page that says it is one", "an address with a number", "a page by its content", "a name alone"],
)
def test_what_may_be_an_article_is_one(archive: Settings, tmp_path: Path, address: str, content: str) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(warc(response(f"{SITE}{address}", content.encode(), "text/html; charset=utf-8")))

    [outcome] = import_captures(archive, [path])

    assert outcome.outcome == "created"


@pytest.mark.parametrize("content", [ROBOTS, SITEMAP, FEED], ids=["robots.txt", "a sitemap", "a feed"])
def test_a_file_is_told_by_its_content(importing: Importer, content: bytes) -> None:
    [outcome] = importing(content)

    assert outcome.outcome == "not an article"


def test_a_text_that_speaks_of_robots_is_text(importing: Importer) -> None:
    [outcome] = importing(f"ロボットの決まり\n\nUser-agent: という行は何か。\n{TEXT}\n")

    assert outcome.outcome == "created"


def test_a_page_without_text_is_said(importing: Importer) -> None:
    [outcome] = importing(
        "<!doctype html><html lang=ja><title>灯台が点灯した</title><body><div id=app></div></body></html>"
    )

    assert outcome.outcome == "created"
    assert outcome.warnings[0].startswith("no text was found")
