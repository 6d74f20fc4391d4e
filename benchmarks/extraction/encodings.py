"""How often the encoding of a page is told, over pages made of invented sentences in every encoding and declaration.

    python benchmarks/extraction/encodings.py [--detail]

It ends with status 1 where fewer pages are read right than its floors say.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator

from bunko.captures.hypertext.charset import decode_page
from bunko.errors import CaptureError

JAPANESE = (
    "小惑星探査機のカプセルは砂漠で見つかった。",
    "試料は日本に運ばれ、これから調べられる。",
    "市は来年度から図書館の開館時間を延ばすと発表した。",
    "台風は週末に本州へ近づく見込みだ。",
    "会見で知事は「住民の声を聞きたい」と述べた。",
    "新しい路線バスが駅前と病院を結ぶ。",
    "ﾃﾚﾋﾞ局は①生放送と②録画を～同じ番組で～流した。",
    "委員長は髙橋氏、副委員長は﨑山氏に決まった。㈱見本が主催する。",
)
SIMPLIFIED = (
    "嫦娥六号带回了月球背面的样品。",
    "科学家将研究这些样品的成分与年代。",
    "市政府宣布，图书馆明年起延长开放时间。",
    "台风预计周末登陆东南沿海。",
    "会上，市长表示愿意听取居民的意见。",
    "新的公交线路连接火车站和医院。",
    "记者从气象局获悉，今年的降水量比往年多。",
    "村民们在田里收割稻谷，孩子们在旁边玩耍。",
)
TRADITIONAL = (
    "嫦娥六號帶回了月球背面的樣品。",
    "科學家將研究這些樣品的成分與年代。",
    "市政府宣布，圖書館明年起延長開放時間。",
    "颱風預計週末登陸東南沿海。",
    "會上，市長表示願意聽取居民的意見。",
    "新的公車路線連接火車站和醫院。",
    "記者從氣象局獲悉，今年的降水量比往年多。",
    "村民們在田裡收割稻穀，孩子們在旁邊玩耍。",
)
HONG_KONG = ("佢哋喺呢度食咗飯，覺得啲嘢好正。", "街坊話嗰間舖頭嘅嘢平啲，成日都好多人。")

WRITTEN = (
    ("utf-8", (*JAPANESE, *SIMPLIFIED, *TRADITIONAL)),
    ("cp932", JAPANESE),
    ("euc_jp", JAPANESE[:6]),
    ("euc_jp with NEC's", JAPANESE),
    ("iso2022_jp", JAPANESE[:6]),
    ("iso2022_jp with NEC's", JAPANESE),
    ("gb18030", SIMPLIFIED),
    ("gb2312", SIMPLIFIED),
    ("gbk", TRADITIONAL),
    ("big5", TRADITIONAL),
    ("big5hkscs", HONG_KONG),
)
DECLARED = (None, "utf-8", "Shift_JIS", "EUC-JP", "ISO-2022-JP", "GB2312", "GBK", "Big5", "ISO-8859-1", "nonsense")
LABELS = {"utf-8": {"utf-8"}, "cp932": {"Shift_JIS"}, "euc_jp": {"EUC-JP"}, "iso2022_jp": {"ISO-2022-JP"},
          "euc_jp with NEC's": {"EUC-JP"}, "iso2022_jp with NEC's": {"ISO-2022-JP"},
          "gb18030": {"GB2312", "GBK"}, "gb2312": {"GB2312", "GBK"}, "gbk": {"GBK", "GB2312"}, "big5": {"Big5"},
          "big5hkscs": {"Big5"}}  # fmt: skip
LENGTHS = (1, 2, 4)
FLOORS = {"declared rightly": 1.0, "not declared": 0.99, "declared wrongly": 0.99}


def texts(sentences: tuple[str, ...], length: int) -> Iterator[str]:
    for start in range(len(sentences) - length + 1):
        yield "".join(sentences[start : start + length])


def encoded(page: str, encoding: str) -> bytes:
    """The page in an encoding, also where Python's codec does not write the characters that NEC and IBM added."""
    if not encoding.endswith("NEC's"):
        return page.encode(encoding)
    is_euc, written = encoding.startswith("euc"), []
    for letter in page:
        code = letter.encode("cp932")
        if len(code) == 1 and code[0] < 0x80:
            written.append(code)
        elif len(code) == 1:
            written.append(b"\x8e" + code if is_euc else b"\x1b(I" + bytes([code[0] & 0x7F]) + b"\x1b(B")
        else:
            cells = _cells(letter, *code)
            written.append(bytes(byte | 0x80 for byte in cells) if is_euc else b"\x1b$B" + cells + b"\x1b(B")
    return b"".join(written)


def _cells(letter: str, lead: int, trail: int) -> bytes:
    """Row and cell of a character of cp932; IBM's own rows are not in the others, and NEC's doubles stand for them."""
    if lead >= 0xFA:
        lead, trail = {"髙": (0xEE, 0xE0), "﨑": (0xED, 0x95)}[letter]
    row = (lead - (0x70 if lead < 0xA0 else 0xB0)) * 2
    if trail >= 0x9F:
        return bytes([row, trail - 0x7E])
    return bytes([row - 1, trail - (0x1F if trail < 0x7F else 0x20)])


def is_read(text: str, encoding: str, declared: str | None) -> bool:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    page = f"<html><head>{meta}<title>{text[:9]}</title></head><body><p>{text}</p></body></html>"
    try:
        return text in decode_page(encoded(page, encoding), "page.html").text
    except CaptureError:
        return False


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--detail", action="store_true", help="list what is read wrongly")
    detail = parser.parse_args().detail
    right, pages = Counter[tuple[str, str, int]](), Counter[tuple[str, str, int]]()
    for encoding, sentences in WRITTEN:
        for declared in DECLARED:
            kind = (
                "not declared" if declared is None
                else "declared rightly" if declared in LABELS[encoding] else "declared wrongly"
            )  # fmt: skip
            for length in LENGTHS:
                for text in texts(sentences, length):
                    found = is_read(text, encoding, declared)
                    right[encoding, kind, length] += found
                    pages[encoding, kind, length] += 1
                    if detail and not found:
                        print(f"     {encoding} {kind} as {declared}: {text}")
    kinds = list(FLOORS)
    print(f"| encoding | {' | '.join(f'{kind}, {n}' for kind in kinds for n in LENGTHS)} | pages |")
    print("| --- |" + " --- |" * (len(kinds) * len(LENGTHS) + 1))
    for encoding, _ in WRITTEN:
        cells = [_share(right[encoding, kind, n], pages[encoding, kind, n]) for kind in kinds for n in LENGTHS]
        print(f"| {encoding} | {' | '.join(cells)} | {sum(n for (at, *_), n in pages.items() if at == encoding)} |")
    failed = []
    for kind, floor in FLOORS.items():
        share = sum(n for (_, at, _), n in right.items() if at == kind) / sum(
            n for (_, at, _), n in pages.items() if at == kind
        )
        print(f"{kind}: {share:.3f} of all pages (floor {floor})")
        if share < floor:
            failed.append(kind)
    return 1 if failed else 0


def _share(right: int, pages: int) -> str:
    return f"{right / pages:.2f}" if pages else "–"


if __name__ == "__main__":
    sys.exit(main())
