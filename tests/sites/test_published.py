"""Pelican's own pages and articles: each is published, or its owner is told why not."""

import pytest
from pelican import signals
from pelican.contents import Content

from pelican_converse.problems import BadContent
from pelican_converse.published import address, written_to
from tests.conftest import ARTICLE, BUSINESS, LEGAL

NEVER_MIND = {"IGNORE_FILES": [".*", "notes.md"], "ARTICLE_EXCLUDES": ["attic"]}


def told(site, **settings):
    with pytest.raises(BadContent) as bad:
        site.build(**settings)
    return [line.split(": ", 1) for line in bad.value.report.splitlines()]


def test_what_pelican_would_leave_out_is_told(small_site):
    small_site.write("pages/visit.md", "Us: here\n\nCome in.\n")
    small_site.write("news/loaf.md", "Title: Loaf\n\nNo date.\n")
    small_site.write("news/oven.md", "Title: Oven\nDate: soon\n\nNo day.\n")
    small_site.write("notes.md", "To do\n")
    lines = told(small_site)
    names = ["news/loaf.md", "news/oven.md", "notes.md", "pages/visit.md"]
    assert [file for file, _ in lines] == [f"content/{name}" for name in names]
    assert all("would be left out" in said and "Title" in said and "IGNORE_FILES" in said for _, said in lines)
    assert not (small_site.folder / "output").exists()


def test_what_pelican_is_told_to_leave_out_is_no_mistake(small_site):
    small_site.write("notes.md", "To do\n")
    small_site.write("attic/old.md", "Old\n")
    small_site.write("news/draft.md", "Title: Draft\nStatus: draft\n\nNo date yet.\n")
    small_site.write("news/later.md", "Title: Later\nStatus: skip\n\nNot now.\n")
    small_site.write("news/hidden.md", ARTICLE + "\nStatus: hidden\n")
    small_site.write("pages/hidden.md", "Title: Hidden\nStatus: hidden\n\nx\n")
    small_site.write("pages/draft.md", "Title: Draft\nStatus: draft\n\nx\n")
    files = small_site.build(**NEVER_MIND).files()
    assert {"drafts/draft.html", "drafts/pages/draft.html", "pages/hidden.html"} <= set(files)


@pytest.mark.parametrize(("folder", "address"), [("pages", "pages/first-loaf.html"), ("news", "first-loaf.html")])
def test_two_with_one_title_are_told_before_anything_is_written(folder, address, small_site):
    for name in ("one", "two"):
        small_site.write(f"{folder}/{name}.md", ARTICLE)
    ((file, said),) = told(small_site)
    assert file == f"content/{folder}/two.md"
    assert said.startswith(f"This would be written to {address}, as content/{folder}/one.md is.")
    assert not (small_site.folder / "output").exists()


def test_translations_drafts_and_what_says_its_own_file_may_have_one_title(small_site):
    small_site.write("pages/one.md", ARTICLE)
    small_site.write("pages/german.md", ARTICLE.replace("\n", "\nLang: de\n", 1))
    small_site.write("pages/draft.md", ARTICLE.replace("\n", "\nStatus: draft\n", 1))
    small_site.write("pages/over.md", ARTICLE.replace("\n", "\nSave_as: pages/first-loaf.html\n", 1))
    small_site.write("news/one.md", ARTICLE)
    small_site.write("news/draft.md", ARTICLE.replace("\n", "\nStatus: draft\n", 1))
    small_site.write("news/nowhere.md", ARTICLE.replace("\n", "\nSave_as: \n", 1))
    files = small_site.build().files()
    assert {"pages/first-loaf.html", "pages/first-loaf-de.html", "drafts/first-loaf.html"} <= set(files)


@pytest.mark.parametrize("country", ["AT", "DE"])
def test_a_site_without_a_legal_notice_is_reminded_of_it(country, small_site):
    small_site.write("business.yaml", BUSINESS.replace("AT", country))
    done = small_site.run_pelican("--fatal", "warnings")
    assert done.returncode == 0, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if "legal" in line]
    assert line.startswith(f'content/business.yaml:1: There is no "legal", and {country} asks for')


@pytest.mark.parametrize(
    ("business", "settings"),
    [
        (BUSINESS + LEGAL, {}),
        (BUSINESS, {"CONVERSE_LEGAL_SAVE_AS": ""}),
        (BUSINESS.replace("AT", "FR"), {}),
    ],
)
def test_nobody_else_is_reminded(business, settings, small_site, capsys):
    small_site.write("business.yaml", business)
    small_site.build(**settings)
    assert "legal" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"ARTICLE_URL": "news/{slug}/", "ARTICLE_SAVE_AS": "news/{slug}/index.html"},
        {"ARTICLE_URL": "{date:%Y}/{slug}/", "ARTICLE_SAVE_AS": "{slug}/{slug}.html"},
        {"ARTICLE_SAVE_AS": "{{slug}}/{slug}.html"},
    ],
)
def test_contents_are_where_pelican_says_that_they_are(settings, small_site):
    small_site.write("news/loaf.md", ARTICLE)
    small_site.write("news/loaf-de.md", ARTICLE.replace("\n", "\nLang: de\nSlug: loaf\n", 1))
    small_site.write("news/draft.md", ARTICLE.replace("\n", "\nStatus: draft\nSlug: draft\n", 1))
    small_site.write("news/hidden.md", ARTICLE.replace("\n", "\nStatus: hidden\nSlug: hidden\n", 1))
    small_site.write("news/moved.md", ARTICLE.replace("\n", "\nSave_as: here.html\nUrl: here\nSlug: moved\n", 1))
    small_site.write("pages/us.md", "Title: Us\n\nx\n")
    found = []

    def look(generators):
        contents = generators[0].context["generated_content"].values()
        found.extend(each for each in contents if isinstance(each, Content))

    with signals.all_generators_finalized.connected_to(look):
        small_site.build(**settings)
    assert len(found) >= 6
    assert [(written_to(each), address(each)) for each in found] == [(each.save_as, each.url) for each in found]
