"""Words of the owner's own, and how visitors are spoken to."""

import re

import pytest
from looking import Web, words
from pelican import Pelican
from pelican.settings import read_settings

from tests.conftest import ARTICLE, BUSINESS, LEGAL, SmallSite

HOME = "https://adler.example"
TO_FRIENDS = re.compile(r"\b([Dd](u|ich|ir|ein(e[mnrs]?)?)|[Ee]uch|[Ee]uer|[Ee]ure[mnrs]?|ihr|Frag|frag|komm|Sag)\b")
TO_ADD = "answers_within: 2 working days\n"


@pytest.fixture
def site(small_site: SmallSite) -> SmallSite:
    """A site with something on most of its pages."""
    small_site.write("requests/spelt.md", "Title: Spelt\nAsked: 2026-01-04\nBy: Priya\nMe too: 11\n\nOn Wednesdays?\n")
    small_site.write("meetups/market.md", "Title: Stand\nWhen: 2027-01-09\nWhere: Graz\n")
    small_site.write("neighbours/mill.md", "Name: Farina\nVouched by: Rosa\nFor: Korn\n")
    small_site.write("news/loaf.md", ARTICLE + "\n/// form | ask\n///\n")
    return small_site


def speak(site: SmallSite, language: str, more: str = "") -> None:
    site.write("business.yaml", f"{BUSINESS}languages: [{language}]\n{TO_ADD}{LEGAL}{more}")


def all_words(built) -> dict[str, str]:
    """What stands on each page for people, labels and titles among it."""
    return {
        name: " ".join(
            [page.get_text(" "), *(str(value) for tag in page.find_all(True) for value in tag.attrs.values())]
        )
        for name, page in Web(built, HOME).pages.items()
    }


@pytest.mark.parametrize("manner", ["formal", "informal"])
def test_german_says_sie_or_du_on_every_page(manner, site):
    speak(site, "de", f"form_of_address: {manner}\n")
    built = site.build()
    pages = Web(built, HOME).pages
    assert {page.html["lang"] for page in pages.values()} == {"de"}
    found = {name: TO_FRIENDS.findall(text) for name, text in all_words(built).items()}
    assert len(found) > 10
    if manner == "formal":
        assert {name: each for name, each in found.items() if each} == {}
        assert "Was Sie gefragt haben" in words(built.page("").find(id="menu").get_text(" "))
        assert "Ihre IP-Adresse" in words(built.page("privacy/").get_text(" "))
    else:
        assert [name for name, each in found.items() if not each] == []


def test_german_in_austria_has_its_jaenner_in_pages(site):
    speak(site, "de")
    assert "4. Jänner 2026" in words(site.build().page("requests/spelt/").get_text(" "))
    site.write("business.yaml", f"{BUSINESS.replace('AT', 'DE')}languages: [de]\n{LEGAL}")
    assert "4. Januar 2026" in words(site.build().page("requests/spelt/").get_text(" "))


def test_one_sentence_of_ours_may_be_said_otherwise(site):
    speak(site, "de", "form_of_address: formal\n")
    site.write("words/de.po", 'msgid "Contact"\nmsgstr "So & \\"nicht\\" <b>anders</b>"\n')
    built = site.build()
    menu = words(built.page("").find(id="menu").get_text(" "))
    assert 'So & "nicht" <b>anders</b>' in menu
    assert "Was Sie gefragt haben" in menu
    assert built.page("contact/").title.get_text().startswith('So & "nicht" <b>anders</b>')
    assert [name for name in built.files() if "words" in name or name.endswith(".po")] == []


PARTIAL = r"""
msgid ""
msgstr ""
"Language: ar\n"
HEAD
msgid "Contact"
msgstr "اتصل بنا"

msgid "What you asked"
msgstr "ما سألتم عنه"

msgid "%(name)s answers %(within)s."
msgstr "%(name)s تجيب %(within)s."

msgid "within a working day"
msgid_plural "within %(count)s working days"
msgstr[0] "خلال %(count)s يوم عمل"
msgstr[1] "خلال يوم عمل"
msgstr[2] "خلال يومي عمل"
msgstr[3] "خلال %(count)s أيام عمل"
msgstr[4] "خلال %(count)s يوم عمل"
msgstr[5] "خلال %(count)s يوم عمل"

msgid "%(by)s and one other"
msgid_plural "%(by)s and %(count)s others"
msgstr[0] "%(by)s وحدها"
msgstr[1] "%(by)s وشخص آخر"
msgstr[2] "%(by)s وشخصان آخران"
msgstr[3] "%(by)s و%(count)s آخرون"
msgstr[4] "%(by)s و%(count)s شخصًا آخر"
msgstr[5] "%(by)s و%(count)s شخص آخر"
"""
RULE = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"
SIX = rf'"Plural-Forms: nplurals=6; plural={RULE};\n"'


