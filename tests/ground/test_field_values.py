"""What stands in a field beforehand is what a browser would let a visitor send."""

import pytest

from pelican_converse.fieldvalues import wrong_value

RIGHT = [
    ("text", "", {"least": "3"}),
    ("text", "Anna", {"least": "4", "most": "4"}),
    ("text", "\N{BREAD}\N{BREAD}", {"most": "4"}),
    ("words", "one\ntwo", {"most": "7"}),
    ("email", "rosa.o'brien+bread@mail.adler.example", {}),
    ("phone", "+43 (0)316/555-01 23", {}),
    ("number", "-0.5", {"least": "-1"}),
    ("number", "20", {"least": "1", "most": "20", "whole": True}),
    ("date", "2028-02-29", {"least": "2028-02-29"}),
    ("time", "00:00", {"most": "23:59"}),
    ("rating", "0", {"least": "0", "most": "10"}),
    ("several", "rye", {"options": ("white", "rye")}),
    ("choice", "whatever", {}),
    ("hidden", "spring", {}),
    ("number", "5", {"least": "few", "most": "many"}),
]
WRONG = [
    ("text", "Anna", {"least": "5"}, "shorter than 5 signs"),
    ("text", "\N{BREAD}\N{BREAD}", {"most": "3"}, "longer than 3 signs"),
    ("text", "one\ntwo", {}, "more than one line"),
    ("email", "rosa@", {}, "not an e-mail address"),
    ("email", "rosa@adler..example", {}, "not an e-mail address"),
    ("email", "rosa adler@adler.example", {}, "not an e-mail address"),
    ("email", "r\u00f6sa@adler.example", {}, "not an e-mail address"),
    ("phone", "12", {}, "not a phone number"),
    ("phone", "call me at 12", {}, "not a phone number"),
    ("number", "1.0", {"whole": True}, "not a whole number"),
    ("number", "1e3", {}, "not a number"),
    ("number", "21", {"least": "1", "most": "20"}, "Write something from 1 to 20."),
    ("number", "0", {"least": "1"}, "Write 1 or more."),
    ("number", "21", {"most": "20"}, "Write 20 or less."),
    ("date", "2027-02-29", {}, "not a day"),
    ("date", "20261224", {}, "not a day"),
    ("time", "24:00", {}, "not a time"),
    ("rating", "6", {}, "Write something from 1 to 5."),
    ("rating", "05", {}, "not a count"),
    ("choice", "ry", {"options": ("white", "rye")}, 'Did you mean "rye"?'),
]


@pytest.mark.parametrize(("kind", "value", "field"), RIGHT)
def test_what_somebody_could_send_is_not_complained_of(kind, value, field):
    assert wrong_value(kind, value, **field) == ""


@pytest.mark.parametrize(("kind", "value", "field", "told"), WRONG)
def test_what_a_browser_would_not_take_is_told(kind, value, field, told):
    assert told in wrong_value(kind, value, **field)
