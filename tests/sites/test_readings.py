"""What was read is kept under the same conditions as Pelican's own cache, and tells nothing else than the files."""

import os
from pathlib import Path

import pytest

from pelican_converse import loading
from pelican_converse.problems import BadContent

CACHED = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True}
REQUEST = """\
Title: Oat milk, please
Asked: 2026-03-02
By: Priya

We'd love oat milk.

## 2026-03-04, Rosa: planned by 2026-05-01

I'm **trying** two.

## 2026-04-28, Rosa: completed

It's there.
"""
PAGE = "requests/oat-milk/"


@pytest.fixture
def read(monkeypatch):
    """The files of requests that are really read, in order."""
    files = []
    read_request = loading.read_request

    def noted(text, file, *more):
        files.append(file)
        return read_request(text, file, *more)

    monkeypatch.setattr(loading, "read_request", noted)
    return files


@pytest.fixture
def site(small_site):
    small_site.write("requests/oat-milk.md", REQUEST)
    small_site.write("requests/rye.md", REQUEST.replace("Oat milk", "Rye"))
    return small_site


def everything(built):
    return {name: (built.output / name).read_bytes() for name in built.files()}


def test_what_has_not_changed_is_not_read_again_and_looks_the_same(site, read):
    plain = everything(site.build())
    first, second, third = (everything(site.build(**CACHED)) for _ in range(3))
    assert plain == first == second == third
    assert read == ["content/requests/oat-milk.md", "content/requests/rye.md"] * 2


def test_without_the_settings_nothing_is_kept(site, read):
    site.build()
    site.build()
    assert len(read) == 4
    assert not (site.folder / "cache").exists()


def test_only_what_has_changed_is_read_again(site, read):
    site.build(**CACHED)
    site.write("requests/rye.md", REQUEST.replace("Oat milk", "Rye bread"))
    (site.content / "requests/oat-milk.md").rename(site.content / "requests/oats.md")
    assert "Rye bread" in site.build(**CACHED).text("requests/rye/")
    assert read[2:] == ["content/requests/oats.md", "content/requests/rye.md"]


@pytest.mark.parametrize("method", ["mtime", "md5", "sha256"])
def test_a_change_of_the_same_size_at_the_same_time_is_seen(method, site):
    site.build(**CACHED, CHECK_MODIFIED_METHOD=method)
    path = site.content / "requests/oat-milk.md"
    before = path.stat()
    path.write_text(REQUEST.replace("Oat milk", "Soy milk"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "Soy milk" in site.build(**CACHED, CHECK_MODIFIED_METHOD=method).text(PAGE)


def test_a_hash_knows_a_file_that_was_only_touched(site, read):
    site.build(**CACHED, CHECK_MODIFIED_METHOD="md5")
    os.utime(site.content / "requests/oat-milk.md", (1, 1))
    site.build(**CACHED, CHECK_MODIFIED_METHOD="md5")
    assert len(read) == 2


@pytest.mark.parametrize("settings", [{"CHECK_MODIFIED_METHOD": "nonsense"}, {"LOAD_CONTENT_CACHE": False}])
def test_with_nothing_to_go_by_everything_is_read(settings, site, read):
    site.build(**CACHED | settings)
    site.build(**CACHED | settings)
    assert len(read) == 4


def test_who_is_staff_changes_what_was_said(site):
    site.build(**CACHED)
    site.write("people/priya.md", "Name: Priya Shah\nPhone: +43 316 555 0124\n")
    site.write("requests/oat-milk.md", REQUEST)  # the same words
    site.write("people/rosa.md", "Name: Rosalind Adler\nPhone: +43 316 555 0123\n")
    with pytest.raises(BadContent) as bad:
        site.build(**CACHED)
    assert '"Rosa" is a customer here' in bad.value.report


def test_problems_are_told_each_time(site):
    site.write("requests/rye.md", REQUEST.replace(": completed", ": complete"))
    reports = []
    for _ in range(2):
        with pytest.raises(BadContent) as bad:
            site.build(**CACHED)
        reports.append(bad.value.report)
    assert reports[0] == reports[1]
    assert reports[0].startswith("content/requests/rye.md:11: ")


def test_what_is_wrong_between_files_is_told_where_it_stands_also_of_what_was_kept(site):
    site.write("requests/rye.md", REQUEST.replace(": completed", ": duplicate of oat-milk"))
    site.write("requests/spelt.md", REQUEST.replace("two.", "[two]({filename}/pages/two.md)."))
    site.write("pages/two.md", "Title: Two\n\nTwo.\n")
    site.build(**CACHED)
    (site.content / "requests/oat-milk.md").unlink()
    (site.content / "pages/two.md").unlink()
    with pytest.raises(BadContent) as bad:
        site.build(**CACHED)
    assert [str(problem).partition(": ")[0] for problem in bad.value.problems] == [
        "content/requests/rye.md:11",
        "content/requests/spelt.md:9",
    ]


@pytest.mark.parametrize("zipped", [True, False])
def test_a_broken_or_foreign_file_counts_as_nothing(zipped, site, read):
    settings = CACHED | {"GZIP_CACHE": zipped}
    good = everything(site.build(**settings))
    (file,) = Path(site.folder, "cache").glob("Converse-*")
    whole = file.read_bytes()
    for number, broken in enumerate((b"", b"x", whole[:-1], whole[:40], whole[:-9] + b"something"), 2):
        file.write_bytes(broken)
        assert everything(site.build(**settings)) == good
        assert len(read) == 2 * number
        assert file.read_bytes() != broken
    site.build(CACHE_CONTENT=True, LOAD_CONTENT_CACHE=True, GZIP_CACHE=not zipped)
    assert len(read) == 2 * (number + 1)


def test_a_folder_that_cannot_be_written_to_ends_no_build(site):
    (site.folder / "cache").write_text("A file where the folder would be.")
    site.build(**CACHED, ARTICLE_PATHS=[], PAGE_PATHS=[])


def test_another_version_reads_anew(site, read, monkeypatch):
    site.build(**CACHED)
    monkeypatch.setattr("pelican_converse.plugin.__version__", "99")
    site.build(**CACHED)
    assert len(read) == 4


def test_the_business_is_kept_with_its_parts_and_lines(site):
    site.write("business.yaml", (site.content / "business.yaml").read_text() + "region: 6\ntopics: {menu: Menu}\n")
    first, second = (everything(site.build(**CACHED)) for _ in range(2))
    assert first == second
    site.write("requests/rye.md", REQUEST.replace("By:", "Topic: menus\nBy:"))
    with pytest.raises(BadContent) as bad:
        site.build(**CACHED)
    assert 'Did you mean "menu"?' in bad.value.report


def test_ignore_cache_reads_everything(site):
    site.run_pelican("--fatal", "errors", **CACHED)
    (file,) = Path(site.folder, "cache").glob("Converse-*")
    before = file.stat().st_mtime_ns
    assert site.run_pelican("--ignore-cache", **CACHED).returncode == 0
    assert file.stat().st_mtime_ns > before
