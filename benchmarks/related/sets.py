"""The public sets, read from the folders that the command line names."""

from __future__ import annotations

import csv
import html
import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

HEADING = re.compile(
    r"^\s*[■【◆●▼＜<≪《\[（(・]*\s*関連(記事|リンク|情報|ニュース|サイト|URL)\s*[】＞>≫》\]）)]*\s*[:：]?\s*$"
)


@dataclass(frozen=True)
class Document:
    title: str
    body: str
    day: date | None = None


def livedoor(folder: Path) -> tuple[list[Document], dict[int, set[int]]]:
    """The articles, cut where their related links begin, and which others each one's editor named."""
    files = [file for file in sorted(folder.glob("*/*-[0-9]*.txt")) if file.parent.name != "kaden-channel"]
    lines = [file.read_text(encoding="utf-8").split("\n") for file in files]
    titled = defaultdict(set)
    for number, text in enumerate(lines):
        titled[_letters(text[2])].add(number)
    documents, named = [], {}
    for number, text in enumerate(lines):
        cut = next((at for at in range(3, len(text)) if HEADING.match(text[at])), len(text))
        found = {other for line in text[cut:] for other in titled.get(_letters(re.sub(r"https?://\S+", "", line)), ())}
        if found - {number}:
            named[number] = found - {number}
        documents.append(Document(text[2].strip(), "\n".join(text[3:cut]), date.fromisoformat(text[1][:10])))
    return documents, named


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()


def ntrex(folder: Path, language: str) -> list[list[str]]:
    """The sentences of each document."""
    ids = (folder / "DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split("\n")
    lines = (folder / "NTREX-128" / f"newstest2019-ref.{language}.txt").read_text(encoding="utf-8").split("\n")
    found = defaultdict(list)
    for id_, line in zip(ids, lines, strict=False):
        if id_:
            found[id_].append(line)
    return list(found.values())


def xwlb(folder: Path, year: int) -> list[Document]:
    """The items of a Chinese evening news of one year (github china-data/xwlb)."""
    found = []
    for file in sorted((folder / "assets" / str(year)).glob("*.json")):
        for video in json.loads(file.read_text(encoding="utf-8"), strict=False).get("videoList", []):
            content = (video.get("video_detail") or {}).get("content") or ""
            plain = html.unescape(re.sub("<[^>]+>", "\n", content)).replace("\u3000", "")
            body = re.sub(r"\s*\n\s*", "\n", plain).strip()
            title = video["video_title"].removeprefix("[视频]")
            if len(body) > 120 and not title.startswith("《新闻联播》"):
                found.append(Document(title, body, date.fromisoformat(video["pub_date"][:10])))
    return found


def semeval(folder: Path) -> list[tuple[str, str, float, str]]:
    """The pairs of two Chinese texts: both, the grade (1 the same story, 4 another one), and the file."""
    csv.field_size_limit(10**9)
    found = []
    for name in ("training_set", "testing_set"):
        with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found += [
                (row["text1"].strip(), row["text2"].strip(), float(row["Overall"]), name)
                for row in csv.DictReader(file)
                if row["lang1"] == row["lang2"] == "zh"
            ]
    return found
