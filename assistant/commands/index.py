"""``euclusters index``: look after the generations of the index."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import closing, nullcontext
from pathlib import Path

import click

from assistant.commands.audit import noted
from assistant.commands.failures import NOTHING_DONE, Failure, read_settings, reported
from assistant.commands.options import store_option
from assistant.commands.progress import Bars
from vectorstore.catalogue import SourceLink
from vectorstore.store import Store


@click.group()
def index() -> None:
    """List, verify, roll back, back up and restore the index; erase a document from it."""


def _store(folder: Path | None) -> Store:
    from assistant.bootstrap import build_store

    return build_store(read_settings(store=folder))


@index.command("list")
@store_option
def list_generations(store: Path | None) -> None:
    """The generations in the store, the current one marked."""
    with reported():
        opened = _store(store)
        current = opened.current_id()
        for manifest in opened.generations():
            counts = manifest.counts
            mark = "*" if manifest.generation_id == current else " "
            click.echo(
                f"{mark} {manifest.generation_id}  {manifest.created_at:%Y-%m-%d %H:%M}  documents {counts.documents}, "
                f"passages {counts.passages}, calls {counts.calls}  embedder {manifest.embedder}"
            )


@index.command()
@click.argument("generation_id", required=False)
@store_option
def verify(generation_id: str | None, store: Path | None) -> None:
    """Check every passage and vector of a generation in all its stores."""
    with reported():
        report = _store(store).verify(generation_id)
    for problem in report.problems:
        click.echo(problem, err=True)
    click.echo(report.line())
    if not report.ok:
        raise SystemExit(NOTHING_DONE)


@index.command()
@click.argument("generation_id", required=False)
@store_option
def rollback(generation_id: str | None, store: Path | None) -> None:
    """Make an earlier generation the current one; the previous when none is named."""
    with reported():
        current = _store(store).rollback(generation_id)
        noted(read_settings(store=store), "index rollback", current)
    click.echo(f"current generation: {current}")


@index.command()
@click.argument("file_or_sum", required=False, metavar="[FILE|SHA256]")
@store_option
def find(file_or_sum: str | None, store: Path | None) -> None:
    """Name the documents that came from a file, by the file itself or by the sha256 of its bytes; all of them else."""
    from ingest.assembling import digest_of
    from vectorstore.finding import held

    wanted = file_or_sum or ""
    wanted = digest_of(Path(wanted)) if Path(wanted).is_file() else wanted.casefold()
    with reported(), closing(_store(store).open(audience="staff")) as generation:
        found = list(held(generation.catalogue, wanted))
    for each in found:
        click.echo(f"{each.document_id}  {each.sha256[:16]}  {each.source}  {each.title}")
    if not found:
        raise Failure(f"Nothing in the index came from a file with the sum {wanted}.", NOTHING_DONE)


@index.command()
@click.argument("document_id")
@store_option
def purge(document_id: str, store: Path | None) -> None:
    """Erase a document: its text and its vectors are in no file of the store afterwards.

    Answers that cited it are deleted too. Roll-backs end here: every earlier generation is deleted.
    """
    from assistant.bootstrap import build_conversations, build_portal_folder
    from ingest.calls.gathering import merged

    settings = read_settings(store=store)
    portal = build_portal_folder(settings)
    with reported(), Bars(sys.stderr) as bars, portal.held() if portal.root.is_dir() else nullcontext():
        purged = _store(store).purge(document_id, merged, bars)
        turns = build_conversations(settings).forget_document(document_id)
        noted(settings, "index purge", document_id)
        portal.forget(purged.links)
    for source in _still_there(purged.links, settings.store):
        click.echo(f"{source} still holds it: delete the file, or the next ingest brings it back.", err=True)
    click.echo(f"erased {document_id} and {turns} answers that cited it; current generation: {purged.generation_id}")


def _still_there(links: Iterable[SourceLink], store: Path) -> list[str]:
    """The files of the user that a document was read from; what is kept in the store itself was seen to."""
    sources = dict.fromkeys(link.source for link in links)
    return [s for s in sources if Path(s).exists() and not Path(s).is_relative_to(store.resolve())]


@index.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_option
def backup(file: Path, store: Path | None) -> None:
    """Write the current generation to one archive; one of that name is replaced."""
    with reported():
        manifest = _store(store).backup(file)
        noted(read_settings(store=store), "index backup", manifest.generation_id)
    click.echo(f"generation {manifest.generation_id} backed up to {file} ({file.stat().st_size >> 10} KiB)")


@index.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_option
def restore(file: Path, store: Path | None) -> None:
    """Make a backup the current generation, once every passage and vector of it is verified."""
    with reported():
        manifest = _store(store).restore(file)
        noted(read_settings(store=store), "index restore", manifest.generation_id)
    click.echo(f"current generation: {manifest.generation_id}, restored from {file}")
