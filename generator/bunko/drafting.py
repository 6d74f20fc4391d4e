"""A program that drafts translations: it reads texts as JSON, and answers in kind."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from bunko.errors import BunkoError

TIMEOUT = 900
"""Seconds that a program may take for one article."""

_MOST = 10_000_000
"""Bytes of an answer."""


class DraftError(BunkoError):
    """The program cannot be run, or its answer cannot be used."""


@dataclass(frozen=True)
class Program:
    """A command that translates. It is run without a shell.

    It reads one JSON object, `{"from": "ja", "to": "zh-Hans", "texts": ["…"]}`, from standard input, and writes
    `{"texts": ["…"]}`, as many texts in the same order, to standard output. Texts are inline Markdown.

    Attributes:
        command: as it is typed, `my-translator --model small`.
        source: the language of the texts, BCP 47.
        target: the language that is asked for.
    """

    command: str
    source: str
    target: str

    def __call__(self, texts: Sequence[str]) -> Sequence[str]:
        """The texts in the other language.

        Raises:
            DraftError: the program fails, takes too long, or answers something else.
        """
        asked = json.dumps({"from": self.source, "to": self.target, "texts": list(texts)}, ensure_ascii=False)
        try:
            answer = subprocess.run(  # noqa: S603 - the person who runs Bunko names the program
                shlex.split(self.command), input=asked.encode(), stdout=subprocess.PIPE, timeout=TIMEOUT, check=True
            ).stdout
        except (OSError, ValueError, IndexError) as error:
            raise self._failed("the program cannot be run", str(error)) from error
        except subprocess.TimeoutExpired as error:
            raise self._failed(f"the program took more than {TIMEOUT} seconds", None) from error
        except subprocess.CalledProcessError as error:
            raise self._failed("the program failed", f"exit status {error.returncode}") from error
        return self._read(answer, len(texts))

    def _read(self, answer: bytes, count: int) -> Sequence[str]:
        try:
            value = json.loads(answer) if len(answer) <= _MOST else None
        except (ValueError, RecursionError):
            value = None
        given = value.get("texts") if isinstance(value, dict) else None
        if not isinstance(given, list) or not all(isinstance(text, str) and text.strip() for text in given):
            raise self._failed("no translation in the answer", repr(answer[:80]))
        if len(given) != count:
            raise self._failed(f"{len(given)} texts in the answer to {count}", None)
        return [text.encode("utf-8", "replace").decode() for text in given]

    def _failed(self, problem: str, found: str | None) -> DraftError:
        return DraftError(
            f"--translator {self.command}",
            problem,
            expected='{"texts": ["…"]} on standard output',
            found=found,
            cure='Nothing was written. README.md, "Translate an article", says what the program is given.',
        )
