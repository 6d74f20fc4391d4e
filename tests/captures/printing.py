"""Prints an article as a publisher would into a text dump that starts with the page's microdata."""

from __future__ import annotations

from dataclasses import dataclass

CONTACT = ("見本天文通信", "desk@tsushin.example.org", "+81300000001", "見本天文通信社")
ADDRESS = "https://tsushin.example.org/20240125/slim-1000174.html"
HEADLINE = "月面の探査機、眠りから覚める"
LEAD = "見本天文通信は、月の探査機が再び動き出した一日をまとめた。"
PHOTO = "https://img.example.org/m/slim9001_0:0:1280:720_1600x0_aa.jpg"
CROP = "https://img.example.org/m/slim9001_63:0:1200:720_1600x0_bb.jpg"
AVATAR = "https://img.example.org/m/desk-portrait_100x100.jpg"


@dataclass(frozen=True)
class Printed:
    """One block as the page shows it: lines are broken where links start.

    `kind` is `heading`, `paragraph` or `quote`; `said` holds name and role of a quote.
    """

    kind: str
    lines: tuple[str, ...]
    said: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(self.lines)


def article_body(blocks: list[Printed]) -> str:
    return "".join(block.text for block in blocks if block.kind != "quote") + "あわせて読む"


def visible_lines(blocks: list[Printed]) -> list[str]:
    return [line for block in blocks if block.kind != "heading" for line in (*block.lines, *block.said)]


def dump(blocks: list[Printed], tags: tuple[str, ...] = ("月", "探査機")) -> str:
    return "\n".join(
        [
            ADDRESS, HEADLINE, HEADLINE, CONTACT[0], f"{LEAD} 2024年1月25日, {CONTACT[0]}",
            "2024-01-25T09:05+0900", "2024-01-25T09:05+0900", "2024-01-26T18:30+0900",
            *tags, PHOTO, article_body(blocks), "https://tsushin.example.org/20240120/landing-1000170.html", "月",
            *CONTACT, "2024", "天文 太郎", AVATAR, "天文 太郎", AVATAR, "ニュース", "jp_JP",
            *CONTACT, CROP + CONTACT[0], *CONTACT[1:], "天文 太郎", AVATAR,
            ", ".join(tags), ", ".join(tags), HEADLINE,
            f"2024年1月25日, 09:05 (更新: 2024年1月26日, 18:30) {LEAD}",
            *visible_lines(blocks),
        ]
    )  # fmt: skip


BLOCKS = [
    Printed("heading", ("冬の朝",)),
    Printed("paragraph", ("月の探査機が", "電波を返した。")),
    Printed("quote", ("「おはよう、SLIM」",), ("星野 光", "月探査室、主任")),
    Printed("paragraph", ("太陽電池に光が当たっている。",)),
]
DUMP = dump(BLOCKS)
NEWER = (
    dump([*BLOCKS, Printed("paragraph", ("29日には写真も届いた。",))], tags=("月", "探査機", "SLIM"))
    .replace("2024-01-26T18:30+0900", "2024-01-29T08:00+0900")
    .replace("2024年1月26日, 18:30", "2024年1月29日, 08:00")
)
