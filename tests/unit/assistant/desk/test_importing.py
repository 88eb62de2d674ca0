"""Every quirk of Zoom's exports, and what is not one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.desk.errors import NoQuestionColumn, UnreadableImport
from assistant.desk.importing import When, read, read_file
from assistant.desk.records import Incoming

DAY = When(date(2024, 5, 15))
REPORT = """Question and Answer Report
Topic,Webinar ID
"Get paid on time, twice",123 456 789

#,Question,Asker Name,Asker Email,Answer(s)
1,"How soon do I send the first reminder?",Jane Doe,jane@example.com,"Answered by Host: Three days after the due date."
2,"Can I charge a fee, ""legally""?",Max,max@example.com,
3,"First line
second line?",Anonymous Attendee,,live answered
"""


def questions(data: bytes | str, name: str = "report.csv", **mapping: str) -> tuple[Incoming, ...]:
    raw = data.encode() if isinstance(data, str) else data
    return read_file(raw, name, DAY, mapping).questions


def test_a_report_with_its_preamble() -> None:
    first, second, third = questions(REPORT)
    assert (first.text, first.asker, first.email) == (
        "How soon do I send the first reminder?",
        "Jane Doe",
        "jane@example.com",
    )
    assert (first.answer, first.answered_by) == ("Three days after the due date.", "Host")
    assert (second.text, second.answer, second.answered_live) == ('Can I charge a fee, "legally"?', "", False)
    assert (third.text, third.asker, third.email) == ("First line\nsecond line?", None, None)
    assert (third.answered_live, third.answer) == (True, "")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_separators_line_ends_and_encodings(separator: str, end: str, encoding: str) -> None:
    rows = [
        ["Q&A Report"],
        [],
        ["#", "Question", "Asker Name", "Asker Email", "Answer(s)"],
        ["1", '"Wer zahlt; die Prüfung, ""wirklich""|?"', "Jörg", "j@example.com", ""],
    ]
    text = end.join(separator.join(row) for row in rows) + end
    (found,) = questions(text.encode(encoding))
    assert (found.text, found.asker) == ('Wer zahlt; die Prüfung, "wirklich"|?', "Jörg")


def test_the_newer_columns_with_their_times() -> None:
    text = (
        "Q&A Report\nReport Generated:,05/15/2024 11:00\n"
        "Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Question\n"
        "Talk,123,05/15/2024 10:00,60,2\n\nQuestion Details\n"
        "#,Question,Asker Name,Asker Email,Answer,Question Time,Answered Time,Answer Name,Answer Email\n"
        "1,Who may apply?,Ann,a@example.com,SMEs.,2024-05-15 10:02:33,2024-05-15 10:03:40,Host,h@example.com\n"
        "2,And universities?,Ann,a@example.com,,05/15/2024 10:05:00 AM,,,\n"
    )
    first, second = questions(text)
    assert first.asked_at == datetime(2024, 5, 15, 8, 2, 33, tzinfo=UTC)
    assert first.answered_at == datetime(2024, 5, 15, 8, 3, 40, tzinfo=UTC)
    assert (first.answer, first.answered_by) == ("SMEs.", "Host")
    assert (second.asked_at, second.answer) == (datetime(2024, 5, 15, 8, 5, tzinfo=UTC), "")


@pytest.mark.parametrize(
    ("header", "live", "nobody"),
    [
        (
            "#;Frage;Name des Fragestellers;E-Mail des Fragestellers;Antwort(en)",
            "live beantwortet",
            "Anonymer Teilnehmer",
        ),
        ("#;Question;Nom du demandeur;Adresse e-mail;Réponse(s)", "Répondu en direct", "Participant anonyme"),
        ("#;Pregunta;Nombre;Correo electrónico;Respuesta(s)", "respondido en vivo", "Asistente anónimo"),
        ("#;Domanda;Nome;Indirizzo e-mail;Risposta/e", "risposto dal vivo", "Partecipante anonimo"),
        ("#;Pytanie;Imię i nazwisko;Adres e-mail;Odpowiedzi", "odpowiedziano na żywo", "Anonimowy uczestnik"),
    ],
)
def test_localised_headers(header: str, live: str, nobody: str) -> None:
    (found,) = questions(f"Bericht\n\n{header}\n1;Was; {nobody} ;;{live}\n".replace("Was;", '"Was?";'))
    assert (found.text, found.asker, found.answered_live, found.answer) == ("Was?", None, True, "")


def test_columns_in_any_order_and_case_and_further_ones() -> None:
    (found,) = questions("ANSWER(S),Upvotes,question\nYes.,4,May I?\n")
    assert (found.text, found.answer) == ("May I?", "Yes.")


def test_several_answers_in_one_cell_and_in_rows_of_their_own() -> None:
    one, two = questions('Question,Answer(s)\nA?,"One.\nTwo."\nB?,Three.\n,Four.\n')
    assert one.answer == "One.\nTwo."
    assert two.answer == "Three.\nFour."


def test_a_header_that_is_repeated_is_no_question() -> None:
    assert [q.text for q in questions("#,Question\n1,A?\n#,Question\n2,B?\n")] == ["A?", "B?"]


def test_a_single_column_keeps_its_commas() -> None:
    assert [q.text for q in questions("question\nWhat, if any, is it?\nAnd then?\n")] == [
        "What, if any, is it?",
        "And then?",
    ]


def test_a_mapping_names_the_columns_of_any_table() -> None:
    text = "Wann;Was man uns fragt;Wer\n10:15;Wer darf?;Ann\n"
    (found,) = questions(text, question="Was man uns fragt", asker="Wer", asked_at="Wann")
    assert (found.text, found.asker) == ("Wer darf?", "Ann")
    assert found.asked_at == datetime(2024, 5, 15, 8, 15, tzinfo=UTC)


def test_a_table_without_questions_names_its_columns() -> None:
    with pytest.raises(NoQuestionColumn, match="Company, City") as error:
        questions("Company,City\nAcme,Graz\n")
    assert error.value.columns == ("Company", "City")


def test_the_api_form_of_a_past_webinar() -> None:
    document = {
        "id": 1,
        "start_time": "2024-05-15T08:00:00Z",
        "questions": [
            {
                "name": "Ann",
                "email": "a@example.com",
                "question_details": [{"question": "Who?", "answer": "SMEs."}, {"question": "When?", "answer": ""}],
            },
            {"name": "Anonymous Attendee", "email": "", "question_details": [{"question": "Why?"}]},
        ],
    }
    found = questions(json.dumps(document), "qa.json")
    assert [(q.text, q.answer, q.asker) for q in found] == [
        ("Who?", "SMEs.", "Ann"),
        ("When?", "", "Ann"),
        ("Why?", "", None),
    ]


def test_the_api_form_of_a_report() -> None:
    detail = {
        "question_id": "k1",
        "question": "Who?",
        "create_time": "2024-05-15T08:01:02Z",
        "question_status": "answered",
        "answer_details": [
            {"name": "Host", "content": "SMEs.", "create_time": "2024-05-15T08:02:00Z", "type": "answered"},
            {"name": "Host", "content": "live answered", "create_time": "2024-05-15T08:09:00Z", "type": "answered"},
        ],
    }
    dismissed = {"question_id": "k2", "question": "Buy?", "question_status": "dismissed", "answer_details": []}
    document = {"questions": [{"name": "Ann", "email": "a@x.eu", "question_details": [detail, dismissed]}]}
    first, second = questions(json.dumps(document), "report.json")
    assert (first.key, first.answer, first.answered_by, first.answered_live) == ("k1", "SMEs.", "Host", True)
    assert first.asked_at == datetime(2024, 5, 15, 8, 1, 2, tzinfo=UTC)
    assert first.answered_at == datetime(2024, 5, 15, 8, 2, tzinfo=UTC)
    assert second.dismissed


def test_what_a_report_calls_answered_without_words_was_said_aloud() -> None:
    detail = {"question": "Who?", "question_status": "answered", "answer_details": []}
    document = {"questions": [{"name": "Ann", "question_details": [detail]}]}
    assert questions(json.dumps(document), "report.json")[0].answered_live
    (row,) = questions("Question,Answer,Question Status\nWho?,,Answered\n", "q.csv")
    assert row.answered_live


@pytest.mark.parametrize("written", ["05/06/2024 10:00", "06/05/2024 10:00 AM", "5.6.2024 10:00"])
def test_of_two_readings_of_a_date_the_one_near_the_session_counts(written: str) -> None:
    assert When(date(2024, 6, 5)).instant(written) == datetime(2024, 6, 5, 8, tzinfo=UTC)


def test_a_list_of_texts_or_flat_objects_is_taken_too() -> None:
    assert [q.text for q in questions('["A?", {"question": "B?"}]', "q.json")] == ["A?", "B?"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"questions": 3}', "no list 'questions'"),
        ('{"answers": []}', "no list 'questions'"),
        ("{nonsense", "not valid JSON"),
        ('{"questions": [7]}', "no. 1"),
        ('{"questions": []}', "holds no question"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_other_json_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(UnreadableImport, match=said):
        questions(text, "q.json")


def test_a_saved_chat_by_the_clock() -> None:
    chat = "10:02:33 From Ann Lee to Everyone: Who may apply?\n10:03:00 From Bob : thanks\nand bye\n"
    first, second = questions(chat, "chat.txt")
    assert (first.text, first.asker) == ("Who may apply?", "Ann Lee")
    assert first.asked_at == datetime(2024, 5, 15, 8, 2, 33, tzinfo=UTC)
    assert second.text == "thanks\nand bye"


def test_a_chat_of_a_recording_counts_from_its_beginning() -> None:
    begun = When(date(2024, 5, 15), datetime(2024, 5, 15, 8, 0, tzinfo=UTC))
    (found,) = read('00:13:46\tAnn:\tReplying to "is it out..."\n\nHere "too"?\n', "chat.txt", begun).questions
    assert (found.text, found.asked_at) == ('Here "too"?', datetime(2024, 5, 15, 8, 13, 46, tzinfo=UTC))
    assert read("00:13:46\tAnn:\tHere?\n", "chat.txt", DAY).questions[0].asked_at is None


@pytest.mark.parametrize("call", ["2026-02-05_174", "2026-07-15_040"])
def test_the_real_chats_are_taken_without_loss(shared: Path, call: str) -> None:
    data = (shared / "data" / "zoom" / call / "chat.txt").read_bytes()
    text = data.decode()
    found = read_file(data, "chat.txt", DAY)
    begun = [line for line in text.split("\r\n") if line[:2].isdigit() and line[8:9] == "\t"]
    assert found.form == "chat"
    assert len(found.questions) == len(begun) > 0
    assert [q.asker for q in found.questions] == [line.split("\t")[1].removesuffix(":") for line in begun]
    kept = "".join("".join(q.text.split()) for q in found.questions)
    for line in text.splitlines():
        said = line.split("\t")[-1]
        if not said.startswith("Replying to "):
            assert "".join(said.split()) in kept


def test_plain_text_is_one_question_a_line() -> None:
    found = questions("1. Who may apply?\n\n- When, where; how?\n  • Why?\nQ: And 2027?\n2027 is the year?\n", "q.txt")
    assert [q.text for q in found] == ["Who may apply?", "When, where; how?", "Why?", "And 2027?", "2027 is the year?"]


def test_a_report_is_known_whatever_its_name() -> None:
    assert read(REPORT, "pasted text", DAY).form == "table"


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "q.csv", "q.csv is empty"),
        (b"\xef\xbb\xbf \r\n", "q.csv", "is empty"),
        (b"%PDF-1.7 ...", "q.csv", "is a PDF"),
        (b"PK\x03\x04....", "q.csv", "Office file"),
        (bytes(range(256)) * 4, "q.csv", "binary"),
        (b"#,Question\n", "q.csv", "holds no question"),
        (b"<!DOCTYPE html>\n<html><body>Q&A</body></html>", "q.txt", "web page"),
        (b"{\\rtf1\\ansi Who?}", "q.txt", "formatted text"),
        (b"WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nHi\n", "t.vtt", "transcript"),
    ],
)
def test_what_holds_no_questions_is_refused_in_one_sentence(data: bytes, name: str, said: str) -> None:
    with pytest.raises(UnreadableImport, match=said):
        questions(data, name)
