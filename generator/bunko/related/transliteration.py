"""Foreign names by their consonants: トランプ and 特朗普 are both T-L-N-P.

Japanese writes a foreign name in katakana, Chinese in some four hundred characters that are kept for
it. Both keep the consonants and little else: voice (b, p), r and l, and the vowels differ. So each
katakana word, and each stretch of those characters, gives a skeleton of consonant classes; a skeleton
of three or more is rare enough to tell that two texts of different languages name the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

SHORTEST, LONGEST = 3, 7
"""Consonants of a skeleton."""

_KANA = {
    "K": "カキクケコガギグゲゴ",
    "S": "サシスセソザジズゼゾチツヂヅ",
    "T": "タテトダデド",
    "N": "ナニヌネノン",
    "H": "ハヒヘホ",
    "P": "フバビブベボパピプペポヴワ",
    "M": "マミムメモ",
    "L": "ラリルレロ",
}
_CLASS = {letter: sound for sound, letters in _KANA.items() for letter in letters}

_HAN = {
    "P": "巴芭把拔贝比彼毕碧必伯勃博布卜鲍保包拜白佩帕派皮珀波普蒲朴珮法弗福夫菲费弟瓦娃沃维韦威魏伍佛浮富弼柏",
    "PN": "班邦本宾彬滨潘庞彭平品芬凡范方丰冯万旺温文翁汶",
    "M": "马玛麦迈梅美米密蜜姆默莫摩墨木穆慕茂毛缪",
    "MN": "曼芒门蒙明敏孟满",
    "T": "达大戴代黛德得迪蒂地第丹多朵杜都塔泰特忒提图土托陶陀道岛",
    "TN": "丹当登邓丁顿敦东栋坦唐滕腾汀廷通童",
    "N": "纳娜乃奈内尼妮诺努奴娅瑙涅女安恩因英昂翁仁",
    "NN": "南楠嫩宁农",
    "L": "拉莱来勒雷蕾里利莉理丽黎李列罗洛萝卢鲁露路吕律劳赖瑞若洱儿琉柳",
    "LN": "兰朗伦林琳龙隆仑连莲冷让",
    "K": "加嘉卡凯开考科可克柯库古戈格哥盖高吉基姬捷杰贾圭奎夸瓜果郭葛",
    "KN": "甘干坎康根肯金贡冈孔坤昆",
    "H": "哈海赫黑霍胡豪侯希西惠",
    "HN": "汉杭亨洪欣辛兴",
    "S": "萨莎沙塞赛斯思丝司瑟索苏素绍肖舍什史士施石谢西希锡席修休秀兹齐奇"
    "契切查恰彻丘乔朱祖佐泽扎则乍吉季杰捷济贾茨楚柴舒寿胥雪",
    "SN": "桑森松孙圣申生欣辛兴珊善尚詹真珍曾增尊宗仲钱强琴沁钦青琼金京晋津镜靖今春陈",
    "": "阿埃艾爱奥欧乌伊以尤亚雅耶约于叶依易渥",
}
"""By the consonants that a character stands for, a closing n among them; as Chinese news agencies use them."""

_OPTIONAL_L = "尔耳"
"""An l or r that closes a syllable, which Japanese often leaves out."""


def _readings() -> dict[str, tuple[str, ...]]:
    readings: dict[str, tuple[str, ...]] = dict.fromkeys(_OPTIONAL_L, ("L", ""))
    for sound, letters in _HAN.items():
        for letter in letters:
            readings[letter] = tuple(dict.fromkeys((*readings.get(letter, ()), sound)))
    return readings


_READINGS = _readings()
_STRETCH = re.compile(f"[{''.join(_READINGS)}]{{2,}}")
_MOST_CHARACTERS = 6
_MOST_READINGS = 16


def of_katakana(word: str) -> set[str]:
    """The skeletons of a katakana word: with every l, and without the l of ル, which Chinese may leave out."""
    full = "".join(_CLASS.get(letter, "") for letter in word)
    short = "".join(_CLASS.get(letter, "") for letter in word if letter != "ル")
    return {skeleton for skeleton in (full, short) if SHORTEST <= len(skeleton) <= LONGEST}


def of_han(text: str) -> Iterator[str]:
    """The skeletons of every stretch of 2 to 6 characters that may stand for sounds.

    Args:
        text: folded (`bunko.folding.fold`).
    """
    for found in _STRETCH.finditer(text):
        stretch = found[0]
        for start in range(len(stretch) - 1):
            for end in range(start + 2, min(len(stretch), start + _MOST_CHARACTERS) + 1):
                yield from _skeletons(stretch[start:end])


@lru_cache(maxsize=1 << 16)
def _skeletons(stretch: str) -> tuple[str, ...]:
    """Every reading of a stretch that is neither too short nor too long, in order."""
    readings = {""}
    for letter in stretch:
        readings = {reading + sound for reading in readings for sound in _READINGS[letter]}
        if len(readings) > _MOST_READINGS:
            return ()
    return tuple(sorted(reading for reading in readings if SHORTEST <= len(reading) <= LONGEST))
