"""The pages of this folder from their templates."""

from __future__ import annotations

from pathlib import Path

__all__ = ["rendered"]


def rendered(template: str, **values: object) -> str:
    """A page with everything escaped; a server of another version may leave out fields, and they are then empty."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True)
    return environment.get_template(template).render(**values)
