"""Sputnik's Japanese and Chinese editions (with the Traditional mirror big5.sputniknews.cn)."""

from __future__ import annotations

import re

from bunko.sources.publisher import Layout, Publisher

_CROP = re.compile(r"/(?P<photo>\d+)_(?P<left>\d+):\d+:(?P<right>\d+):\d+_")
"""`…/17488141_0:0:1280:721_1920x0_80_0_0_<hash>.jpg`: photo, box of the crop, size."""

_NUMBER = re.compile(r"/\d{8}/[^/?#]{0,300}?(\d{6,})\.html")
_LAYOUT = Layout(
    furniture=frozenset({"サイン", "关注", "關注", "0"}),
    ends=frozenset(
        {
            "関連ニュース",
            "ニュース一覧",
            "コメント投稿には",
            "新闻时间线",
            "新聞時間線",
            "loader",
            "チャットに参加するには",
            "相关新闻",
            "相關新聞",
        }
    ),
    end_labels=frozenset({"関連ニュース", "関連記事", "相关新闻", "相關新聞"}),
    bylines=frozenset({"Sputnik"}),
    breaks_at_links=True,
    cards_close=True,
    crop=_CROP,
)

PUBLISHERS = (
    Publisher(
        id="sputnik-japan",
        name="Sputnik 日本",
        language="ja",
        names=frozenset(
            {"Sputnik 日本", "スプートニク 通信", "スプートニク通信", "スプートニク日本", "スプートニク 日本"}
        ),
        hosts=frozenset({"sputniknews.jp", "jp.sputniknews.com"}),
        zone="Asia/Tokyo",
        homepage="https://sputniknews.jp/",
        numbered=_NUMBER,
        layouts=(_LAYOUT,),
    ),
    Publisher(
        id="sputnik-china",
        name="俄罗斯卫星通讯社",
        language="zh-Hans",
        names=frozenset({"俄罗斯卫星通讯社", "俄羅斯衛星通訊社"}),
        hosts=frozenset({"sputniknews.cn", "big5.sputniknews.cn", "cn.sputniknews.com"}),
        zone="Asia/Shanghai",
        homepage="https://sputniknews.cn/",
        numbered=_NUMBER,
        layouts=(_LAYOUT,),
    ),
)
