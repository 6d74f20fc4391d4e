"""`bunko import`."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from bunko import dates, settings
from bunko.captures.found import PassedOver, PassedOverTold
from bunko.captures.readings import cores
from bunko.cataloguing import LACKS, Supplied
from bunko.importer import import_captures
from bunko.language_tags import is_tag
from bunko.lock import held, of_archive
from bunko.nouns import Instant
from bunko.outcome import Outcome
from bunko.progress import Progress
from bunko.settings import Settings
from bunko.web_address import is_web

_MOST_JOBS = 256


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    command = commands.add_parser(
        "import",
        help="make pages of captures",
        description="Make pages of captures (files or folders; text dumps, HTML, WARC, ARC, WACZ, MHTML, JSONL; gzip "
        "too). What a person wrote is kept.",
    )
    command.add_argument("paths", nargs="+", metavar="PATH", help="a capture, or a folder of captures")
    for name, metavar, what in (
        ("language", "TAG", "the text's language (ja, zh-Hans …), where it cannot be told from the text"),
        ("source", "ID", "the publisher's id in archive/sources.yml"),
        ("date", "DATE", "the day (2023-10-20) or instant (2023-10-20T16:00+09:00) of publication"),
        ("url", "ADDRESS", "the original's address"),
        ("title", "TITLE", "the headline"),
    ):
        kind = {"date": _instant, "url": _web_address, "language": _language}.get(name, str)
        command.add_argument(f"--{name}", metavar=metavar, type=kind, help=f"{what}; supplied where a capture lacks it")
    command.add_argument("--dry-run", action="store_true", help="read and decide everything, and write nothing")
    command.add_argument(
        "--explain", action="store_true", help="say where each field came from, and what went into no field and why"
    )
    command.add_argument("--all", action="store_true", help="list unchanged captures too")
    command.add_argument("--jobs", type=_jobs, default=cores(), metavar="N", help="processes that read (all cores)")
    command.add_argument("--json", action="store_true", help="one JSON object a line on standard output")
    command.set_defaults(run=_import, parser=command)


def _jobs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= _MOST_JOBS):
        raise argparse.ArgumentTypeError(f"a number from 1 to {_MOST_JOBS}: {text}")
    return int(text)


def _instant(text: str) -> Instant:
    try:
        return dates.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}: {text}") from error


def _web_address(text: str) -> str:
    if not is_web(text):
        raise argparse.ArgumentTypeError(f"no address (https://…): {text}")
    return text


def _language(text: str) -> str:
    if not is_tag(text):
        raise argparse.ArgumentTypeError(f"no language tag (ja, zh-Hans): {text}")
    return text


def _import(options: argparse.Namespace) -> int:
    supplied = Supplied(**{name: getattr(options, name) for name in ("url", "title", "date", "language", "source")})
    _refuse_many(options)
    archive = settings.load(options.config_file)
    signal.signal(signal.SIGTERM, _end)
    with nullcontext() if options.dry_run else held(of_archive(archive.root, "bunko import"), _tell):
        return _import_into(archive, supplied, options)


def _import_into(archive: Settings, supplied: Supplied, options: argparse.Namespace) -> int:
    told, counts, lacking = PassedOverTold(), Counter[str](), set[str]()
    with Progress(sys.stderr, shown=sys.stderr.isatty() and not options.json) as progress:

        def say(message: str) -> None:
            progress.clear()
            _tell(message)

        def each(record: PassedOver) -> None:
            say(record.text)

        for outcome in import_captures(
            archive,
            options.paths,
            supplied,
            dry_run=options.dry_run,
            jobs=options.jobs,
            notice=each if options.explain else told.add,
            meter=progress.read,
            tell=say,
        ):
            counts[outcome.outcome] += 1
            if options.json:
                _say_json(outcome.as_json(explain=options.explain))
            elif options.all or options.explain or outcome.outcome != "unchanged":
                say(_once(outcome, lacking).as_text(explain=options.explain))
            progress.done()
    for line in told.lines():
        _tell(line)
    if not options.json:
        _tell(_summary(counts, listed=options.all or options.explain))
        if options.dry_run:
            _tell("Nothing was written: this was a dry run.")
    return 1 if counts["failed"] else 0


def _end(number: int, _: object) -> None:
    """End by way of exceptions, so that nothing stays half written."""
    raise SystemExit(128 + number)


def _once(outcome: Outcome, lacking: set[str]) -> Outcome:
    """An outcome without what was said before of a publisher whom the register lacks."""
    said = {warning for warning in outcome.warnings if warning.startswith(LACKS)}
    known = said & lacking
    lacking |= said
    return replace(outcome, warnings=tuple(warning for warning in outcome.warnings if warning not in known))


def _summary(counts: Mapping[str, int], *, listed: bool) -> str:
    """How many captures ended in which way; what is not listed is said."""
    if not counts:
        return "No captures there."
    unlisted = " (--all lists them)" if counts.get("unchanged") and not listed else ""
    return ", ".join(f"{count} {kind}{unlisted if kind == 'unchanged' else ''}" for kind, count in counts.items()) + "."


def _refuse_many(options: argparse.Namespace) -> None:
    """An address and a headline are one article's."""
    if (options.url or options.title) and (len(options.paths) > 1 or Path(options.paths[0]).is_dir()):
        options.parser.error("--url and --title are one article's: give one capture")


def _say_json(values: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
