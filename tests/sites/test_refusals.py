"""What can't be built is refused: everything at once, in words, and the last good site stays."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pelican import Pelican
from pelican.settings import read_settings

from pelican_converse.problems import BadContent
from tests.conftest import ARTICLE, BUSINESS, SmallSite

SPELT = "Title: Spelt, please\nAsked: 2026-07-01\n"


def bytes_of(folder: Path) -> dict[str, bytes]:
    """All files of a folder by their names."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(site: SmallSite, **settings) -> list[str]:
    """What the command says of a site that it must refuse; the last good output has to stay."""
    before = bytes_of(site.folder / "output")
    done = site.run_pelican(**settings)
    said = done.stderr + done.stdout
    assert done.returncode == 1, said
    assert "Traceback" not in said
    assert "pelican_converse/" not in said
    assert bytes_of(site.folder / "output") == before != {}
    lines = done.stderr.splitlines()
    return [line for line in lines if line.startswith(("content/", "pelicanconf.py", "converse/"))]


def refused_here(site: SmallSite, **settings) -> list[str]:
    """The same without a process of its own."""
    with pytest.raises(BadContent) as bad:
        site.build(**settings)
    return bad.value.report.splitlines()


def assert_told(lines: list[str], expected: dict[str, str]) -> None:
    """Each line begins with its place and holds its words, unbroken to the full stop; and there are no others."""
    assert [line.partition(": ")[0] for line in lines] == list(expected)
    assert [line for line, words in zip(lines, expected.values(), strict=True) if words not in line] == []
    assert [line for line in lines if not line.endswith((".", "?"))] == []


def test_everything_that_is_wrong_is_told_at_once_and_the_last_good_site_stays(small_site):
    small_site.build()
    small_site.write("people/ben.md", "Name: Ben\nEmail: ben at adler\n")
    small_site.write("requests/spelt.md", SPELT + "Statsu: open\n\n## 2026-07-02, Rosa: plannned\n")
    small_site.write("news/loaf.md", ARTICLE + "\n/// fomr | ask\n///\n\n/// card\nNever closed.\n")
    wrong = {"TIMEZONE": "Europe/Berlin", "CONVERSE_FORMS": {"backend": "netlfy"}}
    expected = {
        "content/news/loaf.md:7": 'Did you mean "form"?',
        "content/news/loaf.md:10": "never closed",
        "content/people/ben.md:2": "rosa@adler.example",
        "content/requests/spelt.md:3": '"Statsu" is not a key',
        "content/requests/spelt.md:5": 'Did you mean "planned"?',
    }
    lines = refused(small_site, DELETE_OUTPUT_DIRECTORY=True, **wrong)
    settings = [line for line in lines if line.startswith("pelicanconf.py")]
    assert_told([line for line in lines if line not in settings], expected)
    assert [line for line in settings if 'Did you mean "netlify"?' in line]
    assert [line for line in settings if "content/business.yaml:3" in line and "'Europe/Vienna'" in line]
    assert len(settings) == 2


def test_mistakes_in_the_business_hide_no_others(small_site):
    small_site.write("business.yaml", BUSINESS + "tagilne: Bread\nlanguages: [english]\n")
    small_site.write("requests/spelt.md", SPELT + "Kind: wish\n")
    small_site.write("pages/visit.md", "Title: Visit\n\n/// hours\nToday\n///\n")
    lines = refused_here(small_site, CONVERSE_FORMS={"backend": "netlfy"})
    expected = {
        "content/business.yaml:5": 'Did you mean "tagline"?',
        "content/business.yaml:6": "en or de",
        "content/pages/visit.md:4": "holds no text",
        "content/requests/spelt.md:3": '"wish" is not a kind',
        "pelicanconf.py": 'Did you mean "netlify"?',
    }
    assert_told(lines, expected)


def test_grammar_references_blocks_and_settings_are_told_in_one_go(small_site):
    small_site.write("requests/spelt.md", SPELT + "\n## 2026-07-02, Rosa: plannned\n")
    small_site.write(
        "requests/rye.md",
        SPELT + "\n## 2026-07-02, Rosa: duplicate of spelt\n\n## 2026-07-03, Rosa: duplicate of oats\n",
    )
    small_site.write(
        "pages/visit.md", "Title: Visit\n\n/// requests\n    limit: few\n///\n\n/// request | spelt\n///\n"
    )
    expected = {
        "content/pages/visit.md:3": '"few" is not a number',
        "content/requests/rye.md:6": 'There is no request "oats"',
        "content/requests/spelt.md:4": 'Did you mean "planned"?',
        "pelicanconf.py": "CONVERSE_REQUESTS_PER_PAGE",
    }
    assert_told(refused_here(small_site, CONVERSE_REQUESTS_PER_PAGE=0), expected)


