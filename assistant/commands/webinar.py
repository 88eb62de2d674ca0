"""``euclusters webinar``: a file of attendees' questions becomes a table of drafts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from assistant.commands.failures import NOTHING_DONE, USAGE, Failure, read_settings, reported
from assistant.commands.options import as_of_option, store_option


@click.group()
def webinar() -> None:
    """Draft answers to the questions of a webinar."""


@webinar.command()
@click.argument("questions", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The CSV to write.")
@as_of_option
@click.option("--max-chars", type=click.IntRange(80, 10000), help="Characters of a part of an answer.  [default: 500]")
@click.option("--column", "columns", multiple=True, metavar="FIELD=NAME", help="A column by name: question=Ask us.")
@click.option("--all", "everything", is_flag=True, help="Draft what was already answered too.")
@store_option
def draft(
    questions: Path,
    output: Path,
    as_of: date | None,
    max_chars: int | None,
    columns: tuple[str, ...],
    everything: bool,
    store: Path | None,
) -> None:
    """Draft an answer to each question of a file: Zoom's report, any CSV, JSON, a saved chat, or one a line."""
    from assistant.bootstrap import build, build_drafter
    from assistant.desk.exporting.files import write
    from assistant.desk.exporting.table import table
    from assistant.desk.importing import When, read_file
    from assistant.desk.whole_file import draft_all

    with reported():
        settings = read_settings(store=store)
        if max_chars:
            settings = settings.model_copy(update={"desk": settings.desk.model_copy(update={"max_chars": max_chars})})
        assistant = build(settings)
        read = read_file(_content(questions), questions.name, When(as_of or assistant.today()), _mapping(columns))
        done = draft_all(read.questions, build_drafter(settings, assistant), as_of, assistant.clock, everything)
        write(output, table(done))
    click.echo(_summary([item.status for item in done]))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Failure(f"{file} cannot be read: {error.strerror}.", NOTHING_DONE) from None


def _mapping(columns: tuple[str, ...]) -> dict[str, str]:
    pairs = [column.partition("=") for column in columns]
    if any(not (field.strip() and name.strip()) for field, _, name in pairs):
        raise Failure("Give --column as FIELD=NAME, as in --column 'question=Your question'.", USAGE)
    return {field.strip(): name.strip() for field, _, name in pairs}


def _summary(statuses: list[str]) -> str:
    counted = {status: statuses.count(status) for status in sorted(set(statuses))}
    return f"questions {len(statuses)}: " + ", ".join(f"{status} {count}" for status, count in counted.items())
