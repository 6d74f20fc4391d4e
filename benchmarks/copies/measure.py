"""Measures which notices of a series are taken for copies, and which copies are found.

    python benchmarks/copies/measure.py

Every text is invented here. A series is 60 notices whose sentences stay but for what they count up; a copy is an
article as a mirror, a print version or a telephone's page shows it. The table goes to standard output.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import PurePosixPath

from bunko import copies, frontmatter
from bunko.copies import Copies, Text

NOTICES = 60
SHARES = (0.8, 0.85, 0.9, 0.95)
START = date(2024, 1, 1)
SITE = "https://tsushin.example.org"
SKIES = ("晴れ", "くもり", "雨", "雪", "晴れのちくもり", "くもり時々雨")

EXPLAINED = (
    "気温は地上1.5メートルの高さで、直射日光を避けて測った値である。",
    "降水確率は6時間に1ミリ以上の雨または雪が降る見込みを10%刻みで示す。",
    "観測所の移転があったときは、前後の値をそのまま比べることはできない。",
    "警報や注意報が出ているときは、自治体の案内に従って行動してほしい。",
    "予報は1日に3回、5時と11時と17時に改められ、変わったところには印が付く。",
    "海上では陸上より風が強く、波の高さは風の向きと吹く長さとで決まる。",
    "黄砂や煙霧で見通しが悪いときは、視程を別の表に示している。",
    "この欄の値は速報であり、のちに正しい値に改められることがある。",
)


def weather(n: int, dice: random.Random) -> tuple[str, list[str]]:
    low = dice.randrange(-3, 12)
    return (
        f"{(START + timedelta(n)).day}日の天気",
        [f"見本市の天気は{dice.choice(SKIES)}、最高気温は{low + dice.randrange(5, 12)}度、最低気温は{low}度の見込み。"],
    )


def market(_: int, dice: random.Random) -> tuple[str, list[str]]:
    move, close = dice.randrange(1, 900), dice.randrange(30000, 40000)
    turn = dice.choice(("高", "安"))
    return f"見本平均、{move}円{turn}", [
        f"見本平均株価の終値は前日比{move}円{turn}の{close // 10000}万{close % 10000}円だった。"
    ]


def quake(_: int, dice: random.Random) -> tuple[str, list[str]]:
    hour, minute, depth = dice.randrange(24), dice.randrange(60), dice.randrange(1, 9) * 10
    return "地震の知らせ", [
        f"{hour}時{minute}分ごろ、見本沖の深さ{depth}キロで地震があり、最大震度は{dice.randrange(1, 5)}だった。"
    ]


def in_words(_: int, dice: random.Random) -> tuple[str, list[str]]:
    return "今日の空", [
        f"今日の見本市の空は{dice.choice(SKIES)}で、風は{dice.choice(('北', '南', '東', '西'))}から吹く。"
    ]


SERIES: dict[str, Callable[[int, random.Random], tuple[str, list[str]]]] = {
    "weather": weather,
    "market": market,
    "earthquakes": quake,
    "sky in words": in_words,
}


def notices(kind: str, *, dated: bool, numbered: bool) -> Iterator[Text]:
    dice = random.Random(kind)  # noqa: S311 - invented text
    for n in range(NOTICES):
        title, news = SERIES[kind](n, dice)
        day = START + timedelta(n) if dated else None
        place = f"{2000000 + n}.html" if numbered else f"notice-{chr(97 + n // 26)}{chr(97 + n % 26)}"
        yield Text("\n\n".join([*news, *EXPLAINED]), title, day, f"{SITE}/{place}")


def article(n: int) -> Text:
    dice = random.Random(n)  # noqa: S311
    body = [
        f"探査機{n}号は{dice.randrange(2, 90)}日目に{dice.choice('東西南北')}の谷を通り、"
        f"{dice.randrange(9, 999)}枚の写真を送った。"
        f"写真には{dice.choice(('砂', '岩', '氷', '塵'))}の層が{dice.randrange(2, 40)}段写っていた。"
        for _ in range(10)
    ]
    return Text("\n\n".join(body), f"探査機{n}号の旅", START + timedelta(n), f"{SITE}/{3000000 + n}.html")


def _print_version(text: Text) -> Text:
    return replace(text, body=f"{text.body}\n\n印刷日: 2024年5月3日", url=f"{SITE}/print?id={text.url}")


def _mirror(text: Text) -> Text:
    body = text.body.replace("。", "。\n\n").replace("0", "０")
    return Text(body, text.title + " - 転載", text.day, "https://mirror.example.com/" + text.title)


def _with_a_slip(text: Text) -> Text:
    parts = text.body.split("\n\n")
    parts[3] = parts[3].replace("谷", "深い谷")
    return replace(text, body="\n\n".join(parts), url=f"https://m.{SITE.removeprefix('https://')}/{text.title}")


def _without_an_end(text: Text) -> Text:
    body, _, _ = text.body.rpartition("写真には")
    return Text(body, text.title, None, "https://mirror.example.com/cut/" + text.title)


COPIES: dict[str, Callable[[Text], Text]] = {
    "print version": _print_version,
    "mirror with other paragraphs and widths": _mirror,
    "telephone's page with a word changed": _with_a_slip,
    "mirror without the last sentence": _without_an_end,
}


def taken(texts: list[Text], held: list[Text]) -> int:
    """How many of the texts are taken for copies of what is held, or of an earlier one."""
    known, pages, count = Copies(), dict[PurePosixPath, str](), 0

    def hold(text: Text) -> None:
        path = PurePosixPath("ja", f"{len(pages)}.md")
        fields = {"title": text.title, "date": str(text.day or ""), "url": text.url or ""}
        pages[path] = f"---\n{frontmatter.write(fields)}---\n\n{text.body}\n"
        known.add(path, text)

    for text in held:
        hold(text)
    for text in texts:
        if known.of(text, "ja", pages.__getitem__) is None:
            hold(text)
        else:
            count += 1
    return count


def row(name: str, texts: list[Text], held: list[Text]) -> str:
    counts = []
    for share in SHARES:
        copies._SAME = share  # noqa: SLF001 - what is measured
        counts.append(f"{taken(texts, held)} / {len(texts)}")
    return f"| {name} | {' | '.join(counts)} |"


def main() -> None:
    print(f"| taken for a copy, with a share of | {' | '.join(map(str, SHARES))} |")
    print("|" + " --- |" * (len(SHARES) + 1))
    rule = copies._in_series  # noqa: SLF001
    for named, series_rule in (("by sentences alone", lambda *_: False), ("with the rules of series", rule)):
        copies._in_series = series_rule  # noqa: SLF001
        for kind in SERIES:
            for dated, numbered in ((True, True), (True, False), (False, True), (False, False)):
                texts = list(notices(kind, dated=dated, numbered=numbered))
                known = f"{'dated' if dated else 'undated'}, address {'with a number' if numbered else 'in words'}"
                print(row(f"series: {kind}, {known}; {named}", texts, []))
        originals = [article(n) for n in range(NOTICES)]
        for kind, copy in COPIES.items():
            print(row(f"copies: {kind}; {named}", [copy(text) for text in originals], originals))


if __name__ == "__main__":
    main()