@pytest.mark.parametrize("number", [-1, "all", None])
def test_how_many_entries_a_feed_has_is_a_number(number, small_site):
    (line,) = refused_here(small_site, CONVERSE_FEED_ITEMS=number)
    assert line.startswith("pelicanconf.py: CONVERSE_FEED_ITEMS is ")
    assert line.endswith("Write a number such as 20, or 0 for all.")


def test_what_is_wrong_in_a_file_is_said_once_whoever_names_the_file(small_site):
    """A person without a name, a request without a title, a business whose places and topics can't be read."""
    small_site.write("business.yaml", BUSINESS + "topics: [bread]\nlocations: Shop\n")
    small_site.write("people/rosa.md", "Email: rosa@adler.example\n")
    small_site.write("requests/spelt.md", "Asked: 2026-07-01\nContact: rosa\nTopic: bread\n")
    small_site.write("requests/rye.md", SPELT + "Topic: bread\n\n## 2026-07-02, rosa: duplicate of spelt\n")
    blocks = ["contact | rosa", "request | spelt", "hours | Shop", "neighbours | bread"]
    page = "".join(f"\n/// {block}\n///\n" for block in blocks)
    small_site.write("pages/visit.md", f"Title: Visit\nContact: rosa\nTopic: bread\n{page}")
    expected = {
        "content/business.yaml:5": '"topics"',
        "content/business.yaml:6": '"locations" must be a list',
        "content/people/rosa.md:1": '"Name" is missing',
        "content/requests/spelt.md:1": '"Title" is missing',
    }
    assert_told(refused_here(small_site), expected)


def test_a_site_without_a_business_is_told_what_to_write(tmp_path):
    site = SmallSite(tmp_path)
    (site.content / "business.yaml").unlink()
    (line,) = refused_here(site)
    assert line.startswith("content/business.yaml: The file is missing.")


def test_what_shows_only_after_reading_articles_is_refused_in_the_same_way(small_site):
    """A page over one of ours, a form that loses words, a link out of the content folder."""
    (small_site.folder / "secret.txt").write_text("1234")
    small_site.build()
    small_site.write("pages/reach.md", "Title: Reach us\nSave_as: contact/index.html\n")
    small_site.write("news/loaf.md", ARTICLE + "\n[The code]({static}/../secret.txt)\n")
    override = small_site.folder / "overrides" / "converse" / "form.html"
    override.parent.mkdir(parents=True)
    override.write_text('{% extends "!converse/form.html" %}{% block controls %}<textarea></textarea>{% endblock %}')
    before = {path for path in small_site.folder.rglob("*") if path.is_file()}
    lines = refused(small_site, DELETE_OUTPUT_DIRECTORY=True, THEME_TEMPLATES_OVERRIDES=["overrides"])
    expected = {
        "content/news/loaf.md": "outside of the content folder",
        "content/pages/reach.md": "CONVERSE_CONTACT_SAVE_AS",
        "converse/form.html": "<textarea> without a name",
    }
    assert_told(lines, expected)
    assert {path for path in small_site.folder.rglob("*") if path.is_file()} - before == {
        small_site.folder / "pelicanconf.py"
    }


@pytest.mark.parametrize(
    "save_as", ["requests/index.html", "404.html", "people/rosa/index.html", "requests/spelt/index.html"]
)
def test_a_page_over_one_of_ours_is_refused(save_as, small_site):
    small_site.write("requests/spelt.md", SPELT)
    small_site.write("pages/mine.md", f"Title: Mine\nSave_as: {save_as}\n")
    (line,) = refused_here(small_site)
    assert line.startswith("content/pages/mine.md: ")
    assert save_as in line


@pytest.mark.parametrize(
    "link",
    [
        "{static}/../secret.txt",
        "{static}../../secret.txt",
        "{static}/images/../../secret.txt",
        "{attach}../../secret.txt",
        "|static|/../secret.txt",
    ],
)
@pytest.mark.parametrize("file", ["news/loaf.md", "pages/loaf.md"])
def test_no_link_takes_a_file_from_outside(link, file, small_site):
    (small_site.folder / "secret.txt").write_text("1234")
    small_site.write("images/loaf.svg", "<svg/>")
    small_site.write(file, ARTICLE + f"\n[The code]({link})\n")
    (line,) = refused_here(small_site)
    assert line.startswith(f"content/{file}: ")
    assert [*small_site.folder.rglob("secret.txt")] == [small_site.folder / "secret.txt"]


