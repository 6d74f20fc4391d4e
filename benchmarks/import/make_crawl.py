"""Makes a crawl of invented articles: a WARC file, and the same articles as text dumps and as JSONL.

    python benchmarks/import/make_crawl.py FOLDER [--pages 20000] [--megabytes 1000] [--plain] [--html]

The sentences are our own, put together from true facts on the exploration of the solar system, so that no two
articles are alike. The same numbers give the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

CRAFT = (
    "はやぶさ2",
    "SLIM",
    "嫦娥5号",
    "嫦娥6号",
    "天問1号",
    "あかつき",
    "みお",
    "かぐや",
    "祝融号",
    "玉兔2号",
    "のぞみ",
    "イカロス",
)
PLACE = (
    "小惑星リュウグウ",
    "月の裏側",
    "ユートピア平原",
    "金星の上空",
    "水星への軌道",
    "嵐の大洋",
    "フォン・カルマン・クレーター",
)
DEED = (
    "試料を集めた",
    "写真を撮った",
    "電波を送った",
    "温度を測った",
    "軌道を変えた",
    "土を掘った",
    "塵を数えた",
    "磁場を調べた",
)
MIND = (
    "研究者はこの値を表にまとめた",
    "運用室は次の命令を用意した",
    "結果は翌月の会合で示された",
    "地上局は記録を三度読み直した",
)
ZONE = timezone(timedelta(hours=9))
START = datetime(2004, 1, 1, 8, 0, tzinfo=ZONE)


def sentence(dice: random.Random) -> str:
    number = dice.randrange(10, 99999)
    return (
        f"{dice.choice(CRAFT)}は{dice.choice(PLACE)}で{number}回目の観測を行い、{dice.choice(DEED)}。"
        f"{dice.choice(MIND)}ので、記録は{dice.randrange(2, 900)}枚になった。"
    )


def article(number: int, dice: random.Random) -> dict[str, object]:
    """A schema.org record."""
    published = START + timedelta(minutes=7 * number)
    paragraphs = [sentence(dice) + sentence(dice) for _ in range(dice.randrange(6, 14))]
    return {
        "@type": "NewsArticle",
        "url": f"https://tsushin.example.org/{published:%Y%m%d}/{1000000 + number}.html",
        "headline": f"{dice.choice(CRAFT)}の第{number}報、{dice.choice(PLACE)}から",
        "description": sentence(dice),
        "datePublished": published.isoformat(),
        "keywords": dice.sample(CRAFT, 3),
        "publisher": "見本天文通信",
        "inLanguage": "ja",
        "articleBody": "\n\n".join(paragraphs),
    }


def text_dump(record: dict[str, object]) -> str:
    """The page as a text dump that starts with its microdata, with a heading and a quote."""
    published = datetime.fromisoformat(str(record["datePublished"]))
    printed = f"{published:%Y}年{published.month}月{published.day}日"
    tags = [str(tag) for tag in record["keywords"]]  # type: ignore[attr-defined]
    contact = ["見本天文通信", "desk@tsushin.example.org", "+81300000001", "見本天文通信社"]
    paragraphs = str(record["articleBody"]).split("\n\n")
    body = paragraphs[0] + "観測のあらまし" + "".join(paragraphs[1:])
    quote = ["「次の観測も静かに待ちたい」", "星野 光", "月探査室、主任"]
    iso = published.strftime("%Y-%m-%dT%H:%M%z")
    return "\n".join(
        [
            str(record["url"]), str(record["headline"]), str(record["headline"]), contact[0],
            f"{record['description']} {printed}, {contact[0]}", iso, iso, iso, *tags,
            "https://img.example.org/m/slim9001_0:0:1280:720_1600x0_aa.jpg", body, "月", *contact,
            f"{published:%Y}", "ニュース", "jp_JP", *contact, ", ".join(tags), str(record["headline"]),
            f"{printed}, {published:%H:%M} {record['description']}",
            paragraphs[0], *quote, *paragraphs[1:],
        ]
    )  # fmt: skip


def html_page(record: dict[str, object], dice: random.Random, size: int) -> str:
    """The page as a newspaper serves it: data, navigation, text, lists of links, and scripts up to `size` bytes."""
    title, paragraphs = str(record["headline"]), str(record["articleBody"]).split("\n\n")
    links = [f"<li><a href=/{dice.randrange(10**6)}.html>{sentence(dice)[:40]}</a></li>" for _ in range(120)]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs[1:])
    page = (
        f"<!DOCTYPE html><html lang=ja><head><meta charset=utf-8><title>{title} | 見本天文通信</title>"
        f'<script type="application/ld+json">{json.dumps({**record, "articleBody": ""}, ensure_ascii=False)}</script>'
        f"<link rel=canonical href={record['url']}></head><body><nav><ul>{''.join(links[:40])}</ul></nav>"
        f"<main><article><h1>{title}</h1><p class=lead>{record['description']}</p><div class=article-body>"
        f"<p>{paragraphs[0]}</p><h2>観測のあらまし</h2>{text}<blockquote><p>「次の観測も静かに待ちたい」</p></blockquote>"
        f"</div></article><aside><h2>関連記事</h2><ul>{''.join(links[40:])}</ul></aside></main><script>var data='"
    )
    filler = "".join(f"{dice.randrange(10**9):x}," for _ in range(max(0, size - len(page.encode())) // 8))
    return f"{page}{filler}';</script><footer>見本天文通信</footer></body></html>"


def warc_record(kind: str, url: str, block: bytes, content_type: str, number: int) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012x}>\r\n"
        f"WARC-Date: 2024-05-{1 + number % 28:02}T0{number % 10}:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(url: str, content: bytes, media_type: str, number: int) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n".encode()
    return warc_record("response", url, head + content, "application/http; msgtype=response", number)


def html_records(pages: int, megabytes: int) -> Iterator[tuple[bytes, dict[str, object]]]:
    """Records of a crawl of pages as they are served, all of one size, with the article that each holds."""
    dice = random.Random(20240120)  # noqa: S311 - invented text, no secret
    for number in range(pages):
        found = article(number, dice)
        page = html_page(found, dice, megabytes * 1_000_000 // pages)
        yield response(str(found["url"]), page.encode(), "text/html; charset=utf-8", number), found


def records(pages: int, megabytes: int) -> Iterator[tuple[bytes, dict[str, object] | None]]:
    """Records of a crawl, with the article that each holds; all but the articles are pictures."""
    dice = random.Random(20240120)  # noqa: S311 - invented text, no secret
    picture = random.Random(7).randbytes(400_000)  # noqa: S311
    left = megabytes * 1_000_000
    for number in range(pages):
        found = article(number, dice)
        as_json = number % 4 == 3
        content = json.dumps(found, ensure_ascii=False) if as_json else text_dump(found)
        kind = "application/ld+json" if as_json else "text/plain; charset=utf-8"
        yield (data := response(str(found["url"]), content.encode(), kind, number)), found
        left -= len(data)
        share = max(0, left) // max(1, pages - number)
        if share:
            extra = response(f"{found['url']}.jpg", picture[: min(share, len(picture))], "image/jpeg", number)
            yield extra, None
            left -= len(extra)


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes a crawl of invented articles.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--megabytes", type=int, default=1000)
    parser.add_argument("--plain", action="store_true", help="no gzip")
    parser.add_argument("--html", action="store_true", help="pages as they are served, and no pictures")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    name = "crawl.warc" if options.plain else "crawl.warc.gz"
    with (options.folder / name).open("wb") as crawl, (options.folder / "articles.jsonl").open("w") as lines:
        made = html_records if options.html else records
        for data, found in made(options.pages, options.megabytes):
            crawl.write(data if options.plain else gzip.compress(data, 1, mtime=0))
            if found is not None:
                lines.write(json.dumps(found, ensure_ascii=False) + "\n")
    for number, line in enumerate((options.folder / "articles.jsonl").read_text().splitlines()[:2000]):
        folder = options.folder / "dumps"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:05}.txt").write_text(text_dump(json.loads(line)), encoding="utf-8")


if __name__ == "__main__":
    main()
