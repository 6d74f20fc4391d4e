"""The peers' way beside ours: related by shared tags, as Hugo does it, with automatic tags."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import numpy as np
from sets import Document

_WORD = re.compile(r"[ァ-ヴー]{2,}|[一-鿿々]{2,}|[A-Za-z][A-Za-z0-9]+")


def hugo(documents: list[Document], rows: list[int]) -> list[tuple[str, dict[int, list[int]]]]:
    """Hugo's related content ranks by the weight of shared keywords; the newer first where it is equal."""
    counted = [Counter(_WORD.findall(f"{document.title}\n{document.title}\n{document.body}")) for document in documents]
    frequency = Counter(word for words in counted for word in words)
    found = []
    for count in (5, 15):
        tags = [
            sorted(words, key=lambda word: (-words[word] * np.log(len(documents) / frequency[word]), word))[:count]
            for words in counted
        ]
        holders = defaultdict(list)
        for row, words in enumerate(tags):
            for word in words:
                holders[word].append(row)
        lists = {}
        for row in rows:
            shared = Counter(other for word in tags[row] for other in holders[word] if other != row)
            day = documents[row].day.toordinal()
            near = lambda other, day=day: abs(documents[other].day.toordinal() - day)  # noqa: E731
            lists[row] = sorted(shared, key=lambda other: (-shared[other], near(other)))[:50]
        found.append((f"Hugo, {count} tags", lists))
    return found
