"""Whatever is wrong with a container is named by its place, costs little, and leaves the rest."""

from __future__ import annotations

import gzip
import io
import resource
import sys
import time
import zipfile
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bunko.captures.containers import read_paths
from bunko.captures.found import LIMIT, Found, Unreadable
from bunko.nouns import Capture
from tests.containers import making
from tests.containers.making import Page, page_response, response, warc, warc_record


def read(folder: Path, content: bytes) -> list[Found]:
    (folder / "given").write_bytes(content)
    return list(read_paths(["given"], folder))


def pages(found: list[Found]) -> list[bytes]:
    return [one.content.strip() for one in found if isinstance(one, Capture)]


def failures(found: list[Found]) -> list[str]:
    return [one.error.text for one in found if isinstance(one, Unreadable)]


ONE, TWO, THREE = (Page(n).text.strip() for n in (1, 2, 3))
BROKEN = {
    "a header without a version": b"WARC-Type: response\r\nContent-Length: 5\r\n\r\nabcde\r\n\r\n",
    "no length": b"WARC/1.0\r\nWARC-Type: response\r\n\r\nabc\r\n\r\n",
    "a length by the name that ARC has for it": warc_record("response", b"abc", Page(9).url).replace(
        b"Content-L", b"L"
    ),
    "a negative length": warc_record("response", b"abc", Page(9).url, length=-3),
    "a length that is no number": warc_record("response", b"abc", Page(9).url).replace(b"h: 3", b"h: 3x"),
    "a length beyond the file": warc_record("response", b"abc", Page(9).url, length=10**15),
    "a length that is too short": warc_record("response", b"HTTP/1.1 200 OK\r\n\r\nabcdefg", Page(9).url, length=21),
    "a length that swallows the next": warc_record("response", b"HTTP/1.1 200 OK\r\n\r\nabc", Page(9).url, length=60),
    "a response without a status line": warc_record("response", b"<p>nothing</p>", Page(9).url),
    "a header without an end": b"WARC/1.1\r\nWARC-Type: " + b"x" * 200_000 + b"\r\n\r\n",
    "headers without an end": b"WARC/1.1\r\n" + b"a: b\r\n" * 300_000 + b"\r\n",
    "a body that is no gzip data": response(Page(9).url, b"\x1f\x8b\x08no", headers="Content-Encoding: gzip\r\n"),
    "a body that is no brotli data": response(Page(9).url, b"\xffno", headers="Content-Encoding: br\r\n"),
    "a body in an unknown packing": response(Page(9).url, b"?", headers="Content-Encoding: zstd\r\n"),
    "a body that is cut": response(
        Page(9).url, gzip.compress(bytes(range(256)))[:150], headers="Content-Encoding: gzip\r\n"
    ),
    "a body that is a bomb": response(
        Page(9).url, brotli.compress(bytes(LIMIT + 1), quality=1), headers="Content-Encoding: br\r\n"
    ),
    "a page of 100 MB": response(Page(9).url, b"a" * 100_000_000),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_record_is_named_and_the_others_are_read(tmp_path: Path, kind: str) -> None:
    before = warc(page_response(1))
    plain = before + BROKEN[kind] + page_response(2) + page_response(3)
    members = b"".join(
        gzip.compress(record, 1) for record in (before, BROKEN[kind], page_response(2), page_response(3))
    )

    for content, place in (
        (plain, len(before)),
        (members, len(gzip.compress(before, 1))),
        (gzip.compress(plain), None),
    ):
        found = read(tmp_path, content)
        assert pages(found) == [ONE, TWO, THREE]
        [first, *_] = failures(found)
        assert first.startswith("given@" if place is None else f"given@{place}")
        assert len(failures(found)) == 1


def test_a_warc_file_cut_in_the_midst_gives_what_is_whole(tmp_path: Path) -> None:
    plain = warc(page_response(1), page_response(2))
    members = making.packed(page_response(1), page_response(2))

    for content, cut in ((plain, 60), (members, 60), (gzip.compress(plain), 16)):
        found = read(tmp_path, content[:-cut])
        assert pages(found) == [ONE]
        assert "the file ends in the midst" in failures(found)[0]


def test_a_damaged_gzip_member_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    first, second, third = (gzip.compress(record, mtime=0) for record in map(page_response, (1, 2, 3)))
    hurt = second[:40] + b"\x00\xff\x00\xff" + second[44:]

    found = read(tmp_path, first + hurt + third)

    assert pages(found) == [ONE, THREE]
    assert failures(found)[0].startswith(
        f"given@{len(first)}: the record is damaged.\n     Found gzip data that cannot"
    )


def test_empty_containers_are_named(tmp_path: Path) -> None:
    for content in (b"", gzip.compress(b""), b"[]", making.wacz({"archive/a.warc": b""}), making.wacz({})):
        assert len(failures(read(tmp_path, content))) + len(pages(read(tmp_path, content))) == 1
    assert "no record" in failures(read(tmp_path, making.wacz({"archive/a.warc": b""})))[0]
    assert "is no WACZ" in failures(read(tmp_path, making.wacz({})))[0]


def test_a_name_that_climbs_out_of_a_wacz_is_refused(tmp_path: Path) -> None:
    names = ["../archive/a.warc", "/archive/a.warc", "archive/../../a.warc", "C:\\archive\\a.warc"]
    content = making.wacz(
        {**{name: warc(page_response(1)) for name in names}, "archive/b.warc": warc(page_response(2))}
    )

    found = read(tmp_path, content)

    assert pages(found) == [TWO]
    assert ["the name climbs out of the ZIP file" in text for text in failures(found)] == [True] * 4
    assert [path.name for path in tmp_path.iterdir()] == ["given"]


def test_a_zip_bomb_and_a_cut_zip_file_are_named(tmp_path: Path) -> None:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("archive/a.warc", "w", force_zip64=True) as entry,
    ):
        for _ in range(1100):
            entry.write(bytes(1_000_000))
    content = file.getvalue()

    assert "that unpack to 1100000000" in failures(read(tmp_path, content))[0]
    assert "the ZIP file is damaged" in failures(read(tmp_path, content[:-30]))[0]


