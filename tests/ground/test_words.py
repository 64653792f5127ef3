"""Our words and dates, as people write them where the business is."""

from datetime import date, time

import pytest
from babel import localedata
from babel.messages.pofile import read_po

from pelican_converse.words import LOCALE_FOLDER, WORD_JOINER, Words

DAY = date(2026, 1, 4)
CATALOGUES = sorted(LOCALE_FOLDER.glob("*.po"))


def read_catalogue(path):
    with path.open("rb") as file:
        return read_po(file, locale=path.stem, abort_invalid=True)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_can_be_read_and_its_translations_fit(path):
    catalogue = read_catalogue(path)
    assert len(catalogue) > 0
    assert not [(message.id, errors) for message, errors in catalogue.check() if errors]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_is_found_by_the_site(path):
    translations = Words(path.stem, "AT").translations
    for message in read_catalogue(path):
        if isinstance(message.id, str) and message.id and message.string:
            assert translations.gettext(message.id).replace(WORD_JOINER, "") == message.string


def test_english_in_austria_writes_dates_as_austria_does():
    words = Words("en", "AT")
    assert words.day(DAY) == "4 January 2026"
    assert words.short_day(DAY) == "4 January"
    assert words.month(DAY) == "January 2026"
    assert words.clock(time(14, 30)) == "14:30"
    assert (words.weekday(0), words.short_weekday(6)) == ("Monday", "Sun")
    assert words.listed(["Rosa", "Ben", "Eva"]) == "Rosa, Ben and Eva"
    assert words.direction == "ltr"


def test_german_in_austria_has_its_jaenner():
    words = Words("de", "AT")
    assert words.day(DAY) == "4. Jänner 2026"
    assert words.short_day(DAY) == "4. Jänner"
    assert words.month(DAY) == "Jänner 2026"
    assert words.clock(time(7, 30)) == "07:30"
    assert (words.weekday(0), words.short_weekday(6)) == ("Montag", "So")
    assert words.listed(["Rosa", "Ben"]) == "Rosa und Ben"
    assert Words("de", "DE").month(DAY) == "Januar 2026"


def test_a_language_that_says_its_country_keeps_it():
    assert Words("en-US", "AT").clock(time(14, 30)).endswith("PM")


def test_numbers_are_parted_as_the_country_does():
    assert Words("en", "US").number(12345) == "12,345"
    assert Words("de", "DE").number(12345) == "12.345"


def test_a_language_is_named_in_itself():
    words = Words("en")
    assert [words.language_name(tag) for tag in ("de", "en")] == ["Deutsch", "English"]


def test_a_language_without_a_catalogue_has_english_words():
    assert Words("is", "IS").translations.gettext("A customer") == "A customer"


@pytest.mark.parametrize("tag", ["ar", "he", "fa", "ur"])
def test_languages_from_right_to_left_are_known(tag):
    assert Words(tag, "AT").direction == "rtl"


def test_every_language_that_may_be_chosen_has_dates_in_every_kind_of_country():
    for tag in sorted({name.partition("_")[0] for name in localedata.locale_identifiers()}):
        for country in ("AT", ""):
            assert Words(tag, country).day(DAY)


def test_a_country_has_its_name():
    assert Words("en").country_name("US") == "United States"
    assert Words("de", "AT").country_name("US") == "Vereinigte Staaten"
