"""Articles that are hard to show: of every length, undated, with many tags, in other scripts; in both languages."""

from __future__ import annotations

from pathlib import Path

KINDS = ("long-title", "unbroken-title", "markup", "one-line", "endless", "no-date", "tags", "image", "ruby", "hant")
LANGUAGES = {"ja": "ja", "zh": "zh-Hans"}

_SENTENCES = {
    "ja": "探査機は二〇二四年六月二十五日の午後、内モンゴル自治区の草原に着陸し、月の裏側の試料を地球へ届けた。",
    "zh": "探测器于二〇二四年六月二十五日下午在内蒙古草原着陆，把月球背面的样品带回了地球。",
}
_TITLES = {"ja": "とても長い見出しの記事", "zh": "标题特别长的文章"}
_MARKUP = "<b>太字</b> & **強調** `code` <script>alert(1)</script> [link](https://example.org/) {{ x }} 「引用」"
_RUBY = (
    "<ruby>嫦娥<rt>じょうが</rt></ruby>6号🚀が帰還した👩‍🚀👨‍👩‍👧‍👦🇯🇵🇨🇳。"
    "<ruby>月<rp>（</rp><rt>つき</rt><rp>）</rp></ruby>の土は二キロ弱🌕。𠮟る、葛󠄀、が、か゚。"
)
_HANT = "嫦娥六號返回器攜帶來自月球背面的樣品，於內蒙古預定區域著陸，任務圓滿成功。臺灣與香港的讀者也能閱讀。"


def furnish(archive: Path) -> dict[str, list[str]]:
    """Write the articles into an archive; the addresses of their pages, below the site's root, by kind."""
    addresses: dict[str, list[str]] = {}
    for folder, language in LANGUAGES.items():
        for kind, (front, body, language_of_text, dated) in _articles(folder, language).items():
            place = f"{folder}/articles/{'2025/07' if dated else 'undated'}/awkward-{kind}"
            path = archive / "docs" / f"{place}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            date = "date: 2025-07-01T09:00:00+09:00\n" if dated else ""
            head = f"{front}url: https://example.org/{folder}/{kind}\n{date}language: {language_of_text}\n"
            path.write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8")
            addresses.setdefault(kind, []).append(f"{place}/")
    return addresses


def _endless(text: str) -> str:
    """At least 50,000 characters in paragraphs of ten sentences."""
    return "\n\n".join([text * 10] * (50_000 // len(text * 10) + 1))


def _articles(folder: str, language: str) -> dict[str, tuple[str, str, str, bool]]:
    """Front matter, body, language of the text, and whether it has a date, by kind."""
    text, title = _SENTENCES[folder], _TITLES[folder]
    long_title = (title + text) * 9
    tags = ", ".join(f"{title}{number}" for number in range(1, 41))
    unbroken = "https://example.org/" + "a" * 400
    return {
        "long-title": (f'title: "{long_title[:300]}"\ntags: [月]\n', text, language, True),
        "unbroken-title": (f'title: "{"W" * 300}"\ntags: [月]\n', f"{text}\n\n{unbroken}", language, True),
        "markup": (f"title: '{_MARKUP}'\ndescription: '{_MARKUP}'\ntags: ['<i>x</i>']\n", text, language, True),
        "one-line": (f'title: "{title}"\n', text[:20], language, True),
        "endless": (f'title: "{title}"\ntags: [月]\n', _endless(text), language, True),
        "no-date": (f'title: "{title}"\ntags: [月]\n', text, language, False),
        "tags": (f'title: "{title}"\ntags: [{tags}]\n', text, language, True),
        "image": (
            f'title: "{title}"\nimages: [{{file: assets/images/gone.jpg, caption: "{text}", credit: "{title}"}}]\n',
            f"{text}\n\n![{title}](https://example.org/gone.jpg)",
            language,
            True,
        ),
        "ruby": (
            f'title: "🚀{title}👩‍🚀𠮷野家"\ntags: [月]\n',
            f"{_RUBY}\n\n> {_RUBY}\n>\n> — {title}",
            language,
            True,
        ),
        "hant": (
            f'title: "{_HANT[:20]}"\ndescription: "{_HANT}"\ntags: [月球]\n',
            f"## {_HANT[:8]}\n\n{_HANT}",
            "zh-Hant",
            True,
        ),
    }
