"""How sure found stories are, on stories that are known: see README.md, Stories."""

from __future__ import annotations

import argparse
import random
from itertools import combinations
from pathlib import Path

import numpy as np
from measure import bags, compared, found_in
from sets import Document, livedoor, ntrex, semeval, xwlb

from bunko import stories
from bunko.related.graph import FLOOR, trusted

SAME = ((11, 18), (13, 87), (15, 39), (19, 27, 34), (20, 83, 91), (31, 37), (35, 36, 60))
"""Documents of NTREX, of those with nine sentences and more, that tell of one event: judged by reading all pairs that
stood in one story at any bound. What is not here counts as wrong (5 with 31; 34 with 78; 55 with 98; 66 with 80)."""
BOUNDS = (0.42, 0.46, 0.5, 0.54, 0.58, 0.62)


def links(terms: list) -> dict[tuple[str, str], float]:
    """What of texts of one day is alike, by their numbers."""
    found = found_in(compared(terms), FLOOR)
    trust = trusted(found.sizes, found.typical.size)
    return {
        (f"{min(row, other):05}", f"{max(row, other):05}"): float(score)
        for row, (others, scores) in enumerate(zip(found.others.tolist(), found.scores.tolist(), strict=True))
        for other, score in zip(others, scores, strict=True)
        if other >= 0 and score * min(trust[row], trust[other]) >= FLOOR
    }


def parts(sentences: list[str], many: int) -> list[Document]:
    """Reports of one event, none with a sentence of another: each takes every so manyth sentence."""
    return [Document("", "\n".join(sentences[at::many])) for at in range(many)]


def measured(known: dict[str, int], alike: dict[tuple[str, str], float], chosen: set[int]) -> tuple[float, float, int]:
    """Precision and recall of pairs that stand in one story, where one of them is a report of a chosen event."""
    pairs = {pair for group in stories.clusters(alike) for pair in combinations(sorted(group), 2)}
    about = [pair for pair in pairs if known.get(pair[0]) in chosen or known.get(pair[1]) in chosen]
    right = sum(known.get(one) == known.get(other) for one, other in about)
    gold = [key for key, event in known.items() if event in chosen]
    every = sum(known[one] == known[other] for one, other in combinations(sorted(gold), 2))
    return right / len(about) if about else 1.0, right / every, len(about)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("livedoor", "ntrex", "semeval", "xwlb"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    distractors = {"zho-CN": xwlb(options.xwlb, 2018), "jpn": livedoor(options.livedoor)[0]}
    for language, others in distractors.items():
        random.Random(0).shuffle(others)  # noqa: S311 - a sample that is the same each time
        documents = [text for text in ntrex(options.ntrex, language) if len(text) >= 9]
        given = [part for text in documents for part in parts(text, 3)]
        event = {document: group[0] for group in SAME for document in group}
        known = {f"{at:05}": event.get(at // 3, at // 3) for at in range(len(given))}
        alike = links(bags(given + others[:2500]))
        for bound in BOUNDS:
            stories.SURE = bound
            for half in (0, 1):
                precision, recall, count = measured(known, alike, set(range(half, len(documents), 2)))
                print(
                    f"NTREX {language}, bound {bound}, half {half + 1}: {precision:.3f} of {count}, recall {recall:.3f}"
                )
    pairs = semeval(options.semeval)
    alike = links(bags([Document("", text) for pair in pairs for text in pair[:2]]))
    scores = np.array([alike.get((f"{2 * at:05}", f"{2 * at + 1:05}"), 0.0) for at in range(len(pairs))])
    grades, testing = np.array([pair[2] for pair in pairs]), np.array([pair[3] == "testing_set" for pair in pairs])
    for bound in BOUNDS:
        for label, half in (("training part", ~testing), ("test part", testing)):
            hit, same = scores[half] >= bound, grades[half] <= 2
            precision = float(np.mean(same[hit])) if hit.any() else 1.0
            print(f"SemEval, bound {bound}, {label}: {precision:.3f} of {hit.sum()}, recall {np.mean(hit[same]):.3f}")


if __name__ == "__main__":
    main()
