"""Malformed files from other projects' test suites: read, or refused with one sentence; nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ReaderError
from ingest.readers import SUPPORTED, read

FOLDERS = ["csv_spectrum", "pdfminer_samples", "python_pptx", "pypdf_resources", "pypdf_sample_files"]


def refusal(file: Path) -> str:
    """Why a file is refused; empty where it is read."""
    try:
        documents = read(file)
    except ReaderError as error:
        return str(error)
    return "" if all(document.title and document.sections for document in documents) else "read as nothing"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_is_read_or_refused_in_one_sentence(shared: Path, folder: str) -> None:
    files = sorted((shared / "data/hostile" / folder).iterdir())
    refused = {file.name: reason for file in files if (reason := refusal(file))}
    assert len(refused) < len(files)
    assert all(reason.startswith(name) and reason.endswith(".") for name, reason in refused.items())


def test_types_that_are_not_read_are_refused(shared: Path) -> None:
    files = [file for file in (shared / "data/hostile/python_docx").iterdir() if file.suffix not in SUPPORTED]
    assert all("supported are" in refusal(file) for file in files)