def test_gzip_bombs_are_named_in_bounded_time_and_memory(tmp_path: Path) -> None:
    zeros = gzip.compress(bytes(40_000_000), 1)
    bombs = {
        "a text": zeros * 30,
        "JSONL": gzip.compress(b'{"a": "b"}\n{"headline": "', 1) + zeros * 30,
        "an array": gzip.compress(b'[{"a": "b"}, {"headline": "', 1) + zeros * 30,
        "a WARC": gzip.compress(warc(page_response(1)) + b"WARC/1.1\r\nContent-Length: 9\r\n\r\n", 1) + zeros * 30,
    }
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    for kind, content in bombs.items():
        assert failures(read(tmp_path, content)), kind

    assert time.process_time() - start < 60
    if sys.platform == "linux":
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_broken_line_costs_that_line(tmp_path: Path) -> None:
    content = b"\n".join([Page(1).json, b'{"a": ', b"\x00\x00", b'{"b": "' + b"x" * 25_000_000, Page(2).json])

    found = read(tmp_path, content)

    assert [len(page) for page in pages(found)] == [len(Page(1).json), 5, 2, len(Page(2).json)]
    assert "the capture is too large" in failures(found)[0]


def test_a_cut_array_gives_what_is_whole(tmp_path: Path) -> None:
    found = read(tmp_path, b"[" + Page(1).json + b", " + Page(2).json[:-5])

    assert pages(found) == [Page(1).json]
    assert "the file ends in the midst of the object" in failures(found)[0]


def test_mhtml_without_a_page_is_named(tmp_path: Path) -> None:
    for content in (making.MHTML.replace("text/html", "text/css"), making.MHTML.partition("<html>")[0]):
        assert "the MHTML file is damaged" in failures(read(tmp_path, content.encode()))[0]


SAMPLES = {
    "plain": warc(page_response(1), page_response(2)),
    "packed": making.packed(page_response(1), page_response(2)),
    "arc": making.arc(1, 2),
    "wacz": making.wacz({"archive/a.warc.gz": making.packed(page_response(1))}),
    "mhtml": making.MHTML.encode(),
    "jsonl": Page(1).json + b"\n" + Page(2).json,
}


@settings(max_examples=300)
@given(st.sampled_from(sorted(SAMPLES)), st.data())
def test_damage_anywhere_ends_in_named_places(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    whole = SAMPLES[kind]
    at = data.draw(st.integers(0, len(whole)))
    length, piece = data.draw(st.integers(0, 80)), data.draw(st.binary(max_size=8))

    found = read(tmp_path_factory.getbasetemp(), whole[:at] + piece + whole[at + length :])

    assert found
    for one in found:
        assert one.name.startswith("given")
