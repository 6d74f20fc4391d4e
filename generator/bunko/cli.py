"""The command line: `bunko [-f mkdocs.yml] COMMAND`.

Exit status: 0 all well, 1 something failed (each failure named), 2 wrong usage. With
`--json`, standard output holds one JSON object a line and nothing else; messages go to
standard error.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path

from bunko import __version__, dates, registers, settings, status_command, translating_command
from bunko.captures.found import PassedOver, PassedOverTold
from bunko.captures.readings import cores
from bunko.cataloguing import LACKS, Supplied
from bunko.check import command as check_command
from bunko.errors import BunkoError
from bunko.exports import FORMATS, records
from bunko.filesystem import remove_unfinished, write_whole
from bunko.importer import import_captures
from bunko.init import command as init_command
from bunko.intake import command as intake_command
from bunko.language_tags import is_tag
from bunko.library import load
from bunko.nouns import Instant
from bunko.outcome import Outcome
from bunko.progress import Progress
from bunko.stage import write_stage
from bunko.web_address import is_web

_MOST_JOBS = 256


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # whatever the terminal's locale
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BunkoError as error:
        _tell(error.text)
    except OSError as error:
        _tell(f"{error.filename or 'bunko'}: {error.strerror or error}.")
    except KeyboardInterrupt:
        _tell("Interrupted; run the same command again to go on.")
    finally:
        remove_unfinished()
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bunko", description="Archived news articles as a bilingual static site.")
    parser.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="the site's mkdocs.yml")
    parser.add_argument("--version", action="version", version=f"bunko {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_import(commands)
    check_command.add(commands)
    status_command.add(commands)
    _add_stage(commands)
    _add_export(commands)
    translating_command.add(commands)
    intake_command.add(commands)
    init_command.add(commands)
    init_command.add_upgrade(commands)
    return parser


def _add_import(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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


def _add_stage(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "stage",
        help="write the complete docs tree, for any engine",
        description="Write every page of the site, lists, tags, feeds and sitemaps among them, as a docs tree.",
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder, or an earlier stage")
    command.set_defaults(run=_stage)


def _stage(options: argparse.Namespace) -> int:
    count = len(write_stage(settings.load(options.config_file), options.folder))
    _tell(f"Staged {count} files in {options.folder}.")
    return 0


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser(
        "export",
        help="the whole archive as data",
        description="Write every article that is not withdrawn, in every language, as schema.org NewsArticle data.",
    )
    command.add_argument("--format", choices=tuple(FORMATS), required=True, help="JSON Lines, CSV, or an SQLite file")
    command.add_argument("--output", type=Path, metavar="FILE", help="the file to write (standard output)")
    command.set_defaults(run=_export)


def _export(options: argparse.Namespace) -> int:
    archive = settings.load(options.config_file)
    library = load(archive, registers.load(archive.archive))
    found = list(records(library))
    content = FORMATS[options.format](found)
    if options.output:
        write_whole(options.output, content)
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    _tell(f"Exported {len(found)} articles.")
    return 0


def _tell(message: str) -> None:
    sys.stderr.write(message + "\n")
