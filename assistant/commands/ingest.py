"""``euclusters ingest``: files and folders, or the portal, become a new generation of the index."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from assistant.commands.audit import noted
from assistant.commands.failures import SOME_REJECTED, Failure, read_settings, reported
from assistant.commands.options import store_option
from assistant.commands.progress import Bars
from assistant.settings import Settings
from ingest.reporting import SyncReport

PORTAL = "portal"
_OF_PORTAL = "--base-url, --programme and --offline belong to `euclusters ingest portal`."


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|portal")
@store_option
@click.option("--replace", is_flag=True, help="Forget everything else that is in the store.")
@click.option("--base-url", help="portal: address of the search API.  [default: the official one]")
@click.option("--programme", help="portal: only calls of this programme, by name or number.")
@click.option("--offline", is_flag=True, help="portal: repeat the last harvest from its snapshot, asking nobody.")
def ingest(
    paths: tuple[str, ...],
    store: Path | None,
    replace: bool,
    base_url: str | None,
    programme: str | None,
    offline: bool,
) -> None:
    """Make the index mirror the given files and folders, or bring it up to the Funding & Tenders Portal.

    `portal` alone means the portal; write ./portal for a folder of that name.

    Exit codes: 0 done; 3 done, but some files were rejected; 4 nothing usable, the index is as it was.
    """
    settings = read_settings(store=store)
    with reported(), Bars(sys.stderr) as bars:
        if paths == (PORTAL,) and replace:
            raise click.UsageError("The portal is added to what is there: leave --replace out.")
        if paths == (PORTAL,):
            report = _portal(settings, base_url, programme, offline, bars)
        elif base_url or programme or offline:
            raise click.UsageError(_OF_PORTAL)
        else:
            report = _files(settings, [Path(path) for path in paths], replace, bars)
    noted(settings, "ingest", ", ".join(paths), report.line())
    _tell(report)


def _files(settings: Settings, paths: list[Path], replace: bool, bars: Bars) -> SyncReport:
    from assistant.bootstrap import build_adding, build_limits, build_reading, build_store
    from ingest.syncing import sync

    reading, limits, adding = build_reading(settings), build_limits(settings), build_adding(settings)
    store = build_store(settings)
    return sync(paths, store, replace=replace, progress=bars, reading=reading, limits=limits, adding=adding)


def _portal(settings: Settings, base_url: str | None, programme: str | None, offline: bool, bars: Bars) -> SyncReport:
    from assistant.bootstrap import build_adding, build_portal_folder, build_reading, build_store, open_portal
    from assistant.clock import brussels_day, utc_now
    from ingest.portal.programmes import number_of
    from ingest.portal.running import ingest_portal
    from ingest.portal.sources import OFFICIAL

    number = number_of(programme) if programme else None
    if offline and base_url:
        raise Failure("--offline asks nobody, so it goes without --base-url.", click.UsageError.exit_code)
    folder, store, today = build_portal_folder(settings), build_store(settings), brussels_day(utc_now())
    harvested = partial(ingest_portal, folder, store, today, programme=number, progress=bars)
    harvested = partial(harvested, reading=build_reading(settings), adding=build_adding(settings))
    if offline:
        return harvested(live=None)
    with open_portal(base_url or OFFICIAL) as live:
        return harvested(live=live)


def _tell(report: SyncReport) -> None:
    for remark in report.remarks:
        click.echo(f"note {remark.path}: {remark.reason.rstrip('.')}.", err=True)
    for rejection in report.rejected:
        click.echo(f"rejected {rejection.path}: {rejection.reason}", err=True)
    click.echo(report.line())
    if report.rejected:
        raise SystemExit(SOME_REJECTED)
