"""Keywords of a Chinese text by jieba's TF-IDF, with its general table of document frequencies.

jieba knows simplified forms: a traditional text is read in them, letter by letter, and its keywords are given
as the text writes them. Its dictionary takes a second to load, hence only where it is used; the cache that jieba would
leave in the machine's temporary folder, and trust when it comes again, is not made.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Container
from functools import cache
from itertools import count
from typing import Any

from bunko.folding import han_variants
from bunko.proposals.japanese import TITLE_WEIGHT, apart

_KINDS = ("n", "nr", "ns", "nt", "nz", "vn", "nrt", "nrfg", "eng", "l", "j")
"""jieba's word classes that name something: nouns, names of persons, places and bodies, set phrases, acronyms."""
_READ = 20_000
_RARE = 50
"""Characters that are looked at though jieba has no states of them: names have some, an article hardly ten."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MORE = 4
"""Times as many candidates are asked for as are wanted, since some are parts of others."""


def keywords(title: str, text: str, most: int) -> list[str]:
    """The best candidates, best first.

    Args:
        title: the headline.
        text: lead and body, as plain text.
        most: how many.
    """
    text = (title + "\n") * TITLE_WEIGHT + text[:_READ]
    extractor, states = _jieba()
    simplified = _bounded(text.translate(han_variants()), states)
    found = extractor.extract_tags(simplified, topK=most * _MORE, allowPOS=_KINDS)
    ranked = [word for word in found if not word.isascii() or not word.isdigit()]
    places = ((simplified.index(word), len(word)) for word in apart(ranked, most))
    return [text[at : at + length] for at, length in places]


def _bounded(text: str, states: Container[str]) -> str:
    """The text with a space for each Han character beyond the first `_RARE` that jieba has no states of.

    It tries all pairs of its 256 states at each of them, for 6 ms: texts read in a wrong encoding took minutes.
    """
    met = count(1)
    return _HAN.sub(lambda found: found[0] if found[0] in states or next(met) <= _RARE else " ", text)


@cache
def _jieba() -> tuple[Any, Container[str]]:
    logging.getLogger("jieba").setLevel(logging.WARNING)
    with warnings.catch_warnings():
        # jieba asks for pkg_resources, has escapes of old Pythons, and leaves closing its files to the interpreter.
        warnings.simplefilter("ignore")
        import jieba.posseg  # noqa: PLC0415 - see above
        from jieba.analyse.tfidf import TFIDF  # noqa: PLC0415

        words = jieba.Tokenizer()
        words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
        words.initialized = True
        extractor = TFIDF()
        extractor.tokenizer, extractor.postokenizer = words, jieba.posseg.POSTokenizer(words)
    return extractor, jieba.posseg.char_state_tab_P
