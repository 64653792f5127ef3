"""Our words and dates, as people write them where the business is."""

import re
from datetime import date, time

import pytest
from babel import Locale, localedata
from babel.messages.pofile import read_po

from pelican_converse.model.languages import SIGNED, read_language
from pelican_converse.problems import Problems
from pelican_converse.reading.pofile import read_po as read_entries
from pelican_converse.translations import FORMAL, LOCALE_FOLDER, ours
from pelican_converse.words import Words
from tests.catalogue import words_of_templates

DAY = date(2026, 1, 4)
TO_FRIENDS = re.compile(
    r"\b(([Dd](u|ich|ir|ein(e[mnrs]?)?)|[Ee]uch|[Ee]uer|[Ee]ure[mnrs]?|ihr(e[mnrs]?)?)"
    r"|[Dd]ruck|[Ff]rag|[Kk]omm|[Rr]ed|[Ss]ag|[Tt]riff|[Ww]ünsch)\b"
)
"""What gives away that somebody is spoken to as a friend: pronouns, and what they are told to do."""
CATALOGUES = sorted(LOCALE_FOLDER.glob("*.po"))


def read_catalogue(path):
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.removesuffix(FORMAL), abort_invalid=True)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_can_be_read_and_its_translations_fit(path):
    catalogue = read_catalogue(path)
    assert len(catalogue) > 0
    assert not [(message.id, errors) for message, errors in catalogue.check() if errors]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_is_found_by_the_site(path):
    manner = "formal" if path.stem.endswith(FORMAL) else "informal"
    translations = Words(path.stem.removesuffix(FORMAL), "AT", manner).translations
    for message in read_catalogue(path):
        if isinstance(message.id, str) and message.id and message.string:
            assert translations.gettext(message.id) == message.string


def test_the_catalogues_have_all_words_of_the_templates_and_no_others():
    said = {(message.id, "") if isinstance(message.id, str) else message.id for message in words_of_templates()}
    for language in ("en", "de"):
        entries = ours(language)
        assert {entry.key for entry in entries} == said
        assert [entry.msgid for entry in entries if not all(entry.texts)] == []


def test_every_german_sentence_that_speaks_to_a_friend_has_a_formal_one():
    formal = {entry.key: entry.texts for entry in ours("de-formal") if entry.msgid}
    informal = {entry.key: entry.texts for entry in ours("de") if entry.msgid}
    assert len(formal) > 50
    to_friends = {key for key, texts in informal.items() if TO_FRIENDS.search(" ".join(texts))}
    assert to_friends - set(formal) == set()
    assert {key: texts for key, texts in formal.items() if TO_FRIENDS.search(" ".join(texts))} == {}
    assert {key for key, texts in formal.items() if informal[key] == texts} == set()


def test_formal_german_is_german_otherwise():
    formal, informal = Words("de", "AT", "formal"), Words("de", "AT")
    assert [words.translations.gettext("Your name") for words in (formal, informal)] == ["Ihr Name", "Dein Name"]
    assert formal.translations.gettext("Contact") == "Kontakt"
    assert (formal.tag, formal.language) == ("de-AT", "de")
    assert Words("de-CH", "AT", "formal").translations.gettext("Your name") == "Ihr Name"
    assert Words("en", "AT", "formal").translations.gettext("Your name") == "Your name"


def own(**files):
    """An owner's files, by the languages that they are called after, `de_AT` being de-AT."""
    problems = Problems()
    found = {name.replace("_", "-"): read_entries(text, name, problems) for name, text in files.items()}
    assert problems.found == []
    return found


def po(**said):
    return "\n".join(f'msgid "{key}"\nmsgstr "{text}"\n' for key, text in said.items())


def test_the_owners_words_win_message_by_message_and_those_of_the_country_before_those_of_the_language():
    files = own(de=po(Contact="Servus", Menu="Alles"), de_AT=po(Contact="Griaß di"), de_CH=po(Menu="Sali"))
    words = Words("de", "AT", "formal", files).translations
    assert [words.gettext(each) for each in ("Contact", "Menu", "Planned", "Your name", "No such words")] == [
        "Griaß di",
        "Alles",
        "Geplant",
        "Ihr Name",
        "No such words",
    ]
    assert Words("de", "DE", own=files).translations.gettext("Contact") == "Servus"
    assert Words("de-CH", "AT", own=files).translations.gettext("Menu") == "Sali"
    assert Words("en", "AT", own=files).translations.gettext("Contact") == "Contact"


