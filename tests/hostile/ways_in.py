"""Payloads put through every way into an archive: captures, an issue's form, pages, fields and registers."""

from __future__ import annotations

import html
import json
import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from bunko import registers, settings
from bunko.importer import import_captures
from bunko.intake import read, take_in
from tests.containers.making import response, warc

HEADLINE = "月の探査機、眠りから覚める"
PROSE = "月の探査機が電波を返した。太陽電池に光が当たっている。運用室は次の命令を用意した。"
MARK = "Bunko"
"""A word of every page that holds payloads, so that the search finds them."""

Payloads = Sequence[str]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What makes a file no text: a dump with it is refused."""


def let_in(archive: Path, repository: Path, payloads: Payloads, together: int) -> list[str]:
    """Put every payload through every way into an archive.

    Args:
        archive: a copy of the sample, which is changed.
        repository: whose forms for issues are used.
        payloads: what a page might be made to act with.
        together: how many of them share a page.

    Returns:
        What the imports said of captures that were not taken.
    """
    if not (archive / ".github").exists():
        shutil.copytree(repository / ".github" / "ISSUE_TEMPLATE", archive / ".github" / "ISSUE_TEMPLATE")
    refused: list[str] = []
    captures = archive.parent / f"{archive.name}-captures"
    captures.mkdir()
    for number, group in enumerate(_batches(payloads, together)):
        _write(captures / f"{number}.txt", _dump(number, group))
        _write(captures / f"{number}.html", _page("html", number, group))
        _write(captures / f"{number}.jsonl", _record(number, group))
        crawled = _page("crawl", number, group).encode(errors="replace")
        answer = response(_url(f"crawl-{number}"), crawled, "text/html; charset=utf-8")
        (captures / f"{number}.warc").write_bytes(warc(answer))
        refused += _issue(archive, captures, number, group)
        _by_hand(archive, number, group)
    told = import_captures(settings.load(archive / "mkdocs.yml"), [captures])
    refused += [f"{one.capture}: {one.error}" for one in told if one.outcome not in {"created", "updated"}]
    _registers(archive, payloads)
    return refused


def _batches(payloads: Payloads, together: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(payloads), together):
        yield tuple(payloads[start : start + together])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", errors="replace", newline="")


def _url(name: str) -> str:
    return f"https://tsushin.example.org/20240125/{name}.html"


def _own(way: str, number: int, group: Payloads) -> str:
    """Sentences of a capture's own, since the importer knows copies; enough to tell the language, and without sense."""
    dice = random.Random(f"{way}{number}")  # noqa: S311 - no secrets
    return "".join(
        "".join(dice.choices("観測月面太陽電池探査機軌道着陸試料地球通信運用室撮影", k=30)) + "。"
        for _ in range(40 + sum(map(len, group)) // 30)
    )


def _line(payload: str) -> str:
    """A payload where only one line can stand."""
    return " ".join(payload.split())


def _dump(number: int, group: Payloads) -> str:
    """A text dump of a visible page."""
    paragraphs = "\n\n".join(f"{PROSE}\n\n{payload}" for payload in group)
    text = f"{_own('dump', number, group)}\n\n{paragraphs}\n\n{MARK}{PROSE}\n"
    return _CONTROL.sub("", f"{HEADLINE} {_line(group[0])}\n2024年1月25日 10:00\n\n{text}")


def _page(way: str, number: int, group: Payloads) -> str:
    """An HTML page as a crawler keeps it: payloads as text, as markup, in its data and its attributes."""
    first, quoted = html.escape(group[0]), [html.escape(payload) for payload in group]
    data = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": f"{HEADLINE} {_line(group[0])}",
            "author": [{"@type": "Person", "name": _line(payload)} for payload in group[:5]],
            "keywords": [_line(payload) for payload in group],
            "articleSection": _line(group[-1]),
            "image": [{"@type": "ImageObject", "url": payload, "caption": payload} for payload in group],
        }
    ).replace("<", "\\u003c")
    body = "".join(
        f"<p>{PROSE}{text}</p><blockquote><p>{text}</p><p>— {text}</p></blockquote>"
        f'<p>{PROSE}<a href="{text}">{text}</a></p>'
        f'<figure><img src="{text}" alt="{text}"><figcaption>{text}</figcaption></figure>'
        f"<ul><li>{text}</li></ul><table><tr><th>{text}</th></tr><tr><td>{text}</td></tr></table>"
        for text in quoted
    )
    live = "".join(f"<p>{PROSE}</p><div>{payload}</div>" for payload in group)
    return (
        f"<!doctype html><html lang=ja><meta charset=utf-8><title>{HEADLINE} {first}</title>"
        f'<link rel=canonical href="{_url(f"{way}-{number}")}"><meta property="og:title" content="{HEADLINE} {first}">'
        f'<meta property="og:description" content="{first}"><meta name="keywords" content="{first}">'
        f'<meta property="article:published_time" content="2024-01-25T10:00:00+09:00">'
        f'<script type="application/ld+json">{data}</script>'
        f"<article><h1>{HEADLINE} {first}</h1><p>{MARK}{_own(way, number, group)}</p>{body}{live}</article></html>"
    )


