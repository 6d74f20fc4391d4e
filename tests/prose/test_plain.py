"""What a reader sees of inline Markdown."""

from __future__ import annotations

import pytest

from bunko.prose import plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("これは**重要**です", "これは重要です"),
        ("***強い***語と~~古い~~語、H~2~O", "強い語と古い語、H2O"),
        ("**a *b* c**", "a b c"),
        ("5 * 3 * 2 と a_b_c と 18~19日", "5 * 3 * 2 と a_b_c と 18~19日"),
        ("**開いたまま", "**開いたまま"),
        ('[月](https://m.example/a_(b).html "月")の`*砂*`', "月の*砂*"),
        ("[月][ref]と[注]と[x", "月と[注]と[x"),
        ("[**月**と![旗](f.png)](<a b>)", "月と旗"),
        ("[月](m.md){lang=zh .x}へ{行く}", "月へ{行く}"),
        ("打上げ[^1]は成功[^note]。", "打上げは成功。"),
        ("<https://a.example/?x=1>と<a@b.example>", "https://a.example/?x=1とa@b.example"),
        ("<ruby>嫦娥<rt>じょうが</rt></ruby>", "嫦娥じょうが"),
        ("前<!-- 編集 -->後<!-- 閉じない", "前後<!-- 閉じない"),
        ("&lt;&amp;&#x6708;&nbsp;&unknown;", "<&月\u00a0&unknown;"),
        ("``a`b`` `閉じない", "a`b `閉じない"),
        ("日本語の\n行と\nEnglish\nlines", "日本語の行と English lines"),
        ("他说“好”\n然后", "他说“好”然后"),
        ("改行は  \n残る", "改行は\n残る"),
        ("題 {#title .x}", "題"),
        ("集合 {a}", "集合 {a}"),
    ],
)
def test_markup_goes_and_text_stays(markdown: str, text: str) -> None:
    assert plain(markdown) == text
