"""The files for running it name what there is: settings, metrics, folders, users."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient

from assistant.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
FILES = (
    ROOT / "Dockerfile",
    ROOT / "compose.yaml",
    *sorted((ROOT / "deploy").iterdir()),
    ROOT / "docs" / "operations.md",
    ROOT / "docs" / "privacy.md",
)
# What exists only where a model is configured, or is the library's own.
ELSEWHERE = (
    "euclusters_model_up",
    "euclusters_completions",
    "euclusters_fallbacks",
    "euclusters_dropped_sentences",
    "euclusters_tokens",
    "euclusters_cost_eur",
)


def names_of(model: type, before: str = PREFIX) -> set[str]:
    """Every variable that the settings read."""
    found = set()
    for name, field in model.model_fields.items():  # type: ignore[attr-defined]
        kind, variable = field.annotation, f"{before}{name.upper()}"
        found.add(variable)
        if isinstance(kind, type) and hasattr(kind, "model_fields"):
            found |= names_of(kind, f"{variable}__")
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_setting_that_is_named_exists(file: Path) -> None:
    named = set(re.findall(rf"\b{PREFIX}[A-Z0-9_]+", file.read_text("utf-8")))
    assert {name.rstrip("_") for name in named} <= names_of(Settings)


def test_every_metric_of_the_dashboard_is_measured(client: TestClient) -> None:
    board = json.loads((ROOT / "deploy" / "grafana.json").read_text("utf-8"))
    asked = " ".join(target["expr"] for panel in board["panels"] for target in panel["targets"])
    named = {re.sub(r"_(bucket|total|count|sum)$", "", name) for name in re.findall(r"\beuclusters_[a-z_]+", asked)}
    measured = client.get("/metrics").text
    assert len(named) > 12
    assert [name for name in named if name not in measured and name not in ELSEWHERE] == []


def test_containers_run_without_rights_and_without_a_way_out() -> None:
    image = (ROOT / "Dockerfile").read_text("utf-8")
    last = image[image.rindex("\nFROM ") :]
    assert "\nUSER 10001:10001\n" in last
    assert "HF_HUB_OFFLINE=1" in last
    assert "pip install" not in last
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    assistant = composed["services"]["assistant"]
    assert (assistant["read_only"], assistant["cap_drop"]) == (True, ["ALL"])
    assert [composed["networks"][name]["internal"] for name in assistant["networks"]] == [True]
    assert "ports" not in assistant


def test_what_the_image_copies_is_let_through_and_is_there() -> None:
    through = {line[1:].rstrip("/") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    wanted = {name.rstrip("/") for line in copied for name in line.split()}
    assert wanted <= through
    assert all((ROOT / name).exists() for name in wanted)
