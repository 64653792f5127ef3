"""What owners hear when something is wrong: the cases of tests/cases/problems.md, word for word."""

import re
from datetime import date
from pathlib import Path

import pytest

from pelican_converse.loading import read_content
from pelican_converse.problems import BadContent, Problem, Problems, did_you_mean, quoted
from pelican_converse.scan import (
    ElementScan,
    MarkdownScan,
    check_forms,
    check_metadata,
    check_questions,
    forms_of,
    questions,
    read_metadata,
)
from pelican_converse.sending import check_sending
from pelican_converse.settings import DEFAULTS, form_settings
from pelican_converse.urls import Urls

TODAY = date(2026, 8, 6)
GOLDEN = Path(__file__).parent.parent / "cases" / "problems.md"
FENCED = re.compile(r"^(?P<mark>`{3,})\n(?P<text>.*?)^(?P=mark)$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^`(?P<name>[^`]+)`(?P<gone> is not there\.)?$", re.MULTILINE)

NO_BUSINESS = (
    "The file is missing. Write it, with at least name, country, time_zone and contact, and a way to reach you."
)


def read_part(part):
    """The files that a part of the golden file gives (None for one that is not there), and the report it expects."""
    files, says, end = {}, None, 0
    for block in FENCED.finditer(part):
        before, end = part[end : block.start()], block.end()
        for match in FILE.finditer(before):
            files[match["name"]] = None if match["gone"] else block["text"]
        if before.rstrip().endswith("Says:"):
            says = block["text"].rstrip("\n")
    return files, says


def golden(file=GOLDEN):
    """The good site, and every case as its heading, its files and its report."""
    text = file.read_text(encoding="utf-8")
    inside = [match.span() for match in FENCED.finditer(text)]
    starts = [match.start() for match in re.finditer(r"^## ", text, re.MULTILINE)]
    starts = [start for start in starts if not any(first < start < last for first, last in inside)]
    parts = [text[start:end] for start, end in zip([0, *starts], [*starts, None], strict=True)]
    cases = [(part.partition("\n")[0].removeprefix("## "), *read_part(part)) for part in parts[1:]]
    return read_part(parts[0])[0], cases


GOOD_SITE, CASES = golden()


def write_site(folder, files):
    for name, text in files.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
    return folder / "content"


def report_on(content):
    """The whole report: our own files, then blocks and elements in pages, then what receives forms."""
    problems = Problems()
    site, found, in_pages = read_content(content, problems, TODAY), problems.found, []
    for page in sorted((content / "pages").glob("*")):
        name, text = f"content/pages/{page.name}", page.read_text(encoding="utf-8")
        elements, blocks = ElementScan(text, name, site), MarkdownScan(text, name, site)
        if page.suffix == ".md":
            found += blocks.problems()
        found += elements.found
        metadata = read_metadata(text, name)
        found += check_questions(name, questions(metadata, [*blocks.questions, *elements.questions]))
        forms = forms_of(metadata, name, [*blocks.forms, *elements.forms])
        found += check_forms(forms)
        in_pages += forms
        found += check_metadata(site, metadata, name) if site else []
    settings = said_in(content.parent / "pelicanconf.py")
    chosen = form_settings(site.business if site else None, settings, problems)
    if site:
        found += check_sending(site, chosen, settings["SITEURL"], Urls(settings).url("THANKS"), in_pages)
    return BadContent(found).report


def said_in(conf):
    """The settings of a case: those of a site at an address, and what its pelicanconf.py says."""
    said = {"SITEURL": "https://adler.example", **DEFAULTS}
    if conf.exists():
        exec(conf.read_text(encoding="utf-8"), {}, said)
    return said


@pytest.mark.parametrize(("files", "says"), [pytest.param(*case, id=title) for title, *case in CASES])
def test_an_owner_hears(files, says, tmp_path):
    assert says
    assert report_on(write_site(tmp_path, GOOD_SITE | files)) == says


