"""Each kind of container gives its pages with place, address and time, whatever its name is."""

from __future__ import annotations

import gzip
import json
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest

from bunko.captures.containers import read_paths
from bunko.captures.found import Found, PassedOver, Unreadable
from bunko.nouns import Capture
from tests.containers import making
from tests.containers.making import Page, page_response, response, warc, warc_record

Reading = Callable[[bytes], list[Found]]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    """What stands in a container whose name tells nothing."""

    def reading(content: bytes) -> list[Found]:
        (tmp_path / "given").write_bytes(content)
        return list(read_paths(["given"], tmp_path))

    return reading


def captures(found: list[Found]) -> list[Capture]:
    return [one for one in found if isinstance(one, Capture)]


def failures(found: list[Found]) -> list[str]:
    return [one.error.text for one in found if isinstance(one, Unreadable)]


@pytest.mark.parametrize("kind", ["plain", "a member for each record", "gzip as a whole"])
def test_a_warc_file_gives_its_pages_with_their_offsets(read: Reading, kind: str) -> None:
    records = [page_response(1), warc_record("request", b"GET / HTTP/1.1\r\n\r\n", Page(1).url), page_response(2)]
    plain = warc(*records)
    content = {
        "plain": plain,
        "a member for each record": making.packed(*records),
        "gzip as a whole": gzip.compress(plain, mtime=0),
    }[kind]

    first, second = captures(read(content))

    assert (first.content, second.content) == (Page(1).text, Page(2).text)
    assert (first.address, first.captured) == (Page(1).url, datetime(2024, 2, 3, 4, 5, 6, 789000, tzinfo=UTC))
    assert (first.media_type, first.charset, first.container) == ("text/plain", "utf-8", "WARC")
    at = plain.index(records[2])
    members = len(making.packed(*records[:2]))
    place = {"plain": f"{at}", "a member for each record": f"{members}", "gzip as a whole": f"0+{at}"}[kind]
    assert second.name == f"given@{place}"


def test_an_arc_file_gives_its_pages(read: Reading) -> None:
    for content in (making.arc(1, 2), gzip.compress(making.arc(1, 2))):
        first, second = captures(read(content))
        assert (first.content.strip(), second.content.strip()) == (Page(1).text.strip(), Page(2).text.strip())
        assert (first.address, first.container) == (Page(1).url, "ARC")
        assert first.captured == datetime(2008, 4, 30, 20, 48, 25, tzinfo=UTC)


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_wacz_file_gives_the_pages_of_its_archive(read: Reading, compression: int) -> None:
    files = {"archive/a.warc.gz": making.packed(page_response(1)), "archive/b.warc": warc(page_response(2)), "x": b"y"}

    first, second = captures(read(making.wacz(files, compression)))

    assert first.name == f"given/archive/a.warc.gz@{len(making.packed())}"
    assert second.content == Page(2).text


def test_mhtml_gives_its_main_page(read: Reading) -> None:
    for content in (making.MHTML.encode(), gzip.compress(making.MHTML.replace("\n", "\r\n").encode())):
        [page] = captures(read(content))
        assert page.content.decode("shift_jis").split() == ["<html><body><p>月の石</p></body></html>"]
        assert (page.media_type, page.charset, page.address) == ("text/html", "shift_jis", Page(1).url)
        assert page.captured == datetime(2024, 1, 25, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Transfer-Encoding: chunked\r\n", making.chunked(Page(1).text)),
        ("Content-Encoding: gzip\r\n", gzip.compress(Page(1).text)),
        ("Content-Encoding: deflate\r\n", zlib.compress(Page(1).text)),
        ("Content-Encoding: deflate\r\n", zlib.compress(Page(1).text, wbits=-15)),
        ("Content-Encoding: br\r\n", brotli.compress(Page(1).text)),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", making.chunked(brotli.compress(Page(1).text), 7)),
        ("Transfer-Encoding: chunked\r\n", Page(1).text),
        ("Content-Encoding: gzip\r\n", Page(1).text),
    ],
    ids=["chunked", "gzip", "deflate", "bare deflate", "br", "br in chunks", "said chunked", "said gzip"],
)
def test_bodies_are_decoded_as_they_were_sent_or_kept(read: Reading, headers: str, body: bytes) -> None:
    [page] = captures(read(warc(response(Page(1).url, body, headers=headers))))

    assert page.content == Page(1).text


def test_what_holds_no_article_is_passed_over_with_its_reason(read: Reading) -> None:
    found = read(
        warc(
            response("https://a.example.org/", b"gone", status="404 Not Found"),
            response("https://a.example.org/a.jpg", b"\xff\xd8\xff", "image/jpeg"),
            warc_record("revisit", b"", "https://a.example.org/"),
            warc_record("resource", b"log", "metadata://crawler/log", "text/plain"),
            warc_record("resource", Page(1).json, Page(1).url, "application/ld+json"),
            warc_record("conversion", Page(2).text, Page(2).url, "text/plain"),
            response(Page(3).url, b"<p>a</p>", "text/html; charset=EUC-JP"),
        )
    )

    reasons = [one.reason for one in found if isinstance(one, PassedOver)]
    assert reasons == ["warcinfo records", "status 404", "image/jpeg", "revisit records", "a crawler's own notes"]
    assert [(page.media_type, page.charset) for page in captures(found)] == [
        ("application/ld+json", None),
        ("text/plain", None),
        ("text/html", "EUC-JP"),
    ]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_jsonl_gives_an_article_a_line(read: Reading, pack: Callable[[bytes], bytes]) -> None:
    lines = [Page(1).json, b"", Page(2).json]

    first, second = captures(read(pack(b"\xef\xbb\xbf" + b"\r\n".join(lines))))

    assert (first.content, second.content) == (Page(1).json, Page(2).json)
    assert (first.name, first.container) == ("given@0", "JSONL")
    assert second.name == f"given@{3 + len(Page(1).json) + 4}"
    assert len({first.container_sha256, second.container_sha256}) == 1


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_gives_an_article_an_item(read: Reading, indent: int | None) -> None:
    tricky = {"headline": 'a "}{" \\', "articleBody": "]", "author": {"name": "{"}}
    records = [Page(n).record for n in range(400)] + [tricky]
    content = json.dumps(records, ensure_ascii=False, indent=indent).encode()

    found = captures(read(content))

    assert [json.loads(page.content) for page in found] == records
    for page in found:
        start = int(page.name.partition("@")[2])
        assert content[start : start + len(page.content)] == page.content


def test_an_object_alone_in_its_file_is_the_file(read: Reading) -> None:
    for content in (Page(1).json + b"\n", json.dumps(Page(1).record, indent=2).encode() + b"\n\n"):
        [page] = captures(read(content))
        assert (page.name, page.content, page.container) == ("given", content, None)


def test_a_container_of_many_megabytes_is_read_record_by_record(read: Reading, tmp_path: Path) -> None:
    picture = response("https://a.example.org/a.jpg", b"\x00" * 60_000_000, "image/jpeg")
    (tmp_path / "large").write_bytes(warc(page_response(1), picture, page_response(2)))

    places = read_paths(["large"], tmp_path)

    assert [place.content for place in places if isinstance(place, Capture)] == [Page(1).text, Page(2).text]
    assert read(b"") != []