def test_our_people_can_link_to_no_file_outside_either(small_site):
    (small_site.folder / "secret.txt").write_text("1234")
    small_site.write("requests/spelt.md", SPELT + "\n## 2026-07-02, Rosa\n\n[Code]({static}/images/../../secret.txt)\n")
    (line,) = refused_here(small_site)
    assert line.startswith("content/requests/spelt.md:6: ")
    assert [*small_site.folder.rglob("secret.txt")] == [small_site.folder / "secret.txt"]


def test_formspree_has_to_know_the_form_and_the_site(small_site):
    small_site.write("business.yaml", BUSINESS + "forms: {backend: formspree}\n")
    lines = refused_here(small_site, SITEURL="")
    assert [line for line in lines if "formspree needs an id" in line]
    assert [line for line in lines if "SITEURL = 'https://www.adler.example'" in line]
    assert {line.partition(": ")[0] for line in lines} == {"content/business.yaml:5"}


def test_an_address_without_https_is_refused(small_site):
    (line,) = refused_here(small_site, SITEURL="www.adler.example")
    assert line.startswith("pelicanconf.py: SITEURL")


COUNTING = """\
from pelican import signals


def count(pelican):
    with open("attempts", "a") as file:
        file.write(".")


def register():
    signals.get_generators.connect(count)
"""
"""A plugin that notes each time a site begins to be built."""


class Preview:
    """A live preview that runs in the site's folder."""

    def __init__(self, site: SmallSite) -> None:
        self.site = site
        self.log = site.folder / "log"
        (site.folder / "counting.py").write_text(COUNTING)
        plugins = {"PLUGINS": ["counting", "pelican_converse"], "PLUGIN_PATHS": ["."]}
        lines = [f"{key} = {value!r}\n" for key, value in site.settings(**plugins).items()]
        (site.folder / "pelicanconf.py").write_text("".join(lines))
        command = [sys.executable, "-m", "pelican", "--autoreload"]
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=site.folder, stdout=log, stderr=log, env=environment)

    def said(self, words: str) -> int:
        return self.log.read_text().count(words)

    def shows(self, words: str) -> bool:
        page = self.site.folder / "output" / "requests" / "spelt" / "index.html"
        return page.exists() and words in page.read_text()

    def wait_until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not holds():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < end, self.log.read_text()
            time.sleep(0.1)

    @property
    def attempts(self) -> int:
        """How often it has begun to build."""
        return (self.site.folder / "attempts").stat().st_size


@pytest.fixture
def preview(small_site: SmallSite) -> Iterator[Callable[[], Preview]]:
    """Starts a live preview, and ends it."""
    started: list[Preview] = []

    def start() -> Preview:
        started.append(Preview(small_site))
        return started[0]

    yield start
    for each in started:
        each.process.terminate()
        try:
            each.process.wait(10)
        except subprocess.TimeoutExpired:
            each.process.kill()
            each.process.wait()


def test_a_live_preview_says_once_what_is_wrong_and_goes_on_when_it_is_mended(small_site, preview):
    bad = SPELT + "\n## 2026-07-02, Rosa: {}\n\n{}\n"
    small_site.write("requests/spelt.md", bad.format("plannned", "Soon."))
    running = preview()
    running.wait_until(lambda: running.said('Did you mean "planned"?') > 0)
    attempts = running.attempts
    time.sleep(2)
    assert running.attempts == attempts
    assert running.said('Did you mean "planned"?') == 1

    small_site.write("requests/spelt.md", bad.format("planned", "Soon."))
    running.wait_until(lambda: running.shows("Soon."))
    running.wait_until(lambda: running.said("Done:") == 1)

    time.sleep(2)  # only now does Pelican watch again
    small_site.write("requests/spelt.md", bad.format("completd", "It came."))
    running.wait_until(lambda: running.said('Did you mean "completed"?') > 0)
    assert running.shows("Soon.")
    time.sleep(2)
    small_site.write("requests/spelt.md", bad.format("completed", "It came."))
    running.wait_until(lambda: running.shows("It came."))
    assert running.said('Did you mean "completed"?') == 1
    assert running.said("Traceback") == 0


def test_a_live_preview_goes_on_when_the_settings_are_mended(small_site, preview):
    small_site.write("requests/spelt.md", SPELT)
    running = preview()
    running.wait_until(lambda: running.said("Done:") == 1)
    conf = small_site.folder / "pelicanconf.py"
    good = conf.read_text()
    time.sleep(2)
    conf.write_text(good + 'CONVERSE_FORMS = {"backend": "netlfy"}\n')
    running.wait_until(lambda: running.said('Did you mean "netlify"?') == 1)
    time.sleep(2)
    conf.write_text(good)
    running.wait_until(lambda: running.said("Done:") == 2)
    assert running.said("Traceback") == 0


