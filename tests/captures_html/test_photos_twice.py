"""A photo that a page holds itself, and shows twice."""

from __future__ import annotations

import base64
import struct
import zlib

from bunko.captures import reader
from bunko.captures.no_articles import no_article
from bunko.nouns import Capture, Picture


def _png() -> bytes:
    rows = b"".join(b"\0" + bytes((x * y) % 256 for x in range(600)) for y in range(200))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 200, 200, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def test_the_caption_that_comes_second_loses_no_photo() -> None:
    address = f"data:image/png;base64,{base64.b64encode(_png()).decode()}"
    first, second, third = (f"{n}日、探査機は月の裏側に着き、表面の写真を地球に送った。" * 8 for n in (1, 2, 3))
    page = (
        '<html lang="ja"><head><title>月の裏側</title></head><body><article><h1>月の裏側</h1>'
        f'<p>{first}</p><img src="{address}"><p>{second}</p>'
        f'<figure><img src="{address}"><figcaption>月面</figcaption></figure><p>{third}</p></article></body></html>'
    )
    draft = reader.read(Capture(page.encode(), "a.html", "text/html", charset="utf-8"))
    assert [image.caption for image in draft.images] == ["月面"]
    assert [image.file for image in draft.images] == list(draft.held_images)
    pictures = [block for block in draft.body or () if isinstance(block, Picture)]
    assert {(picture.url, picture.alt) for picture in pictures} <= {(draft.images[0].file, "月面")}


def test_many_comments_before_a_page_are_passed_in_their_number() -> None:
    page = b"<!---->" * 5000 + b" " * 30_000 + b"<html><title>a</title>"
    assert no_article(Capture(page, "a.html", "text/html")) is None
    feed = b"<?xml version='1.0'?> <!-- a --> <rss version='2.0'></rss>"
    assert no_article(Capture(feed, "a.xml", "text/html")) is not None
