"""What ``sources.yaml`` beside a file says of it."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import pytest

from ingest.errors import ReaderError
from ingest.sources import fields_of, fingerprint


def _file(folder: Path, described: str) -> Path:
    (folder / "sources.yaml").write_text(described, encoding="utf-8")
    file = folder / "notes.md"
    file.write_text("# Notes\n\nThe talk was about hydrogen.\n", encoding="utf-8")
    return file


def test_a_glob_describes_the_files_it_matches(tmp_path: Path) -> None:
    file = _file(tmp_path, '"*.md": {title: Hydrogen notes, date: 2024-05-15, audience: staff}\n"*.pdf": {author: x}\n')
    assert fields_of(file) == {"title": "Hydrogen notes", "published": date(2024, 5, 15), "audience": "staff"}


@pytest.mark.parametrize(
    ("glob", "matches"),
    [
        ("**/notes.md", True),
        ("**/2024/*.md", True),
        ("talks/**", True),
        ("talks/**/notes.md", True),
        ("./talks/2024/n*.md", True),
        ("2024/notes.md", True),
        ("talks/*.md", False),
        ("**/talks/notes.md", False),
        ("talks/**/2025/*.md", False),
    ],
)
def test_a_glob_may_name_folders_and_any_number_of_them(tmp_path: Path, glob: str, matches: bool) -> None:
    folder = tmp_path / "talks" / "2024"
    folder.mkdir(parents=True)
    (tmp_path / "sources.yaml").write_text(f'"{glob}": {{title: Found}}\n', encoding="utf-8")
    assert fields_of(folder / "notes.md") == ({"title": "Found"} if matches else {})


def test_the_nearer_folder_and_the_earlier_glob_go_first(tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text('"*.md": {title: Above, publisher: Above}\n', encoding="utf-8")
    folder = tmp_path / "talks"
    folder.mkdir()
    file = _file(folder, '"notes.md": {title: Near}\n"*.md": {title: Later}\n')
    assert fields_of(file) == {"title": "Near", "publisher": "Above"}


@pytest.mark.parametrize(
    ("described", "told"),
    [
        ('"*.md": {audience: nobody}\n', "audience: must be public or staff"),
        ('"*.md": {tytle: x}\n', "tytle: is no known key"),
        ('"*.md": {date: someday}\n', "date: must be a day"),
        ('"*.md": [a\n', "is no YAML"),
        ("- a\n", "must map globs to metadata"),
        ('"*.md":\n  title: [&a [x, x], &b [*a, *a], [*b, *b]]\n', "title: must be a text, not a list"),
    ],
)
def test_a_wrong_description_names_file_and_key(tmp_path: Path, described: str, told: str) -> None:
    file = _file(tmp_path, described)
    with pytest.raises(ReaderError, match=r"sources\.yaml") as caught:
        fields_of(file)
    assert told in caught.value.reason


def test_another_description_is_another_reading(tmp_path: Path) -> None:
    before = fingerprint(_file(tmp_path, '"*.md": {title: One}\n'))
    after = fingerprint(_file(tmp_path, '"*.md": {title: Two}\n'))
    assert len({before, after, ""}) == 3


def test_a_glob_of_nothing_describes_nothing(tmp_path: Path) -> None:
    file = _file(tmp_path, '"": {title: None}\n"*.md": {title: Notes}\n')
    assert fields_of(file) == {"title": "Notes"}


def test_a_description_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied")

    file = _file(tmp_path, '"*.md": {title: One}\n')
    monkeypatch.setattr(Path, "read_text", refused)
    with pytest.raises(ReaderError, match="it cannot be read: Permission denied"):
        fields_of(file)
