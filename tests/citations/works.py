"""Works to cite: what a person could meet, and what he should not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from bunko.citations import Work

ADDRESS = "https://bunko.example.org/repo/ja/articles/2020/12/1/"
TOKYO = timezone(timedelta(hours=9))

WORKS = {
    "a Japanese article by two persons": Work(
        key="1-ja",
        title="カプセル、砂漠に帰る　試料を今朝回収",
        language="ja",
        authors=("星野 遥", "海老原 直"),
        newspaper="宇宙日報",
        published=datetime(2020, 12, 6, 0, 40, tzinfo=TOKYO),
        section="科学",
        abstract="六年の旅を終えて、\n地球に戻った。",
        keywords=("はやぶさ2", "リュウグウ, 試料"),
        address=ADDRESS,
        original="https://example.org/a_b%20c.html?x=1&y=2",
        archive="文庫",
        rights="CC BY 4.0",
    ),
    "a Chinese translation": Work(
        key="1-zh",
        title="返回舱降落沙漠",
        language="zh-Hans",
        authors=("星野 遥", "海老原 直", "佐藤 一", "田中 実"),
        newspaper="宇宙日报",
        published=date(2020, 12, 6),
        address=ADDRESS,
        archive="文库",
        translator="骨川 角",
        original_title="カプセル、砂漠に帰る",
    ),
    "a newsroom and no date": Work(
        key="2-ja",
        title="日付のない記事",
        language="ja",
        authors=("サンプル宇宙新聞 編集部",),
        newspaper="サンプル宇宙新聞",
        address=ADDRESS,
        archive="文庫",
    ),
    "nobody, nowhere": Work(key="3-zh", title="无题", language="zh-Hant"),
    "Latin names": Work(
        key="4-en",
        title="Who said {this} & that_100% of $5? #1 ~ ^",
        language="en",
        authors=("Ada Lovelace", "Le Guin, Ursula", "Sample News Agency"),
        newspaper="Sample Times",
        published=datetime(2024, 6, 2, 3, 4, tzinfo=UTC),
        address=ADDRESS,
        archive="Library",
    ),
    "a title of markup": Work(
        key="5-ja",
        title='</script><b>"題"\\}{ @article{x,\nER  - \nTY  - BOOK',
        language="ja",
        authors=("} and {x", ";,;", "王, 毅, 三"),
        newspaper="{",
        address="https://bunko.example.org/a{b}\\c",
        original="https://example.org/",
        archive="文庫",
    ),
}
