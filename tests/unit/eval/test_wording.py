from __future__ import annotations

from eval.wording import Piece, pieces, worded


def test_words_that_differ_are_told_apart() -> None:
    assert worded("open until 2 May", "closed since 2 May") == (("-", "open until"), ("+", "closed since"))


def test_pieces_put_together_are_the_texts_again() -> None:
    gone, come = pieces("It is open.\nApply now", "It is closed.\nApply")
    assert gone == (Piece("It is ", False), Piece("open.\n", True), Piece("Apply ", False), Piece("now", True))
    assert "".join(piece.words for piece in come) == "It is closed.\nApply"


def test_white_space_alone_is_no_difference() -> None:
    assert worded("one  two", "one two\n") == (("-", ""), ("+", ""))