def _record(number: int, group: Payloads) -> str:
    """A JSONL record, once with its text plain and once as Markdown."""
    said = {
        "@type": "NewsArticle",
        "headline": f"{HEADLINE} {_line(group[0])}",
        "description": " ".join(map(_line, group)),
        "datePublished": "2024-01-25T10:00:00+09:00",
        "inLanguage": "ja",
        "author": [_line(payload) for payload in group],
        "keywords": [_line(payload) for payload in group],
        "articleSection": _line(group[0]),
        "genre": _line(group[-1]),
        "contentLocation": _line(group[0]),
        "license": _line(group[0]),
        "relatedLink": list(group),
        "image": [{"url": payload, "caption": payload} for payload in group],
    }
    lines = []
    for way in ("plain", "markdown"):
        text = "\n\n".join([MARK + _own(way, number, group), *(f"{PROSE}{payload}" for payload in group)])
        body = {"articleBody": text} | ({"markdown": text} if way == "markdown" else {})
        lines.append(json.dumps(said | body | {"url": _url(f"{way}-{number}"), "identifier": f"{way}-{number}"}))
    return "".join(f"{line}\n" for line in lines)


def _issue(archive: Path, captures: Path, number: int, group: Payloads) -> list[str]:
    """An article and a tag, handed in by the forms for issues."""
    event = captures.parent / f"{archive.name}-event.json"
    refused = []
    article = {
        "url": _url(f"issue-{number}"),
        "title": f"{HEADLINE} {_line(group[0])}",
        "text": _CONTROL.sub(
            "",
            f"{HEADLINE}\n2024年1月25日 10:00\n\n{MARK}{_own('issue', number, group)}\n\n"
            + "\n\n".join(f"{PROSE}{one}" for one in group),
        ),
    }
    tag = {"id": f"issue {number} {_line(group[0])}", "name-ja": _line(group[0]), "aliases": _line(group[-1])}
    for form, values in (("11-article-ja.yml", article), ("21-tag-ja.yml", tag)):
        fields = yaml.safe_load((archive / ".github" / "ISSUE_TEMPLATE" / form).read_text(encoding="utf-8"))["body"]
        headings = {one["id"]: one["attributes"]["label"] for one in fields if "id" in one}
        body = "\n\n".join(f"### {heading}\n\n{values.get(id_, '_No response_')}" for id_, heading in headings.items())
        _write(event, json.dumps({"issue": {"number": number, "body": body}}))
        options = settings.load(archive / "mkdocs.yml")
        told = take_in(options, read(options, event))
        refused += [] if told.made else [f"issue {number} {form}: {told.as_markdown()}"]
    return refused


def _by_hand(archive: Path, number: int, group: Payloads) -> None:
    """An article that a contributor wrote, its translation, and a page of the site."""
    fields = {name: json.dumps(value, ensure_ascii=False) for name, value in _fields(group).items()}
    head = "".join(f"{name}: {value}\n" for name, value in fields.items())
    for lang, tag in (("ja", "ja"), ("zh", "zh-Hans")):
        said = {"from": "ja", "translator": _line(" ".join(group)), "method": "human"}
        more = f"translation: {json.dumps(said, ensure_ascii=False)}\n" if lang == "zh" else ""
        text = f"---\n{head}language: {tag}\n{more}---\n\n{MARK}{_own('hand', number, group)}\n\n{_markdown(group)}\n"
        _write(archive / "docs" / lang / "articles" / "2024" / "01" / f"hostile-{number}.md", text)
    page = f"---\ntitle: {fields['title']}\ndescription: {fields['description']}\n---\n\n{_markdown(group)}\n"
    _write(archive / "docs" / "ja" / f"hostile-{number}.md", page)


