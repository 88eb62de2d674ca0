"""Calls that are told in a talk: who speaks is no name of a call."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.assembling import assemble
from vectorstore.records import Call

TALK = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:06.000\n{}\n"


def calls(said: str, folder: Path) -> tuple[Call, ...]:
    (folder / "talk.vtt").write_text(TALK.format(said), encoding="utf-8")
    (item,) = assemble(folder / "talk.vtt", "digest", lambda words: len(words.split()), 254).documents
    return item.calls


@pytest.mark.parametrize("speaker", ["Speaker", "Speaker 2", "Ana Lopez", "HOST"])
def test_a_call_is_not_named_after_the_speaker(speaker: str, tmp_path: Path) -> None:
    (call,) = calls(f"{speaker}: FireUp funds training for brigades, deadline 3 June 2027.", tmp_path)
    assert (call.acronym, call.title) == (None, "FireUp funds training for brigades")


def test_a_name_that_the_speaker_gives_is_that_of_the_call(tmp_path: Path) -> None:
    (call,) = calls("Ana Lopez: AQUAVOUCH: vouchers for SMEs; deadline 3 June 2027.", tmp_path)
    assert (call.acronym, call.title) == ("AQUAVOUCH", "vouchers for SMEs")


def test_a_lone_word_before_the_deadline_is_no_title(tmp_path: Path) -> None:
    (call,) = calls("Speaker: Please apply by 3 July 2027 for the vouchers of the soil partnership.", tmp_path)
    assert "vouchers of the soil partnership" in call.title
