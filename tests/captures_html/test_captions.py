"""Who took a photo and what it shows, in the shapes in which pages print it; and what `--explain` says of a page."""

from __future__ import annotations

import base64
import time
from pathlib import Path

import pytest

from bunko.captures.containers import read_paths
from bunko.captures.draft import Draft, explain
from bunko.captures.reader import read
from bunko.nouns import Capture, Image
from bunko.prose import write_blocks
from tests.captures_html.test_photos_twice import _png

FIRST = "港の灯台が3日夜、二十年ぶりに点灯した。市民が岸壁で見守り、有志が修理した灯台の明かりが海を照らした。"
SECOND = "灯台は有志が修理した。市は来年、別の灯台も公開する予定で、準備を進めている。今後は週末に公開する。"
ADDRESS = "https://minato.example.org/i/toudai.jpg"
PHOTO = f'<img src="{ADDRESS}" width="600" height="400">'
DATA = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "港の灯台、点灯",'
    '"datePublished": "2024-05-03T19:05:00+09:00", "keywords": ["灯台"], "author": {"name": "山田太郎"},'
    f'"image": {{"@type": "ImageObject", "url": "{ADDRESS}", "caption": "点灯した灯台"}}}}</script>'
)


def draft_of(between: str, head: str = "") -> Draft:
    page = (
        f"<html lang=ja><head><meta charset=utf-8><title>港の灯台、点灯</title>{head}</head><body><article>"
        f"<h1>港の灯台、点灯</h1>{between}<p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    )
    return read(Capture(page.encode(), "a.html", "text/html"))


@pytest.mark.parametrize(
    ("shape", "caption", "credit"),
    [
        ("<figure>{}<figcaption>点灯した灯台（山田花子撮影）</figcaption></figure>", "点灯した灯台", "山田花子撮影"),
        (
            "<figure>{}<figcaption>点灯した灯台<span class='photo-credit'>写真：山田花子</span></figcaption></figure>",
            "点灯した灯台",
            "写真：山田花子",
        ),
        ("<div class='photo'>{}<p class='caption'>点灯した灯台＝海辺町で、山田花子撮影</p></div>",
         "点灯した灯台＝海辺町で", "山田花子撮影"),
        ("<div class='wp-caption'>{}<p class='wp-caption-text'>点灯した灯台（撮影・山田花子）</p></div>",
         "点灯した灯台", "撮影・山田花子"),
        ("<div class='img-wrap'>{}<div class='img-caption'>点灯した灯台。写真 山田花子</div></div>",
         "点灯した灯台。", "写真 山田花子"),
        ("<div class='box'>{}<div class='photo-desc'>點亮的燈塔。（陳大文攝）</div></div>", "點亮的燈塔。", "陳大文攝"),
        ("<div class='pic'>{}<span class='caption'>点灯した灯台</span><span class='credit'>みなと新報</span></div>",
         "点灯した灯台", "みなと新報"),
        ("<table width=300><tr><td>{}</td></tr><tr><td>点亮的灯塔。（张三 摄）</td></tr></table>",
         "点亮的灯塔。", "张三 摄"),
        ("<table width=300><tr><td>{}<br>点亮的灯塔</td></tr></table>", "点亮的灯塔", None),
        ("<p align=center>{}</p><p align=center>点亮的灯塔。海湾社记者张三摄</p>", "点亮的灯塔。", "海湾社记者张三摄"),
        ("<p>{}</p><p>▲燈塔重新點亮。</p>", "▲燈塔重新點亮。", None),
    ],
)  # fmt: skip
def test_a_caption_and_its_credit_are_read_and_are_no_text(shape: str, caption: str, credit: str | None) -> None:
    draft = draft_of(shape.format(PHOTO))

    assert draft.images == (Image(ADDRESS, caption, credit),)
    assert write_blocks(draft.body).strip() == f"{FIRST}\n\n{SECOND}"
    assert not [left for left in draft.left_out if left.reason == "a caption"]


@pytest.mark.parametrize(
    "beside",
    [
        "<p>市長は写真を撮影した。</p>",
        "<p>灯台の写真は市が提供した。市民は列をつくり、一人ずつ中に入った。</p>",
        "<table><tr><td>灯台</td><td>明るさ</td></tr><tr><td>北</td><td>12</td></tr></table>",
    ],
)
def test_text_beside_a_photo_is_no_caption(beside: str) -> None:
    draft = draft_of(f"<p>{FIRST}</p><p>{PHOTO}</p>{beside}")

    assert [image.caption for image in draft.images] == [None]
    assert "市" in write_blocks(draft.body) or "|" in write_blocks(draft.body)
    assert not [left for left in draft.left_out if left.reason == "a caption"]


def test_a_figures_photographer_joins_the_photo_that_the_data_name() -> None:
    draft = draft_of(f"<figure>{PHOTO}<figcaption>点灯した灯台＝海辺町で、山田花子撮影</figcaption></figure>", DATA)

    assert draft.images == (Image(ADDRESS, "点灯した灯台＝海辺町で", "山田花子撮影"),)


def test_another_caption_of_the_figure_leaves_the_datas_and_is_listed() -> None:
    draft = draft_of(f"<figure>{PHOTO}<figcaption>岸壁の市民＝山田花子撮影</figcaption></figure>", DATA)

    assert draft.images == (Image(ADDRESS, "点灯した灯台", "山田花子撮影"),)
    assert [left.text for left in draft.left_out if left.reason == "a caption"] == ["岸壁の市民＝山田花子撮影"]


def test_a_photo_in_a_row_of_its_own_above_the_text_is_recorded() -> None:
    page = (
        "<html><head><title>海湾灯塔点亮</title></head><body><table><tr><td><h1>海湾灯塔点亮</h1></td></tr>"
        f"<tr><td>{PHOTO}<img src='/rule.gif' width=600></td></tr><tr><td><p>停用二十年的海湾灯塔十二日晚重新点亮，"
        "渔民在岸边庆祝，灯光照亮了整个港口。</p><p>灯塔由志愿者修复，今后每逢周末开放参观，门票收入将用于维护。</p>"
        "</td></tr></table></body></html>"
    )

    draft = read(Capture(page.encode(), "a.html", "text/html"))

    assert [image.url for image in draft.images] == [ADDRESS]


SAVED = f'<img src="data:image/png;base64,{base64.b64encode(_png()).decode()}" width="600">'


@pytest.mark.parametrize(
    "page",
    [
        "<html><meta charset=utf-8><title>港の灯台、点灯</title><article><h1>港の灯台、点灯</h1>{img}{text}",
        "<meta charset=utf-8><title>港の灯台、点灯</title><main><h1>港の灯台、点灯</h1><p>{img}</p>{text}</main>",
        "<title>港の灯台、点灯</title><section><figure>{img}</figure><h1>港の灯台、点灯</h1>{text}</section><p>終わり",
        "<h1>港の灯台、点灯</h1>{img}{text}",
        "{img}<h1>港の灯台、点灯</h1>{text}",
        "<div class=page><h1>港の灯台、点灯</h1>{img}{text}</div>",
    ],
)
def test_a_page_without_the_tags_of_head_and_body_keeps_its_text_and_images(page: str, tmp_path: Path) -> None:
    whole = page.format(img=SAVED, text=f"<p>{FIRST}<p>{SECOND}")
    (tmp_path / "a").write_text(whole, encoding="utf-8")

    [capture] = read_paths([tmp_path / "a"], tmp_path)
    assert isinstance(capture, Capture)
    draft = read(capture)

    assert capture.media_type == "text/html"
    assert draft.title == "港の灯台、点灯"
    assert len(draft.images) == len(draft.held_images) == 1
    assert FIRST in write_blocks(draft.body)
    assert SECOND in write_blocks(draft.body)


def test_where_date_authors_tags_and_images_came_from_is_explained() -> None:
    told = explain(draft_of(f"<figure>{PHOTO}</figure>", DATA))

    assert "date: schema.org datePublished" in told
    assert "authors: schema.org author" in told
    assert "tags: schema.org keywords" in told
    assert "images: schema.org image, line 1" in told


def test_what_is_printed_is_explained_by_its_line() -> None:
    told = explain(
        draft_of("\n<p>2024-05-03 19:05 来源: 海湾日报 作者：张三</p>\n<div class='tags'><a href='/1'>灯台</a></div>")
    )

    assert [line for line in told if line.startswith("date: printed, line ")]
    assert "authors: printed beside the text" in told


def test_a_day_of_the_data_that_the_page_completes_is_explained_by_both() -> None:
    told = explain(
        draft_of("<time datetime='2024-05-03T19:05:00+09:00'>3日</time>", "<meta name='date' content='2024-05-03'>")
    )

    assert "date: meta date, completed by <time>, line 1" in told


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td><img src='/a.jpg'></td></tr>" * 20_000 + "</table>",
        "<div>" + "<img src='/a.jpg'>" * 60_000 + "</div>",
        "<div>" * 200 + "<p></p>" * 60_000 + "<img src='/a.jpg'>" * 3_000,
        "<table><tr><td>" * 60 + "<img src='/a.jpg'>" * 3_000,
    ],
)
def test_many_images_take_their_number_in_time(page: str) -> None:
    start = time.process_time()

    read(Capture(f"<html><body><p>{FIRST}</p>{page}".encode(), "a.html", "text/html"))

    assert time.process_time() - start < 6
