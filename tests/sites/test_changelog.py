"""What changed because somebody asked: the newest months, years, a sheet, who is thanked, and who waits to hear."""

from looking import Web, words

from tests.conftest import BUSINESS, LEGAL

HOME = "https://adler.example"


def completed(site, slug, day, by="Ali", text="Done."):
    head = f"Title: The {slug} one\nAsked: 2020-01-01\nBy: {by}\n"
    site.write(f"requests/{slug}.md", f"{head}\nPlease.\n\n## {day}, Rosa: completed\n\n{text}\n")


def titles(page):
    return [words(title.get_text()) for title in page.select(".changelog-title")]


def test_the_changelog_shows_the_newest_months_and_leads_to_every_year(small_site):
    for number in range(18):
        completed(small_site, f"no-{number}", f"{2025 + number // 12}-{number % 12 + 1:02}-03")
    built = small_site.build()
    newest = [f"The no-{number} one" for number in range(17, -1, -1)]
    assert titles(built.page("changelog/")) == newest[:12]
    assert titles(built.page("changelog/2026/")) == newest[:6]
    assert titles(built.page("changelog/2025/")) == newest[6:]
    years = [(link.get_text(), link["href"]) for link in built.page("changelog/2025/").select("main nav a")]
    assert years == [
        ("Newest", f"{HOME}/changelog/"), ("2026", f"{HOME}/changelog/2026/"), ("2025", f"{HOME}/changelog/2025/")
    ]  # fmt: skip
    assert built.page("changelog/2025/").select_one("main nav [aria-current=page]").get_text() == "2025"
    assert "2025" in built.page("changelog/2025/").h1.get_text()
    assert Web(built, HOME).dead_links() == []


def test_a_single_year_is_linked_too_and_nothing_has_none(small_site):
    assert [name for name in small_site.build().files() if name.startswith("changelog/")] == ["changelog/index.html"]
    completed(small_site, "milk", "2026-03-03")
    built = small_site.build()
    for address in ("changelog/", "changelog/2026/"):
        assert [link.get_text() for link in built.page(address).select("main nav a")] == ["Newest", "2026"]
    assert titles(built.page("changelog/2026/")) == ["The milk one"]


def test_whoever_asked_for_the_same_is_thanked_too(small_site):
    completed(small_site, "milk", "2026-03-03", by="Priya")
    same = "## 2026-02-02, Rosa: duplicate of milk\n\nYes.\n"
    small_site.write("requests/oat.md", f"Title: Oat\nAsked: 2026-02-01\nBy: Resi\nMe too: 3\n\nOat?\n\n{same}")
    built = small_site.build()
    for address in ("changelog/", "changelog/2026/", ""):
        assert titles(built.page(address)) == ["The milk one"]
        thanks = built.page(address).select_one(".changelog-entry em").get_text()
        assert words(thanks) == "Because Priya, Resi and 3 others asked."
    assert "Priya, Resi and 3 others" in words(built.page("changelog/print/").select_one(".sign").get_text())
    small_site.write("requests/oat.md", f"Title: Oat\nAsked: 2026-02-01\nBy: Resi\n\nOat?\n\n{same}")
    small_site.write("requests/other.md", f"Title: Other\nAsked: 2026-01-01\nBy: Tom\n\nOat?\n\n{same}")
    thanks = small_site.build().page("changelog/").select_one(".changelog-entry em").get_text()
    assert words(thanks) == "Because Priya, Tom and Resi asked."


def test_the_sheet_says_what_was_asked_and_done_in_whole_sentences(small_site):
    text = "It’s **here** since [today](https://a.example). " + "And so on and on. " * 20
    completed(small_site, "milk", "2026-03-03", text=text)
    completed(small_site, "list", "2026-03-04", text="Two things:\n\n- one\n- <b>two</b>.\n")
    page = small_site.build().page("changelog/print/")
    assert [words(each.get_text()) for each in page.select(".sign h1, .sign h2")] == [
        "You said, we did", "The list one", "The milk one"
    ]  # fmt: skip
    assert words(page.select_one(".sign-tagline").get_text()).endswith(", as of 6 August 2026")
    did = [words(each.select("div + div p")[0].get_text()) for each in page.select(".sign-change")]
    assert did[0] == "Two things: one · <b>two</b>. ·"
    assert did[1].startswith("It’s here since today. And so on")
    assert did[1].endswith("And so on and on.")
    assert len(did[1].split()) <= 40
    assert page.select_one(".contact-qr")["src"] == f"{HOME}/ask/qr.svg"
    assert "adler.example/ask" in page.select_one(".sign-ask").get_text()
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_the_build_names_who_waits_to_hear_and_passes(small_site):
    small_site.write("business.yaml", BUSINESS + LEGAL)
    completed(small_site, "milk", "2026-03-03", by="Priya")
    completed(small_site, "rye", "2026-03-03", by="Tom")
    done = small_site.run_pelican("--fatal", "warnings")
    assert done.returncode == 0, done.stderr
    assert done.stderr == (
        "2 people haven't been told yet: Tom (rye), Priya (milk). "
        'Once that is done, write as a turn: "## 2026-08-06, Rosa: told Tom".\n'
    )
    for slug in ("milk", "rye"):
        file = small_site.content / "requests" / f"{slug}.md"
        file.write_text(file.read_text("utf-8") + "\n## 2026-08-06, Rosa: told Priya & Tom\n", encoding="utf-8")
    assert small_site.run_pelican("--fatal", "warnings").stderr == ""
