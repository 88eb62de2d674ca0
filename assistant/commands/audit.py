"""``euclusters audit``: what staff and administrators did."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from assistant.commands.failures import read_settings, reported
from assistant.commands.options import Day, store_option
from assistant.errors import InvalidSetting
from assistant.settings import Settings


@click.command()
@store_option
@click.option("--since", type=Day(), help="The first day to show.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
def audit(store: Path | None, since: date | None, as_json: bool) -> None:
    """Show who changed what: staff at the desk, administrators on the command line."""
    from assistant.bootstrap import build_audit

    first = datetime.combine(since, time(), UTC) if since else None
    with reported():
        lines = build_audit(read_settings(store=store)).lines(first)
    for line in lines:
        click.echo(_json(asdict(line)) if as_json else _plain(asdict(line)))


def noted(settings: Settings, action: str, target: str = "", outcome: str = "done") -> None:
    """Keep what an administrator did; a database that cannot be opened stops no one."""
    from assistant.audit import administrator
    from assistant.bootstrap import build_audit

    with suppress(InvalidSetting):
        build_audit(settings).add(administrator(), action, target, outcome)


def _plain(line: dict[str, object]) -> str:
    told = " ".join(str(line[name]) for name in ("actor", "action", "target", "outcome", "request_id") if line[name])
    return f"{line['at']:%Y-%m-%d %H:%M:%S} {told}"


def _json(line: dict[str, object]) -> str:
    import json

    return json.dumps(line, default=str, ensure_ascii=False)
