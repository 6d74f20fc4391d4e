"""The sections of newspapers by name: `国際`, `港聞`, `文化`."""

from __future__ import annotations

import re

_NAMES = (
    "国际 國際 国際 国内 國內 国內 时政 時政 政治 经济 經濟 経済 财经 財經 金融 股市 产业 產業 産業 科技 科学 "
    "科學 科技与科学 社会 社會 民生 民政 法治 法制 军事 軍事 体育 體育 スポーツ 文化 文教 教育 健康 医疗 醫療 "
    "医療 卫生 娱乐 娛樂 芸能 エンタメ 艺术 藝術 副刊 读书 讀書 読書 书评 書評 历史 歷史 歴史 旅游 旅遊 旅行 生活 "
    "家庭 くらし 暮らし 汽车 汽車 房产 房產 地產 时尚 時尚 美食 环境 環境 气象 氣象 気象 天气 天氣 评论 評論 社评 "
    "社評 社论 社論 社説 论坛 論壇 论壇 观点 觀點 オピニオン 時評 时评 コラム 专栏 專欄 专题 專題 特集 特稿 要闻 "
    "要聞 头条 頭條 头版 頭版 港聞 港闻 兩岸 两岸 中國 中国 台湾 台灣 港澳 港澳台 本地 本港 地方 地域 都市 城市 "
    "世界 亚洲 亞洲 アジア 海外 全国 全國 総合 综合 綜合 即時 即时 焦點 焦点 電子報 図書 テレビ ラジオ サイエンス "
    "テクノロジー ビジネス マーケット 国際総合 企業 企业 公司 交通 農業 农业 农村 労働 选举 選挙 選舉 事件 災害 "
    "天文 航天 宇宙 IT 訃報 人事 "
)
SECTIONS = frozenset(_NAMES.split())
"""Sections of newspapers, as pages print them in Japanese and both Chinese scripts."""

_KINDS = re.compile(
    r"[评評]|[论論社][论論説评評]|コラム|オピニオン|[专專][栏欄题題]|特集|特稿|[观觀][点點]|[读讀読]|要[闻聞]|[头頭][条條版]|副刊|[即焦][时時点點]|訃報|事件|新闻$"
)
"""Names that say of what kind a text is, or how prominent, and not of what subject."""
_OF_PAGES = re.compile(r"(?:新闻|新聞|ニュース|频道|頻道|版|面|欄|栏目|專區|专区|速報)$")


def is_section(name: str) -> bool:
    """The name is a section's, alone or as a channel or a page: `国际新闻`, `社会面`."""
    return name in SECTIONS or _OF_PAGES.sub("", name) in SECTIONS


def is_topic(name: str) -> bool:
    """The section is of a subject or a place, and no kind of text as `社説` and `コラム` are."""
    return is_section(name) and not _KINDS.search(name)