@pytest.mark.parametrize("head", [SIX, ""])
def test_a_language_that_we_do_not_speak_is_spoken_as_far_as_the_owner_can(head, site):
    speak(site, "ar")
    site.write("words/ar.po", PARTIAL.replace("HEAD", head))
    built = site.build()
    home = built.page("")
    assert (home.html["lang"], home.html["dir"]) == ("ar", "rtl")
    menu, text = words(home.find(id="menu").get_text(" ")), words(home.get_text(" "))
    assert "اتصل بنا" in menu
    assert "ما سألتم عنه" in menu
    assert "خلال يومي عمل" in text
    assert "Priya و11 شخصًا آخر" in text
    assert "Your name" in text
    assert Web(built, HOME).dead_links() == []


NO_LONGER = "We don't say this, or no longer. Take it out, unless it is for a template of yours."
MANY = 'Write msgid_plural "within %(count)s hours", then msgstr[0] and so on.'


def test_words_that_are_not_ours_are_told_and_break_nothing_that_is_published(site):
    speak(site, "de")
    blocks = [
        'msgid "Contct"\nmsgstr "Servus"\n',
        'msgid "It was here once upon a time"\nmsgstr "Damals"\n',
        'msgid "within an hour"\nmsgstr "gleich"\n',
        'msgid "Menu"\nmsgid_plural "Menus"\nmsgstr[0] "a"\nmsgstr[1] "b"\n',
        'msgctxt "menu"\nmsgid "Planned"\nmsgstr "Kommt"\n',
        'msgid "Contact"\nmsgstr "Servus"\n',
    ]
    site.write("words/de.po", "\n".join(blocks))
    done = site.run_pelican("--fatal", "warnings")
    assert done.returncode == 0, done.stderr
    told = [line.split(": ", 1) for line in done.stderr.splitlines() if line.startswith("content/words/")]
    assert told == [
        ["content/words/de.po:1", '"Contct" is not used. Did you mean "Contact"?'],
        ["content/words/de.po:4", f'"It was here once upon a time" is not used. {NO_LONGER}'],
        ["content/words/de.po:7", f'"within an hour" is not used. {MANY}'],
        ["content/words/de.po:10", '"Menu" is not used. Take msgid_plural out, and write msgstr.'],
        ["content/words/de.po:16", '"Planned" is not used. Take msgctxt out.'],
    ]
    assert "Servus" in (site.folder / "output" / "index.html").read_text(encoding="utf-8")


def test_what_is_broken_is_refused_without_a_traceback(site):
    speak(site, "de")
    site.write("words/de.po", 'msgid "%(name)s answers."\nmsgstr "Antwort folgt."\n')
    done = site.run_pelican()
    assert done.returncode == 1
    assert "content/words/de.po:1: %(name)s is missing." in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_live_preview_takes_up_changed_words(site):
    speak(site, "de")
    pelican = Pelican(read_settings(override=site.settings()))
    for said in ("Servus", "Griaß di"):
        site.write("words/de.po", f'msgid "Contact"\nmsgstr "{said}"\n')
        pelican.run()
        assert said in (site.folder / "output" / "index.html").read_text(encoding="utf-8")
    (site.content / "words" / "de.po").unlink()
    pelican.run()
    assert "Kontakt" in (site.folder / "output" / "index.html").read_text(encoding="utf-8")


def test_a_template_of_the_owners_own_may_have_words_in_the_same_file(site):
    speak(site, "de")
    site.write("words/de.po", 'msgid "Fresh at seven"\nmsgstr "Frisch um sieben"\n')
    folder = site.folder / "templates" / "converse" / "pages"
    folder.mkdir(parents=True)
    block = '{% block title %}{{ _("Fresh at seven") }}{% endblock %}'
    (folder / "ask.html").write_text('{% extends "!converse/pages/ask.html" %}' + block, encoding="utf-8")
    built = site.build(THEME_TEMPLATES_OVERRIDES=[str(site.folder / "templates")])
    assert built.page("ask/").title.get_text() == "Frisch um sieben"
