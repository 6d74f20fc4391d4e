"""Makes containers of invented pages, sound ones and broken ones."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import dataclass

TEXT = (
    "月の探査機{n}号、眠りから覚める\n\n"
    "月の探査機が第{n}の電波を返した。太陽電池に光が当たっている。\n\n"
    "運用室は{n}枚の写真を受け取った。\n"
)
INFO = b"software: a test\r\n"


@dataclass(frozen=True)
class Page:
    """An invented page of a crawl."""

    number: int

    @property
    def url(self) -> str:
        return f"https://tsushin.example.org/20240125/{1000000 + self.number}.html"

    @property
    def text(self) -> bytes:
        return TEXT.format(n=self.number).encode()

    @property
    def record(self) -> dict[str, object]:
        title, *paragraphs = TEXT.format(n=self.number).strip().split("\n\n")
        return {"@type": "NewsArticle", "url": self.url, "headline": title, "articleBody": "\n\n".join(paragraphs)}

    @property
    def json(self) -> bytes:
        return json.dumps(self.record, ensure_ascii=False).encode()


def warc_record(kind: str, block: bytes, url: str = "", content_type: str = "", length: int | None = None) -> bytes:
    """A record; `length` is a wrong Content-Length."""
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    typed = f"Content-Type: {content_type}\r\n" if content_type else ""
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-02-03T04:05:06.789Z\r\n{target}{typed}"
    return f"{head}Content-Length: {len(block) if length is None else length}\r\n\r\n".encode() + block + b"\r\n\r\n"


def response(
    url: str, body: bytes, media_type: str = "text/plain; charset=utf-8", *, status: str = "200 OK", headers: str = ""
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{headers}\r\n".encode()
    return warc_record("response", head + body, url, "application/http; msgtype=response")


def page_response(number: int) -> bytes:
    page = Page(number)
    return response(page.url, page.text)


def warc(*records: bytes) -> bytes:
    return warc_record("warcinfo", INFO) + b"".join(records)


def packed(*records: bytes) -> bytes:
    """A gzip member for each record."""
    return b"".join(gzip.compress(record, mtime=0) for record in (warc_record("warcinfo", INFO), *records))


def chunked(body: bytes, size: int = 50) -> bytes:
    pieces = [body[n : n + size] for n in range(0, len(body), size)]
    return b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"


def arc(*numbers: int) -> bytes:
    """An ARC file of version 1."""
    head = b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n"
    out = f"filedesc://test.arc 0.0.0.0 20080430204825 text/plain {len(head)}\n".encode() + head + b"\n"
    for number in numbers:
        page = Page(number)
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + page.text
        out += f"{page.url} 192.0.2.7 20080430204825 text/plain {len(block)}\n".encode() + block + b"\n"
    return out


def wacz(entries: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as package:
        for name, content in {"datapackage.json": b"{}", **entries}.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, compression)
    return file.getvalue()


MHTML = """\
From: <Saved by a browser>
Snapshot-Content-Location: https://tsushin.example.org/20240125/1000001.html
Subject: a page
Date: Thu, 25 Jan 2024 00:05:00 +0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----line----"

------line----
Content-Type: text/html; charset=shift_jis
Content-Transfer-Encoding: quoted-printable
Content-Location: https://tsushin.example.org/20240125/1000001.html

<html><body><p>=8C=8E=82=CC=90=CE</p>=
</body></html>
------line----
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://tsushin.example.org/a.png

iVBORw0KGgo=
------line------
"""