def _fields(group: Payloads) -> dict[str, object]:
    every = " ".join(map(_line, group))
    return {
        "title": f"{HEADLINE} {every}"[:4000],
        "description": every,
        "date": "2024-01-25T10:00:00+09:00",
        "url": group[0],
        "authors": [_line(payload) for payload in group],
        "tags": [_line(payload) for payload in group],
        "section": every,
        "genre": every,
        "location": every,
        "source": _line(group[0]),
        "license": every,
        "images": [{"url": one, "file": one, "caption": one, "credit": one} for one in group],
        "related_links": list(group),
        "aliases": list(group),
        "captures": [{"sha256": "0" * 64, "archived_at": one, "url": one} for one in group],
        "template": group[0],
        "robots": every,
        "feed": {"url": group[0], "title": every},
        "switch": [{"lang": "zh", "url": one} for one in group],
        "source_link": {"title": every, "url": group[0]},
        "edit": group[0],
        "canonical_url": group[0],
        "hide": list(group),
    }


def _markdown(group: Payloads) -> str:
    """Payloads wherever Markdown lets a text stand; each in a block of its own."""
    return "\n\n".join(place(one) for one in group for place in places())


def places() -> tuple[Callable[[str], str], ...]:
    """Markdown with a payload in each of the places where a text may stand."""
    return (
        lambda one: one,
        lambda one: f"{PROSE}{_line(one)}{PROSE}",
        lambda one: f"- {_line(one)}",
        lambda one: f"> {_line(one)}\n>\n> — {_line(one)}",
        lambda one: f"## {_line(one)}",
        lambda one: f"[{_line(one)}]({_line(one)})",
        lambda one: f"![{_line(one)}](<{_line(one)}>)",
        lambda one: f"`{_line(one)}`",
        lambda one: f'!!! note "{_line(one)}"\n\n    {_line(one)}',
        lambda one: f"| {_line(one)} | 題 |\n| --- | --- |\n| {_line(one)} | 値 |",
    )


def _registers(archive: Path, payloads: Payloads) -> None:
    """Payloads in the registers of tags, publishers and stories; what they refuse is written no more."""
    tags = {
        f"hostile-{n}": {"names": {"ja": _line(one), "zh": _line(one)}, "aliases": [_line(one) + "別名"]}
        for n, one in enumerate(payloads)
    }
    sources = {
        f"hostile-{n}": {
            "names": {"ja": _line(one), "zh": _line(one)},
            "owner": {"ja": _line(one), "zh": _line(one)},
            "notes": {"ja": one, "zh": one},
            "license": _line(one),
        }
        for n, one in enumerate(payloads)
    }
    articles = sorted((archive / "docs" / "ja" / "articles").rglob("hostile-*.md"))
    stories = {
        f"hostile-{n}": {"names": {"ja": _line(one), "zh": _line(one)}, "articles": [article.stem]}
        for n, (one, article) in enumerate(zip(payloads, articles, strict=False))
    }
    for name, entries in (("tags", tags), ("sources", sources), ("stories", stories)):
        _add(archive / "archive" / f"{name}.yml", entries)
    named = sorted(tags)
    for n, article in enumerate(articles):  # so that the registers' names stand on articles too
        text = article.read_text(encoding="utf-8")
        mine = json.dumps([*named[n :: len(articles)]])
        article.write_text(
            text.replace("\ntags: [", f"\ntags: {mine[:-1]}, ", 1).replace(
                '\nsource: "', f'\nsource: "hostile-{n}"\n_source: "', 1
            ),
            encoding="utf-8",
        )
    registers.load(archive / "archive")


def _add(file: Path, entries: Mapping[str, Mapping[str, object]]) -> None:
    written = "".join(f"{id_}: {json.dumps(entry, ensure_ascii=False)}\n" for id_, entry in entries.items())
    file.write_text(file.read_text(encoding="utf-8") + "\n" + written, encoding="utf-8")
