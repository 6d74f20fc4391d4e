"""What staging an archive costs, kind by kind, without writing: `python benchmarks/build/staging.py FOLDER`.

FOLDER is an archive, such as `corpus.py` makes. One process; seconds of CPU, and the peak of memory so far. What
`.cache/bunko/` of the archive keeps is used: remove it first to measure a cold build.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections import Counter
from pathlib import Path

from bunko import settings
from bunko.page_readings import KeptReadings
from bunko.stage import InOrder
from bunko.stage.piece import Content, Piece
from bunko.stage.pieces import everything
from bunko.stage.site import read_site


class Meter:
    def __init__(self) -> None:
        self.start = time.process_time()

    def say(self, what: str) -> None:
        now = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
        print(f"{what}: {now - self.start:.1f} s, peak {peak:,} MB", flush=True)
        self.start = now


def size(content: Content) -> int:
    if isinstance(content, Path):
        return content.stat().st_size
    return len(content.encode() if isinstance(content, str) else content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    archive = settings.load(parser.parse_args().folder / "mkdocs.yml")
    meter = Meter()
    site = read_site(archive, KeptReadings(archive.root / ".cache" / "bunko"))
    meter.say("reading")
    for article in site.library.published[:1]:
        site.relations.neighbours(article, archive.related_limit, archive.related_other_limit)
    meter.say("relating")
    seconds, files, bytes_ = Counter[str](), Counter[str](), Counter[str]()

    def take(piece: Piece) -> dict[str, bool]:
        kind, start = piece.name.split(" ")[0], time.process_time()
        places = {}
        for file in piece.make():
            places[str(file.path)] = file.listed
            bytes_[kind] += size(file.content)
        seconds[kind] += time.process_time() - start
        files[kind] += len(places)
        return places

    everything(site, InOrder(take))
    meter.say("making")
    for kind, spent in seconds.most_common():
        print(f"  {kind}: {spent:.1f} s, {files[kind]:,} files, {bytes_[kind] / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