def test_what_is_fuzzy_or_not_written_is_left_to_us():
    text = '#, fuzzy\nmsgid "Contact"\nmsgstr "?"\n\nmsgid "Menu"\nmsgstr ""\n\n#~ msgid "Planned"\n#~ msgstr "?"\n'
    words = Words("de", "AT", own=own(de=text)).translations
    assert [words.gettext(each) for each in ("Contact", "Menu", "Planned")] == ["Kontakt", "Menü", "Geplant"]


HOURS = 'msgid "within an hour"\nmsgid_plural "within %(count)s hours"\n'
HEAD = 'msgid ""\nmsgstr ""\n"Plural-Forms: {}\\n"\n\n'
ARABIC = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"
SIX = "".join(f'msgstr[{number}] "{letter}"\n' for number, letter in enumerate("zotfme"))


@pytest.mark.parametrize("head", ["", HEAD.format(ARABIC)])
def test_six_plurals_are_told_apart_whether_the_head_names_them_or_not(head):
    words = Words("ar", "AT", own=own(ar=head + HOURS + SIX)).translations
    said = [words.ngettext("within an hour", "within %(count)s hours", n) for n in (0, 1, 2, 3, 11, 100, 102)]
    assert said == ["z", "o", "t", "f", "m", "e", "e"]


def test_the_head_may_count_otherwise_than_the_language():
    text = HEAD.format("nplurals=1; plural=0;") + HOURS + 'msgstr[0] "x"\n'
    words = Words("ar", own=own(ar=text)).translations
    assert {words.ngettext("within an hour", "within %(count)s hours", n) for n in range(200)} == {"x"}
    assert words.ngettext("one thing heard", "%(count)s things heard", 2) == "%(count)s things heard"


def test_words_are_text_and_no_html():
    words = Words("en", own=own(en=r'msgid "Contact"' + "\n" + r'msgstr "<b>\"Q & A\"</b>"')).translations
    assert words.gettext("Contact") == "&lt;b&gt;&quot;Q &amp; A&quot;&lt;/b&gt;"


def test_english_in_austria_writes_dates_as_austria_does():
    words = Words("en", "AT")
    assert words.day(DAY) == "4\u00a0January\u00a02026"
    assert words.short_day(DAY) == "4\u00a0January"
    assert words.month(DAY) == "January\u00a02026"
    assert words.clock(time(14, 30)) == "14:30"
    assert (words.weekday(0), words.short_weekday(6)) == ("Monday", "Sun")
    assert words.listed(["Rosa", "Ben", "Eva"]) == "Rosa, Ben and Eva"
    assert words.direction == "ltr"


def test_german_in_austria_has_its_jaenner():
    words = Words("de", "AT")
    assert words.day(DAY) == "4.\u00a0Jänner\u00a02026"
    assert words.short_day(DAY) == "4.\u00a0Jänner"
    assert words.month(DAY) == "Jänner\u00a02026"
    assert words.clock(time(7, 30)) == "07:30"
    assert (words.weekday(0), words.short_weekday(6)) == ("Montag", "So")
    assert words.listed(["Rosa", "Ben"]) == "Rosa und Ben"
    assert Words("de", "DE").month(DAY) == "Januar\u00a02026"


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


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("de", "Deutsch"),
        ("pt-BR", "português (Brasil)"),
        ("gsg", "Deutsche Gebärdensprache"),
        ("tlh", "Klingonisch"),
        ("ase", "American Sign Language"),
    ],
)
def test_a_language_is_called_as_its_speakers_call_it_or_as_the_site_does(tag, name):
    assert Words("de", "AT").language_name(read_language(tag)) == name


def test_every_language_that_is_taken_has_a_name():
    words = Words("de")
    for tag in [*SIGNED, *(tag.replace("_", "-") for tag in Locale("en").languages)]:
        assert tag in ("und", "mul", "zxx", "root") or words.language_name(read_language(tag)) not in ("", tag)


@pytest.mark.parametrize("tag", ["", "und", "mul", "zxx", "root", "qqq", "german", "d", "de-", "_"])
def test_what_is_no_language_is_refused(tag):
    with pytest.raises(ValueError, match="is not a language"):
        read_language(tag)


@pytest.mark.parametrize(
    ("language", "country", "written"),
    [
        ("en", "AT", "Saturday, 15~August~2026"),
        ("en", "US", "Saturday, August~15, 2026"),
        ("de", "AT", "Samstag, 15.~August~2026"),
        ("es", "ES", "sábado, 15~de agosto de~2026"),
    ],
)
def test_the_day_and_the_year_stay_with_their_month(language, country, written):
    assert Words(language, country).full_day(date(2026, 8, 15)).replace("\u00a0", "~") == written
