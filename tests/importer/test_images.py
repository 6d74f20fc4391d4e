"""Images that a container holds are kept under their hashes and named on the pages that show them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from bunko import frontmatter
from bunko.importer import Outcome, import_captures
from bunko.settings import Settings
from bunko.stage import read_site, stage
from tests.containers import making
from tests.containers.making import response, warc

ADDRESS = "https://tsushin.example.org/20240125/1000777.html"
LEAD = "https://img.example.org/lead.png"
FIGURE = "https://img.example.org/figure.jpg"
TEXT = "月の探査機が電波を返した。太陽電池に光が当たっている。運用室は次の命令を用意した。"


def png(width: int = 2) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + (1).to_bytes(4) + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress(b"\0" + b"\x80" * width)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9"

PAGE = f"""<!doctype html><html lang="ja"><head><title>月の探査機</title>
<meta property="og:image" content="{LEAD}"></head><body><article><h1>月の探査機</h1>
<p>{TEXT}</p><figure><img src="{FIGURE}" width="640" height="360" alt="月面">
<figcaption>月面の探査機</figcaption></figure><p>{TEXT}{TEXT}</p></article></body></html>""".encode()

PICTURES = {LEAD: ("image/png", png()), FIGURE: ("image/jpeg", JPEG)}


def stored(address: str = LEAD, content: bytes | None = None, media_type: str = "", headers: str = "") -> bytes:
    kind, own = PICTURES[address]
    return response(address, own if content is None else content, media_type or kind, headers=headers)


def page_record(content: bytes = PAGE) -> bytes:
    return response(ADDRESS, content, "text/html; charset=utf-8")


def mhtml() -> bytes:
    parts = [
        f"------line----\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{_b64(PAGE)}"
    ]
    parts += [
        f"------line----\nContent-Type: {kind}\nContent-Transfer-Encoding: base64\n"
        f"Content-Location: {address}\n\n{_b64(data)}"
        for address, (kind, data) in PICTURES.items()
    ]
    head = (
        f"Snapshot-Content-Location: {ADDRESS}\nMIME-Version: 1.0\nContent-Type: multipart/related;\n"
        '\ttype="text/html";\n\tboundary="----line----"\n\n'
    )
    return (head + "\n".join(parts) + "\n------line------\n").encode()


def _b64(data: bytes) -> str:
    return base64.encodebytes(data).decode()


CONTAINERS: dict[str, Callable[[], bytes]] = {
    "images after the page": lambda: warc(page_record(), stored(LEAD), stored(FIGURE)),
    "images before the page": lambda: making.packed(stored(LEAD), stored(FIGURE), page_record()),
    "gzip as a whole": lambda: gzip.compress(warc(stored(LEAD), page_record(), stored(FIGURE)), mtime=0),
    "packed bodies": lambda: warc(
        page_record(),
        stored(LEAD, gzip.compress(png(), mtime=0), headers="Content-Encoding: gzip\r\n"),
        stored(FIGURE, making.chunked(JPEG), headers="Transfer-Encoding: chunked\r\n"),
    ),
    "WACZ": lambda: making.wacz(
        {"archive/a.warc.gz": making.packed(stored(LEAD), page_record()), "archive/b.warc": warc(stored(FIGURE))}
    ),
    "packed WACZ": lambda: making.wacz({"archive/a.warc": warc(stored(LEAD), page_record(), stored(FIGURE))}, 8),
    "MHTML": mhtml,
}


def imported(archive: Settings, folder: Path, *contents: bytes) -> tuple[list[Outcome], list[str]]:
    told = list[str]()
    paths = []
    for n, content in enumerate(contents):
        paths.append(folder / f"{n}.bin")
        paths[-1].write_bytes(content)
    return list(import_captures(archive, paths, tell=told.append)), told


def images_of(archive: Settings, outcome: Outcome) -> list[dict[str, str]]:
    fields, _ = frontmatter.read((archive.root / str(outcome.page)).read_text(encoding="utf-8"))
    found: list[dict[str, str]] = fields["images"]
    return found


@pytest.mark.parametrize("kind", CONTAINERS)
def test_stored_images_are_kept_and_named(archive: Settings, tmp_path: Path, kind: str) -> None:
    [outcome], told = imported(archive, tmp_path, CONTAINERS[kind]())

    lead, figure = images_of(archive, outcome)
    assert (lead["url"], figure["url"], figure["caption"]) == (LEAD, FIGURE, "月面の探査機")
    assert lead["file"] == f"assets/images/{hashlib.sha256(png()).hexdigest()}.png"
    assert figure["file"] == f"assets/images/{hashlib.sha256(JPEG).hexdigest()}.jpg"
    assert (archive.docs / lead["file"]).read_bytes() == png()
    assert (archive.docs / figure["file"]).read_bytes() == JPEG
    assert told == ["2 images kept in docs/assets/images/."]
    [again], told = imported(archive, tmp_path, CONTAINERS[kind]())
    assert (again.outcome, again.kept, told) == ("unchanged", (), [])


def test_images_may_lie_in_another_file_and_come_later(archive: Settings, tmp_path: Path) -> None:
    [outcome], _ = imported(archive, tmp_path, warc(stored(FIGURE)), warc(page_record()))
    assert ["file" in image for image in images_of(archive, outcome)] == [False, True]

    imported(archive, tmp_path, warc(page_record()), warc(stored(LEAD)))

    assert ["file" in image for image in images_of(archive, outcome)] == [True, True]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/svg+xml"),
        (b"<html><script>alert(1)</script></html>" + bytes(40), "image/png"),
        (png() + bytes(11 * 1024 * 1024), "image/png"),
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"", "image/png"),
    ],
    ids=["SVG", "a page", "too large", "cut", "empty"],
)
def test_what_is_no_image_is_refused(archive: Settings, tmp_path: Path, content: bytes, media_type: str) -> None:
    [outcome], told = imported(archive, tmp_path, warc(page_record(), stored(LEAD, content, media_type)))

    assert outcome.outcome == "created"
    assert "the image is not kept" in told[0]
    assert not (archive.docs / "assets").exists()
    assert all("file" not in image for image in images_of(archive, outcome))


def test_a_kept_image_makes_a_page_nobody_elses(archive: Settings, tmp_path: Path) -> None:
    [first], _ = imported(archive, tmp_path, warc(page_record(), stored(LEAD)))
    newer = page_record(PAGE.replace("月面の探査機".encode(), "月面に立つ探査機".encode()))

    [second], _ = imported(archive, tmp_path, warc(newer.replace(b"2024-02-03", b"2024-03-03")))

    lead, figure = images_of(archive, first)
    assert (second.outcome, second.kept) == ("updated", ())
    assert figure["caption"] == "月面に立つ探査機"
    assert lead["file"].endswith(".png")


def test_a_persons_caption_stays_beside_the_file(archive: Settings, tmp_path: Path) -> None:
    [first], _ = imported(archive, tmp_path, warc(page_record()))
    page = archive.root / str(first.page)
    page.write_text(
        page.read_text(encoding="utf-8").replace("caption: 月面の探査機", "caption: 月の海に立つ探査機"),
        encoding="utf-8",
    )

    [again], _ = imported(archive, tmp_path, warc(page_record(), stored(FIGURE)))

    assert again.kept == ("images",)
    assert images_of(archive, first)[1]["caption"] == "月の海に立つ探査機"
    assert images_of(archive, first)[1]["file"].endswith(".jpg")


def test_a_dry_run_keeps_no_image(archive: Settings, tmp_path: Path) -> None:
    (tmp_path / "0.bin").write_bytes(warc(page_record(), stored(LEAD)))

    list(import_captures(archive, [tmp_path / "0.bin"], dry_run=True))

    assert not (archive.docs / "assets").exists()


def saved_page(*sources: str) -> bytes:
    """A page as SingleFile writes it: each image is an address of its own content."""
    figures = "".join(
        f'<figure><img src="{source}" alt="月面"><figcaption>写真 {n}</figcaption></figure><p>{TEXT}</p>'
        for n, source in enumerate(sources, 1)
    )
    return (
        f"<!doctype html><html lang=ja><!--\n Page saved with SingleFile \n url: {ADDRESS} \n"
        " saved date: Thu Jan 25 2024 09:05:00 GMT+0900 (JST)\n-->"
        "<head><meta charset=utf-8><title>月の探査機</title></head>"
        f"<body><article><h1>月の探査機</h1><p>{TEXT}</p>{figures}</article></body></html>"
    ).encode()


def data(content: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"


LARGE = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(2000) + b"\xff\xd9"


def test_images_inside_a_saved_page_are_kept_and_named(archive: Settings, tmp_path: Path) -> None:
    page = saved_page(data(LARGE, "image/jpeg"), data(LARGE, "image/png"))

    [outcome], told = imported(archive, tmp_path, page)

    [image] = images_of(archive, outcome)
    _, body = frontmatter.read((archive.root / str(outcome.page)).read_text(encoding="utf-8"))
    assert f"\n\n![写真 1]({image['file']})\n\n" in body
    assert image == {"caption": "写真 1", "file": f"assets/images/{hashlib.sha256(LARGE).hexdigest()}.jpg"}
    assert (archive.docs / image["file"]).read_bytes() == LARGE
    assert told == ["1 image kept in docs/assets/images/."]
    [again], told = imported(archive, tmp_path, page)
    assert (again.outcome, again.kept, told) == ("unchanged", (), [])


def test_pictures_stand_in_the_text_where_the_page_has_them_and_are_shown_there(
    archive: Settings, tmp_path: Path
) -> None:
    [outcome], _ = imported(archive, tmp_path, warc(page_record(), stored(LEAD), stored(FIGURE)))

    page = PurePosixPath(str(outcome.page)).relative_to("docs")
    _, body = frontmatter.read((archive.docs / page).read_text(encoding="utf-8"))
    assert body.strip().split("\n\n") == [TEXT, f"![月面の探査機]({FIGURE})", TEXT + TEXT]
    fields, text = frontmatter.read(str(stage(read_site(archive))[page]))
    assert [image.get("in_text") for image in fields["images"]] == [None, True]
    file = f"../../../assets/images/{hashlib.sha256(JPEG).hexdigest()}.jpg"
    assert json.loads(text.split("bunko ", 1)[1].split(" -->")[0])["pictures"] == {FIGURE: {"file": file}}


def test_a_picture_beside_no_text_a_list_or_a_table_takes_no_place_of_theirs(archive: Settings, tmp_path: Path) -> None:
    picture = f'<img src="{FIGURE}" width=640 height=360 alt="(月) ![x](y) *面*">'
    listed = PAGE.replace(b"<figure>", f"<ul><li>{TEXT}</li><li>{picture}</li><li>{TEXT}</li></ul><figure>".encode())

    [outcome], _ = imported(archive, tmp_path, warc(page_record(listed)))

    _, body = frontmatter.read((archive.root / str(outcome.page)).read_text(encoding="utf-8"))
    blocks = body.strip().split("\n\n")
    assert blocks[:2] == [TEXT, f"- {TEXT}\n- {TEXT}"]
    assert blocks[2].startswith("![")
    assert blocks[3:] == [TEXT + TEXT]


def test_an_image_inside_a_page_that_went_away_comes_back(archive: Settings, tmp_path: Path) -> None:
    page = saved_page(data(LARGE))
    [outcome], _ = imported(archive, tmp_path, page)
    [image] = images_of(archive, outcome)
    (archive.docs / image["file"]).unlink()

    imported(archive, tmp_path, page)

    assert (archive.docs / image["file"]).read_bytes() == LARGE


@pytest.mark.parametrize(
    "source",
    [
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>".replace('"', "%22"),
        data(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>" * 40, "image/svg+xml"),
        data(b"<html><script>alert(1)</script></html>" * 40),
        data(png()),
        data(LARGE + bytes(11 * 1024 * 1024), "image/jpeg"),
        "data:image/png;base64,====",
        "data:image/png;base64," + "A" * 5000,
        "data:text/html;base64," + base64.b64encode(LARGE).decode(),
        "data:image/png;" + "a=b;" * 5000 + "base64,AAAA",
        "data:",
    ],
    ids=["SVG", "packed SVG", "page", "dot", "too large", "no bytes", "no image", "page's type", "parameters", "cut"],
)
def test_what_is_no_image_inside_a_page_is_not_kept(archive: Settings, tmp_path: Path, source: str) -> None:
    [outcome], _ = imported(archive, tmp_path, saved_page(source))

    assert outcome.outcome == "created"
    assert not (archive.docs / "assets").exists()


def test_a_dry_run_keeps_no_image_of_a_page(archive: Settings, tmp_path: Path) -> None:
    (tmp_path / "0.bin").write_bytes(saved_page(data(LARGE)))

    list(import_captures(archive, [tmp_path / "0.bin"], dry_run=True))

    assert not (archive.docs / "assets").exists()
