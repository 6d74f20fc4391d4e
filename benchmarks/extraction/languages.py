"""How often the language of a text is told, by the number of its sentences, on NTREX's translations of the same news.

    python benchmarks/extraction/languages.py DIR [--detail]

DIR is a checkout of MicrosoftTranslator/NTREX. Nothing of it is kept here. It ends with status 1
where a share is below its floor.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bunko.language_of_text import language_of

FILES = {"ja": "ref.jpn", "zh-Hans": "ref.zho-CN", "zh-Hant": "ref.zho-TW", "en": "src.eng", "ko": "ref.kor"}
SENTENCES = (1, 2, 3, 5, 10)
DECLARED = {"en": "en"}
FLOORS = {1: 0.97, 5: 0.995}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--detail", action="store_true", help="list what is told wrongly")
    arguments = parser.parse_args()
    print("| language | " + " | ".join(f"{n} sentence{'s' * (n > 1)}" for n in SENTENCES) + " | texts of one |")
    print("| --- |" + " --- |" * (len(SENTENCES) + 1))
    failed = False
    for language, file in FILES.items():
        path = next(arguments.folder.glob(f"**/newstest2019-{file}.txt"))
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        cells = []
        for size in SENTENCES:
            parts = ["".join(lines[n : n + size]) for n in range(0, len(lines) - size + 1, size)]
            wrong = [part for part in parts if language_of(part, DECLARED.get(language)) != language]
            share = 1 - len(wrong) / len(parts)
            failed |= share < FLOORS.get(size, 0)
            cells.append(f"{share:.4f}")
            for part in wrong if arguments.detail else ():
                print(f"     {language} as {language_of(part)}: {part[:100]}")
        print(f"| {language} | {' | '.join(cells)} | {len(lines)} |")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
