"""What relating many articles costs: made-up articles, each half of the terms of two real ones, over six years."""

from __future__ import annotations

import argparse
import resource
import time
from datetime import date, timedelta
from pathlib import Path, PurePosixPath

import numpy as np
from sets import livedoor

from bunko.nouns import Article
from bunko.related.bags import Bag, bag
from bunko.related.graph import graph
from bunko.related.terms import Text, terms_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--livedoor", type=Path, required=True)
    parser.add_argument("counts", type=int, nargs="+")
    options = parser.parse_args()
    started = time.process_time()
    documents, _ = livedoor(options.livedoor)
    real = [bag(terms_of(Text(document.title, document.body))) for document in documents[::2]]
    characters = sum(len(document.body) for document in documents[::2])
    print(f"terms: {characters / (time.process_time() - started) / 1000:.0f} thousand characters a CPU second")
    rng = np.random.default_rng(0)
    for count in options.counts:
        made = [mixed(real[a], real[b], rng) for a, b in rng.integers(0, len(real), (count, 2))]
        pages = [
            Article(
                PurePosixPath("ja" if at % 5 else "zh", f"articles/2020/01/{at}.md"),
                "",
                "ja",
                published=date(2015, 1, 1) + timedelta(days=int(rng.integers(0, 2000))),
            )
            for at in range(count)
        ]
        read = Made({str(at).encode(): one for at, one in enumerate(made)})
        started = time.process_time()
        found = graph(pages, read)
        took = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        pairs = sum(map(len, found.alike.values()))
        print(f"{count:8} articles  {took:6.1f} CPU s  {peak:6.0f} MB at most  {pairs} pairs", flush=True)
        edits = [edited(pages, read, at, rng) for at in rng.integers(0, count, 9).tolist()]
        spent = []
        for edit in edits:
            started = time.process_time()
            again = graph(pages, edit, before=found.matches)
            spent.append(time.process_time() - started)
        assert graph(pages, edits[-1]).alike == again.alike
        print(
            f"         after one edit: median {np.median(spent):.2f}, most {max(spent):.2f} CPU s of nine", flush=True
        )


class Made:
    """Terms that no text has, as `Read` gives those of texts; `gone` are those of before."""

    def __init__(self, bags: dict[bytes, Bag], gone: dict[bytes, Bag] | None = None) -> None:
        self.bags, self.gone, self.digests = bags, gone or {}, list(bags)

    def bag(self, at: int) -> Bag:
        return self.bags[self.digests[at]]

    def of(self, digest: bytes) -> Bag | None:
        return self.bags.get(digest) or self.gone.get(digest)


def edited(pages: list[Article], read: Made, at: int, rng: np.random.Generator) -> Made:
    """One text of which a tenth is of another one."""
    one, other = read.bag(at), read.bag(int(rng.integers(0, len(pages))))
    kept, more = rng.random(len(one.codes)) < 0.9, rng.random(len(other.codes)) < 0.1
    codes, first = np.unique(np.concatenate([one.codes[kept], other.codes[more]]), return_index=True)
    counts = np.concatenate([one.counts[kept], other.counts[more]])[first]
    of_text = list(read.bags.items())
    of_text[at] = b"edited", Bag(codes, counts)
    return Made(dict(of_text), read.bags)


def mixed(one: Bag, other: Bag, rng: np.random.Generator) -> Bag:
    codes = np.concatenate([one.codes, other.codes])
    counts = np.concatenate([one.counts, other.counts])
    kept = rng.random(len(codes)) < 0.5
    unique, first = np.unique(codes[kept], return_index=True)
    return Bag(unique, counts[kept][first])


if __name__ == "__main__":
    main()