def test_nothing_is_said_of_the_good_site_that_every_case_spoils(tmp_path):
    assert report_on(write_site(tmp_path, GOOD_SITE)) == ""


def test_no_case_is_told_twice():
    titles = [title for title, *_ in CASES]
    assert len(titles) == len(set(titles)) > 100


def test_text_that_is_not_utf_8_is_refused_at_its_line(tmp_path):
    content = write_site(tmp_path, GOOD_SITE)
    text = GOOD_SITE["content/requests/oat-milk.md"].replace("Priya", "Jörg")
    (content / "requests" / "oat-milk.md").write_bytes(text.encode("latin-1"))
    (content / "business.yaml").write_bytes("name: Bäckerei\n".encode("latin-1"))
    assert report_on(content).splitlines() == [
        "content/business.yaml:1: This is not UTF-8 text. Save the file as UTF-8 and try again.",
        "content/requests/oat-milk.md:3: This is not UTF-8 text. Save the file as UTF-8 and try again.",
    ]


def test_a_person_whose_file_is_not_utf_8_is_no_stranger(tmp_path):
    turn = "\n## 2026-03-04, Rosa: completed\n\nOn the counter.\n"
    oat_milk = "content/requests/oat-milk.md"
    content = write_site(tmp_path, GOOD_SITE | {oat_milk: GOOD_SITE[oat_milk] + turn})
    (content / "people" / "rosa.md").write_bytes("Name: Rosa Jägerin\n".encode("latin-1"))
    assert report_on(content) == (
        "content/people/rosa.md:1: This is not UTF-8 text. Save the file as UTF-8 and try again."
    )


def test_a_page_is_scanned_even_if_the_site_cannot_be_read(tmp_path):
    files = {
        "content/business.yaml": None,
        "content/pages/visit.md": "/// contct | nobody\n///\n\n/// contact | nobody\n///",
    }
    assert report_on(write_site(tmp_path, GOOD_SITE | files)).splitlines() == [
        "content/business.yaml: " + NO_BUSINESS,
        'content/pages/visit.md:1: "contct" is not a known block. Did you mean "contact"?',
    ]


def test_blocks_in_code_and_blocks_of_other_extensions_are_left_alone():
    text = "```\n/// contct\n```\n\n~~~ md\n/// form\n~~~\n\n    /// nothing\n\n/// tab | One\ntext\n///\n"
    assert not [*MarkdownScan(text, "content/pages/visit.md", None, ["tab"]).problems()]


def test_right_blocks_are_not_complained_of(tmp_path):
    text = "/// requests | planned\n    limit: 3\n///\n\n//// columns\n\n/// card | Rye\nA loaf.\n///\n\n////\n"
    element = '<converse-piece name="form" form="me-too" request="oat-milk"></converse-piece>\n'
    page = {"content/pages/visit.md": text + element}
    assert report_on(write_site(tmp_path, GOOD_SITE | page)) == ""


def test_problems_are_sorted_by_file_and_line_and_told_once():
    problems = Problems()
    for file, line in (("b", 1), ("a", 10), ("a", 9), ("a", 9)):
        problems.add(file, line, "x")
    with pytest.raises(BadContent, match="3 problems") as caught:
        problems.raise_any()
    assert caught.value.report == "a:9: x\na:10: x\nb:1: x"


def test_nothing_is_raised_if_nothing_is_wrong():
    Problems().raise_any()


def test_a_problem_is_one_line_even_if_its_words_are_many():
    assert str(Problem("a.md", 3, "one\n  two")) == "a.md:3: one two"


def test_a_long_word_is_cut_where_it_is_quoted():
    assert len(quoted("x" * 500)) == 80
    assert quoted("x" * 78) == f'"{"x" * 78}"'


def test_the_nearest_word_is_offered_in_the_spelling_that_is_known():
    assert did_you_mean("monday", ["Monday", "Sunday"]) == 'Did you mean "Monday"?'
    assert did_you_mean("x", ["Monday", "Sunday"]) == "Write Monday or Sunday."
    assert did_you_mean("x", []) == ""