def test_a_template_that_asks_for_what_is_not_there_is_told_so(small_site):
    override = small_site.folder / "overrides" / "page.html"
    override.parent.mkdir(parents=True)
    override.write_text(
        '{% extends "!theme/page.html" %}{% block page_content %}{{ converse.request("nix") }}{% endblock %}'
    )
    small_site.write("pages/reach.md", "Title: Reach us\n\nx\n")
    done = small_site.run_pelican(THEME_TEMPLATES_OVERRIDES=["overrides"])
    assert done.returncode == 1
    assert 'converse.request() in a template: There is no request "nix".' in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_a_setting_that_is_not_ours_is_told_so(small_site):
    lines = refused_here(small_site, CONVERSE_REQUEST_PER_PAGE=5, CONVERSE_ASK_URL="../ask/")
    assert [line.partition(" is ")[0] for line in lines] == [
        "pelicanconf.py: CONVERSE_ASK_URL",
        "pelicanconf.py: CONVERSE_REQUEST_PER_PAGE",
    ]
    assert lines[1].endswith('Did you mean "CONVERSE_REQUESTS_PER_PAGE"?')


def test_pages_of_ours_that_would_be_written_over_each_other_are_told(small_site):
    lines = refused_here(
        small_site,
        CONVERSE_FEED_SAVE_AS="feed.xml",
        CONVERSE_LEDGER_SAVE_AS="requests.csv",
        CONVERSE_NO_SAVE_AS="/promises/./index.html",
        CONVERSE_PERSON_SAVE_AS="rosa.html",
        CONVERSE_REF_SAVE_AS="",
        CONVERSE_REQUEST_SAVE_AS="r.html",
    )
    assert lines == [
        (
            'pelicanconf.py: CONVERSE_FEED_SAVE_AS is "feed.xml", but stands for many pages. '
            "Write {slug} into it, as {slug}/feed.atom.xml."
        ),
        (
            'pelicanconf.py: CONVERSE_LEDGER_CSV_SAVE_AS and CONVERSE_LEDGER_SAVE_AS are both "requests.csv". '
            "Give one of them another file."
        ),
        (
            'pelicanconf.py: CONVERSE_NO_SAVE_AS and CONVERSE_PROMISES_SAVE_AS are both "promises/index.html". '
            "Give one of them another file."
        ),
        (
            'pelicanconf.py: CONVERSE_REQUEST_SAVE_AS is "r.html", but stands for many pages. '
            "Write {slug} into it, as requests/{slug}/index.html."
        ),
    ]


def test_what_one_person_may_do_without_a_second_one_needs(small_site):
    alone = {
        "CONVERSE_PERSON_URL": "me/",
        "CONVERSE_PERSON_SAVE_AS": "me/index.html",
        "CONVERSE_CARD_SAVE_AS": "me.vcf",
    }
    alone |= {"CONVERSE_PERSON_QR_SAVE_AS": "", "CONVERSE_PERSON_QR_URL": "me.svg", "CONVERSE_CARD_URL": "me.vcf"}
    assert {"me/index.html", "me.vcf"} <= {*small_site.build(**alone).files()}
    small_site.write("people/ben.md", "Name: Ben Hofer\nEmail: ben@adler.example\n")
    advice = "but there are 2 people. Write {slug} into it, as people/{slug}"
    assert refused_here(small_site, **alone) == [
        f'pelicanconf.py: CONVERSE_CARD_SAVE_AS is "me.vcf", {advice}.vcf.',
        f'pelicanconf.py: CONVERSE_CARD_URL is "me.vcf", {advice}.vcf.',
        f'pelicanconf.py: CONVERSE_PERSON_SAVE_AS is "me/index.html", {advice}/index.html.',
        f'pelicanconf.py: CONVERSE_PERSON_URL is "me/", {advice}/.',
    ]


def test_pages_that_stand_for_many_have_an_address_each(small_site):
    (line,) = refused_here(small_site, CONVERSE_REQUEST_URL="board/")
    assert line == (
        'pelicanconf.py: CONVERSE_REQUEST_URL is "board/", but stands for many pages. '
        "Write {slug} into it, as requests/{slug}/."
    )


def test_settings_without_a_time_zone_are_told_which(small_site):
    settings = small_site.settings()
    del settings["TIMEZONE"]
    with pytest.raises(BadContent) as bad:
        Pelican(read_settings(override=settings)).run()
    assert "TIMEZONE = 'Europe/Vienna'" in bad.value.report


