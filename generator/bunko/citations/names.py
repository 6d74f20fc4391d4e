"""Names of authors: persons whose family name is known to be one, and everybody else as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EAST_ASIAN = re.compile(r"[々〆〇぀-ヿㇰ-ㇿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ\U00020000-\U000323af]{1,5}")
_HOUSES = re.compile(
    r".*(?:[部社局班団省庁院館会课課室所党紙报報台网網厅団组組署庁軍军]|新聞|新闻|通信|放送|編集|编辑|取材|記者|记者|支局|委員|委员|チーム)"
)
_BODIES = re.compile(
    r"\b(?:agency|association|board|bureau|centre|center|commission|committee|corporation|correspondents?|council|daily|"
    r"department|desk|editorial|editors?|foundation|government|group|herald|institute|journal|ministry|network|news|"
    r"newspaper|office|organi[sz]ation|post|press|reporters?|reuters|service|society|staff|team|times|tribune|union|"
    r"university|wires?|writers?)\b",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’-]*")
_FAMILY_AND_GIVEN = 2
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Name:
    """A name: `family` and `given` of a person, or `whole` as printed, one of the two.

    A family name is told apart only where the printing tells it: two short East Asian parts (family
    name first), two to four Latin words (family name last), or a comma. A `house` (a newsroom, an
    agency) and a name in one piece stay whole, since a wrong cut is worse than none.
    """

    whole: str
    family: str | None = None
    given: str | None = None
    house: bool = False

    @property
    def east_asian(self) -> bool:
        """Whether the person's name is written in Han characters or kana, family name first."""
        return self.family is not None and _EAST_ASIAN.fullmatch(self.family) is not None


def read_name(printed: str) -> Name:
    """The name that stands in print."""
    words = printed.split()
    whole = " ".join(words)
    if _BODIES.search(whole) or (words and _HOUSES.fullmatch(words[-1])):
        return Name(whole, house=True)
    family, comma, given = (part.strip() for part in whole.partition(","))
    if comma and family and given and "," not in given:
        return Name(whole, family, given)
    if len(words) == _FAMILY_AND_GIVEN and all(map(_EAST_ASIAN.fullmatch, words)):
        return Name(whole, words[0], words[1])
    if 1 < len(words) <= _MOST_WORDS and all(map(_LATIN.fullmatch, words)):
        return Name(whole, words[-1], " ".join(words[:-1]))
    return Name(whole)
