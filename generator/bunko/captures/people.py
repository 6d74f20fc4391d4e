"""Whether a name that nothing labels is a person's, told by the family name that it begins with."""

from __future__ import annotations

import re

_FAMILY_NAMES = (
    "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 渡邉 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 斉藤 "
    "齋藤 清水 山崎 阿部 池田 橋本 山下 石川 中島 前田 藤田 後藤 小川 岡田 村上 長谷川 近藤 石井 坂本 遠藤 藤井 "
    "青木 福田 三浦 西村 藤原 太田 松田 原田 岡本 中野 中川 小野 田村 竹内 金子 中山 和田 石田 工藤 上田 原 森 "
    "柴田 酒井 横山 宮崎 宮本 内田 高木 谷口 安藤 丸山 今井 大野 高田 菅原 武田 村田 藤本 上野 杉山 増田 平野 "
    "大塚 千葉 久保 松井 小島 桜井 櫻井 岩崎 木下 野口 松尾 菊地 菊池 佐野 大西 杉本 新井 浜田 濱田 市川 古川 "
    "水野 小松 島田 小山 山内 高野 吉川 西田 五十嵐 北村 永井 安田 川崎 飯田 中田 川口 平田 東 本田 久保田 吉村 "
    "中西 岩田 服部 辻 川上 福島 樋口 関 永田 三宅 熊谷 大久保 早川 川村 松岡 矢野 松浦 小池 西川 馬場 浅野 荒木 "
    "大島 野村 星野 黒田 松村 大橋 堀 尾崎 菅 内藤 片山 須藤 榎本 伊東 岩本 神田 成田 望月 堀内 荒井 大谷 宮田 "
    "大石 高山 渡部 石原 松下 黒木 田口 川島 篠原 小西 岡崎 奥村 沢田 澤田 児玉 西山 根本 福井 足立 相沢 相馬 "
    "秋山 天野 飯塚 石塚 石橋 泉 稲垣 上原 植田 江口 大川 大場 大森 岡 岡村 奥田 小倉 小田 落合 尾形 甲斐 鎌田 "
    "亀井 川田 河野 北原 北川 吉岡 栗原 黒川 桑原 小泉 古賀 坂井 坂口 桜田 佐久間 塩田 志村 島崎 下田 白石 白井 "
    "須田 関口 関根 瀬戸 高島 高瀬 高柳 滝沢 竹田 武井 田島 田辺 谷 塚本 土屋 土井 津田 寺田 戸田 富田 豊田 中井 "
    "長尾 長田 中沢 永野 中原 西尾 西岡 野田 野崎 萩原 長谷 畑 浜崎 林 平井 平山 広瀬 深沢 藤岡 藤川 藤沢 細川 "
    "堀田 本間 牧野 町田 松永 三上 水谷 三好 向井 村山 村井 森川 森下 森田 森本 安井 柳沢 八木 山岸 山根 山村 "
    "吉野 吉本 若林 渡瀬 "
)
_FAMILIES = frozenset(_FAMILY_NAMES.split())
_SINGLE = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高梁郑鄭谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭萧田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇"
    "吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱江尹薛闫段雷侯龙龍陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯温溫康施牛樊葛邢安齐齊"
)
_DOUBLE = frozenset(
    {"欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "东方", "東方", "夏侯", "端木", "皇甫"}
)
_GIVEN = re.compile(r"[々ぁ-んァ-ヶ\u3400-\u9fff]{1,4}")
_HAN = re.compile(r"[\u3400-\u9fff]{1,2}")
_NEVER = frozenset(
    "局社部員员者長长支版発电電会會室班所隊队校院市県省区區町村新聞闻報报台網网場店館駅線港学産沖戦勢地裁検住身面湾工業业年月日時时分秒曜"
)
"""Characters of places, offices and days that follow a family name where no given name does: 福島地裁, 川崎工場."""

_SURE = 2


def is_person(text: str) -> bool:
    """The text is a family name that is common in Japan or in Chinese and a given name, and nothing more.

    Args:
        text: with or without a space between the two.
    """
    family, gap, given = re.sub(r"\s+", " ", text.strip()).partition(" ")
    if gap:
        known = family in _FAMILIES or family in _SINGLE or family in _DOUBLE
        return known and _is_given(given)
    return any(
        text[:length] in names and _is_given(text[length:], pattern)
        for length, names, pattern in (
            (3, _FAMILIES, _GIVEN),
            (2, _FAMILIES, _GIVEN),
            (2, _DOUBLE, _HAN),
            (1, _SINGLE, _HAN),
        )
    )


def is_signature(text: str) -> bool:
    """What brackets at a text's end hold is its writer: family and given name, two characters each at least."""
    bare = re.sub(r"\s+", "", text)
    return bare[:_SURE] in _FAMILIES and len(bare) >= 2 * _SURE and is_person(text)


def _is_given(text: str, pattern: re.Pattern[str] = _GIVEN) -> bool:
    return bool(pattern.fullmatch(text)) and _NEVER.isdisjoint(text)