@pytest.mark.parametrize("link", ["{filename}oatmilk.md", "{static}/images/no.jpg"])
def test_a_link_to_nowhere_in_a_page_is_told_with_its_line(small_site, link):
    small_site.write(
        "pages/visit.md", f"Title: Visit\n\n`{{filename}}no.md` is how links are written.\n\n[Read]({link})\n"
    )
    (line,) = refused_here(small_site)
    assert line.startswith("content/pages/visit.md:5: There is no content/")


def test_blanks_in_a_link_are_told_with_the_whole_name(small_site):
    small_site.write("images/for you.svg", "<svg/>")
    page = 'Title: Visit\n\n![A bag]({static}/images/for you.svg) [It]({static}/images/for%20you.svg "for you")\n'
    small_site.write("pages/visit.md", page)
    (line,) = refused_here(small_site)
    assert line.startswith("content/pages/visit.md:3: There are blanks in the link to content/images/for you.svg.")
    assert line.endswith("write {static}/images/for%20you.svg.")
    small_site.write("pages/visit.md", page.replace("for you.svg", "for%20you.svg"))
    assert "images/for you.svg" in small_site.build().files()


def test_links_lead_to_requests_and_people_from_wherever_they_are_written(small_site):
    small_site.write(
        "requests/spelt.md",
        SPELT + "\n## 2026-07-02, Rosa\n\n[Me]({filename}/people/rosa.md), [oats](" + "{filename}oats.md)\n",
    )
    small_site.write("requests/oats.md", "Title: Oats\nAsked: 2026-07-01\n")
    small_site.write("pages/visit.md", "Title: Visit\n\n[Oats]({filename}/requests/oats.md)\n")
    site = small_site.build()
    links = [a["href"] for a in site.page("requests/spelt/").select(".request-words a")]
    assert links == ["https://adler.example/people/rosa/", "https://adler.example/requests/oats/"]
    assert site.page("pages/visit.html").select_one(".prose a")["href"] == "https://adler.example/requests/oats/"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('"ask", backend="formspree", id="me@x.example"', '"me@x.example" is an e-mail address'),
        ('"ask", url="javascript:alert(1)"', "mailto is not known by an address"),
        ('"order", backend="formspark", id="eKx1yPtf"', 'The field "mail" has a name that formspark keeps'),
        ('"order", loaves="99"', 'loaves: "99" is outside of the limits. Write something from 1 to 20.'),
    ],
)
def test_a_template_hears_of_its_forms_what_a_page_hears(said, told, small_site):
    (small_site.folder / "overrides").mkdir()
    block = f"{{% block page_content %}}{{{{ converse.form({said}) }}}}{{% endblock %}}"
    (small_site.folder / "overrides" / "page.html").write_text(f'{{% extends "!theme/page.html" %}}{block}')
    loaves = "  - {name: loaves, type: number, label: Loaves, least: 1, most: 20}\n"
    mail = "  - {name: mail, type: text, label: Where to}\n"
    small_site.write("forms/order.yaml", f"title: Order\nfields:\n{loaves}{mail}")
    small_site.write("pages/reach.md", "Title: Reach us\n\nx\n")
    (line,) = refused_here(small_site, THEME_TEMPLATES_OVERRIDES=[f"{small_site.folder}/overrides"])
    assert line.startswith(f"converse.form() in a template: {told}")


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("two.md", "Title: Two\nForm: ask\nForm: callback\n\nHere.\n", 3),
        ("two.md", "Title: Two\nForm: no\nform: no\n\nHere.\n", 3),
        ("two.rst", "Two\n###\n\n:form: ask\n:form: callback\n\nHere.\n", 5),
        (
            "two.html",
            '<html><head><title>Two</title>\n<meta name="form" content="ask">\n<meta content="no" name="form">',
            3,
        ),
    ],
)
def test_a_page_says_once_which_form_it_has_at_its_foot(file, text, line, small_site):
    small_site.write(f"pages/{file}", text)
    (told,) = refused_here(small_site)
    assert told.startswith(
        f"content/pages/{file}:{line}: This page says which form stands at its foot already, in line "
    )


@pytest.mark.parametrize("theme", [None, "simple"])
def test_a_form_for_all_pages_that_is_none_is_told_and_no_traceback(theme, small_site):
    small_site.write("pages/plain.md", "Title: Plain\n\nHere.\n")
    (told,) = refused_here(small_site, DEFAULT_METADATA={"form": "ask by mail"}, **({"THEME": theme} if theme else {}))
    assert told.startswith('content/pages/plain.md: "ask by mail" is not a form. Write its name, as order')
