"""Transcripts and chats: turns, times, private messages, names that are taken out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.errors import ReaderError
from ingest.options import READING, Reading
from ingest.readers import read
from vectorstore.records import Authority

ZOOM = Path("../shared/data/zoom/2026-02-05_174")
VTT = """WEBVTT

NOTE made for a test

1
00:00:01.000 --> 00:00:04.000
Ada Host: Welcome to the talk.

2
00:00:04.500 --> 00:00:07.000
Ada Host: It is about water.

00:00:08.000 --> 00:00:09.000
<v Bo Guest>Thanks, Ada Host.</v>

4
01:10:00.000 --> 01:10:02.000
Ada Host: {long}
"""


def lines(folder: Path, name: str, text: str, reading: Reading = READING) -> list[tuple[str, str]]:
    (folder / name).write_text(text, encoding="utf-8")
    (document,) = read(folder / name, reading)
    assert document.authority is Authority.TRANSCRIPT
    assert all(section.locator.kind == "time" for section in document.sections)
    return [(section.locator.value, block.text) for section in document.sections for block in section.blocks]


def test_what_a_speaker_says_in_a_row_is_one_turn(tmp_path: Path) -> None:
    long = "We go on. " * 30
    assert lines(tmp_path, "talk.vtt", VTT.replace("{long}", long)) == [
        ("00:00:01", "Ada Host: Welcome to the talk. It is about water."),
        ("00:00:01", "Bo Guest: Thanks, Ada Host."),
        ("01:10:00", f"Ada Host: {long.strip()}"),
    ]


def test_cues_without_a_blank_line_between_them_are_told_apart(tmp_path: Path) -> None:
    text = "WEBVTT\n00:01.000 --> 00:02.000\nAda: Good morning.\n00:00:02.000 --> 00:00:03.000\nBo: Hello.\n"
    assert lines(tmp_path, "talk.vtt", text) == [("00:00:01", "Ada: Good morning."), ("00:00:01", "Bo: Hello.")]


def test_a_chat_to_everyone_is_read_in_other_languages_too(tmp_path: Path) -> None:
    text = "10:01:02 De Ada \u00e0 Tout le monde:\n\tBonjour \u00e0 vous.\n10:01:09 De Bo \u00e0 Ada:\n\tEntre nous.\n"
    assert lines(tmp_path, "chat.txt", text) == [("10:01:02", "Ada: Bonjour \u00e0 vous.")]


def test_names_of_ordinary_participants_are_taken_out_and_those_of_speakers_stay(tmp_path: Path) -> None:
    found = lines(tmp_path, "talk.vtt", VTT.replace("{long}", "We go on. " * 60), Reading(participant_names=False))
    assert found[1][1] == "Participant: Thanks, Ada Host."


def test_both_forms_of_a_chat_are_read(tmp_path: Path) -> None:
    tabbed = (
        "00:01:02\tAda Host:\tSee https://example.org/a\nand this\n"
        '00:01:09\tBo Guest:\tReplying to "See htt..."\n\nThanks a lot\n'
    )
    assert lines(tmp_path, "chat.txt", tabbed) == [
        ("00:01:02", "Ada Host: See https://example.org/a\nand this"),
        ("00:01:02", 'Bo Guest: (replying to "See htt...") Thanks a lot'),
    ]
    saved = (
        "10:02:33 From  Ada Host  to  Everyone : Good morning\n10:02:40 From Bo Guest to Everyone: Where is the form?\n"
    )
    assert lines(tmp_path, "saved.txt", saved) == [
        ("10:02:33", "Ada Host: Good morning"),
        ("10:02:33", "Bo Guest: Where is the form?"),
    ]


@pytest.mark.parametrize(
    "chat",
    [
        "10:02:33 From Ada Host to Everyone: Good morning\n"
        "10:02:40 From Bo Guest to Ada Host(Direct Message): my number\n"
        '10:03:00 From Bo Guest to Everyone: Reacted to "Good" with 👍\n',
        "10:02:33\tAda Host:\tGood morning\n10:02:40\tBo Guest (direct message):\tmy number\n",
        "10:02:33 From Ada Host To Everyone:\n\tGood morning\n10:02:40 From Bo Guest To Ada Host:\n\tmy number\n",
    ],
)
def test_private_messages_are_left_out_and_reported(tmp_path: Path, chat: str) -> None:
    (tmp_path / "chat.txt").write_text(chat, encoding="utf-8")
    (document,) = read(tmp_path / "chat.txt", Reading(participant_names=False))
    assert [block.text for section in document.sections for block in section.blocks] == ["Participant: Good morning"]
    assert document.remarks == ("private messages are left out: 1",)


def test_a_transcript_without_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.vtt").write_text("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n\n", encoding="utf-8")
    with pytest.raises(ReaderError, match="no cue"):
        read(tmp_path / "x.vtt")


@pytest.mark.skipif(not ZOOM.exists(), reason="the shared meetings are not at hand")
def test_a_real_meeting_is_titled_and_dated_by_its_folder() -> None:
    (talk,) = read(ZOOM / "transcript.vtt")
    assert (talk.title, talk.published) == ("2026-02-05 174: transcript", date(2026, 2, 5))
    spoken = [block.text for section in talk.sections for block in section.blocks]
    assert "Pooja Ranjan: Yeah, maybe 5 minutes before the meeting, you can hit it, and we can verify it." in spoken
    (chat,) = read(ZOOM / "chat.txt", Reading(participant_names=False))
    assert "Justin Traglia" not in " ".join(block.text for section in chat.sections for block in section.blocks)


ROLLING = """WEBVTT

00:00:00.000 --> 00:00:02.000
welcome<00:00:00.500><c> to</c><c> the</c><c> session</c>

00:00:02.000 --> 00:00:02.010
welcome to the session

00:00:02.010 --> 00:00:04.000
welcome to the session
about<c> water</c><c> calls</c>

00:00:04.000 --> 00:00:04.010
about water calls

00:00:04.010 --> 00:00:06.000
about water calls
no no it is open
"""


def test_captions_that_roll_say_every_word_once(tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").write_text(ROLLING, encoding="utf-8")
    (document,) = read(tmp_path / "talk.vtt")
    said = " ".join(block.text for section in document.sections for block in section.blocks)
    assert said == "welcome to the session about water calls no no it is open"
