"""The command ``euclusters``: its subcommands come from the entry-point group ``euclusters.commands``."""

from __future__ import annotations

from importlib.metadata import entry_points

import click

GROUP = "euclusters.commands"


class InstalledCommands(click.Group):
    """Subcommands by entry point, loaded only when called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return sorted(point.name for point in entry_points(group=GROUP))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        found = tuple(entry_points(group=GROUP, name=cmd_name))
        if not found:
            return None
        command: click.Command = found[0].load()
        return command


@click.command(cls=InstalledCommands)
@click.version_option(package_name="euclusters-assistant")
def main() -> None:
    """Cited answers and matching EU funding calls from your talks, takeaways and call texts."""
