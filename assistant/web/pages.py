"""HTML pages from templates that escape everything and refuse unknown variables."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("assistant.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **variables: object) -> str:
    """A page; a variable that the template does not know is ignored, one that it misses raises."""
    return _environment().get_template(template).render(**variables)
