"""The door to Pelican: which signals are heard, and what is done then."""

import logging
import posixpath
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from markdown import Markdown
from pelican import Pelican, autoreload, signals
from pelican.contents import Content
from pelican.generators import Generator
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import clean_output_dir

from pelican_converse import __version__, theme_path
from pelican_converse.blocks import NAME, ConverseBlocks
from pelican_converse.boards import BOARDS
from pelican_converse.cards import CARDS
from pelican_converse.changelog import CHANGELOG
from pelican_converse.clock import now
from pelican_converse.elsewhere import hosts
from pelican_converse.feeding import FEEDS
from pelican_converse.filling import Filling
from pelican_converse.generators import KINDS, ConverseGenerator, contents, offer_templates
from pelican_converse.legal import check_legal, reminder
from pelican_converse.linked import spoken_by_staff
from pelican_converse.loading import read_content
from pelican_converse.meeting import MEETING
from pelican_converse.model.business import FormSettings
from pelican_converse.ownwords import unused
from pelican_converse.previewing import PREVIEWING
from pelican_converse.problems import BadContent, Problem, Problems, quoted
from pelican_converse.published import check_published
from pelican_converse.publishing import PUBLISHING
from pelican_converse.reading.files import FOLDERS
from pelican_converse.readings import Readings
from pelican_converse.scorepages import SCORE
from pelican_converse.sending import check_sending
from pelican_converse.settings import DEFAULTS, check_settings, form_settings
from pelican_converse.site import Site
from pelican_converse.sources import scan_sources
from pelican_converse.telling import untold_note
from pelican_converse.urls import Urls


@dataclass
class Memory:
    """What is remembered from one run of a Pelican to its next, as in live preview."""

    cleans: bool
    unsaid: list[str]


def _memory(pelican: Pelican) -> Memory:
    return cast(Memory, vars(pelican)["converse"])


def connect() -> None:
    """Hear the signals. Called from `register()`, where an exception would be lost."""
    signals.initialized.connect(prepare)
    signals.get_generators.connect(read)
    signals.all_generators_finalized.connect(finish_reading)
    signals.feed_generated.connect(mend_feed)
    logging.getLogger("pelican").addFilter(speak_plainly)


def prepare(pelican: Pelican) -> None:
    """Settings that have to be there before anything is read; once a process, even if it builds many times."""
    settings = pelican.settings
    for name, value in DEFAULTS.items():
        settings.setdefault(name, value)
    for name in ("ARTICLE_EXCLUDES", "PAGE_EXCLUDES", "STATIC_EXCLUDES"):
        settings[name] = [*settings[name], *(folder for folder in FOLDERS if folder not in settings[name])]
    settings["MARKDOWN"] = _with_blocks(settings["MARKDOWN"])
    settings["CONVERSE_OWN_THEME"] = (Path(settings["THEME"]) / "templates" / "converse").is_dir()
    if settings["CONVERSE_OWN_THEME"]:
        # The list of articles makes way for our home page.
        if settings["INDEX_SAVE_AS"] == Urls(settings).save_as("HOME"):
            settings["INDEX_SAVE_AS"], settings["INDEX_URL"] = "news/index.html", "news/"
        settings.setdefault("INDEX_URL", settings["INDEX_SAVE_AS"])
    else:
        ours = str(Path(theme_path(), "static"))
        settings["THEME_STATIC_PATHS"] = [ours, *(path for path in settings["THEME_STATIC_PATHS"] if path != ours)]
    unsaid = [key for key in ("SITENAME", "DEFAULT_LANG") if settings[key] == DEFAULT_CONFIG[key]]
    vars(pelican)["converse"] = Memory(pelican.delete_outputdir, unsaid)
    vars(pelican)["run"] = partial(run, pelican)
    # The last good output stays until everything has been read.
    pelican.delete_outputdir = False


def _with_blocks(markdown: dict[str, Any]) -> dict[str, Any]:
    # An object, because Markdown would look for a name anew for every file.
    extensions = markdown.get("extensions", [])
    is_there = any(isinstance(each, ConverseBlocks) or each == NAME for each in extensions)
    return markdown if is_there else {**markdown, "extensions": [*extensions, ConverseBlocks()]}


def run(pelican: Pelican) -> None:
    """Build. What is wrong with the content is said in plain words, wherever it showed.

    In live preview the run then ends as if it had gone well, so that Pelican waits until a file has been mended. After
    an exception it would try again at once, for ever, and never look at the settings.
    """
    try:
        type(pelican).run(pelican)
    except BadContent as bad:
        print(bad.report, file=sys.stderr, flush=True)
        if not _in_live_preview():
            raise


def _in_live_preview() -> bool:
    frame = sys._getframe()
    while frame.f_back and frame.f_code is not autoreload.__code__:
        frame = frame.f_back
    return frame.f_code is autoreload.__code__


def read(pelican: Pelican) -> list[type[ConverseGenerator]]:
    """Read and check everything of ours; the generator that knows it."""
    memory = _memory(pelican)
    site, chosen = _read_all(pelican.settings, Path(pelican.path))
    for note in unused(site.own_words) if site.own_words else ():
        # Neither refused nor a warning: words for an older version of ours must not break a build.
        print(note, file=sys.stderr, flush=True)
    said = {"SITENAME": site.business.name, "DEFAULT_LANG": site.business.language}
    pelican.settings.update({key: said[key] for key in memory.unsaid})
    known = {"site": site, "form_settings": chosen, "cleans": memory.cleans}
    kinds = (*KINDS, *BOARDS, *CHANGELOG, *FEEDS, *SCORE, *PUBLISHING, *MEETING, *PREVIEWING, *CARDS)
    return [type("OurGenerator", (ConverseGenerator,), {**known, "kinds": kinds})]


def _read_all(settings: dict[str, Any], content: Path) -> tuple[Site, FormSettings]:
    """The Site and what receives its forms. Raises BadContent with all that is wrong, wherever it is written."""
    problems = Problems()
    site = read_content(content, problems, readings=_readings(settings))
    scanned = scan_sources(site, content, settings, cache(partial(_other_blocks, settings)))
    problems.found += scanned.problems.found
    if site and scanned.asking:
        site = replace(site, asking=frozenset(scanned.asking))
    if site and Urls(settings).save_as("LEGAL"):
        told = {(problem.file, problem.line) for problem in problems.found}
        problems.found += [each for each in check_legal(site) if (each.file, each.line) not in told]
    business = site.business if site else None
    problems.found += check_settings(business, settings, len(site.people) if site else 1)
    chosen = form_settings(business, settings, problems)
    if site:
        url, thanks = str(settings.get("SITEURL") or ""), Urls(settings).url("THANKS")
        problems.found += check_sending(site, chosen, url, thanks, scanned.forms)
    problems.raise_any()
    assert site is not None
    return site, chosen


def _readings(settings: Mapping[str, Any]) -> Readings:
    """Where readings are kept: beside what Pelican keeps, and under the same conditions."""
    return Readings(
        Path(settings["CACHE_PATH"], "Converse-Readings"),
        loads=settings["LOAD_CONTENT_CACHE"],
        saves=settings["CACHE_CONTENT"],
        method=settings["CHECK_MODIFIED_METHOD"],
        zipped=settings["GZIP_CACHE"],
        version=__version__,
    )


def _other_blocks(settings: dict[str, Any]) -> list[str]:
    """The names of the blocks that the site's Markdown knows besides ours."""
    processors = Markdown(**settings["MARKDOWN"]).parser.blockprocessors
    return list(vars(processors["blocks"])["blocks"]) if "blocks" in processors else []


def speak_plainly(record: logging.LogRecord) -> bool:
    """Let Pelican end a build without a traceback for what is wrong with the content."""
    bad = record.exc_info[1] if record.exc_info else None
    if isinstance(bad, BadContent):
        record.exc_info = None
        record.msg, record.args = "The site was not built: %s, said above. The last good output is still there.", (bad,)
    return True


def finish_reading(generators: list[Generator]) -> None:
    """Everything is read: dress the templates, check what could not be known before, make room for the output."""
    ours = next((generator for generator in generators if isinstance(generator, ConverseGenerator)), None)
    if ours is None:
        return
    _dress(generators, ours)
    ours.pieces.elsewhere = _hosts_elsewhere(ours)
    filling = Filling(ours.pieces, ours.context)
    filling.fill_all(contents(ours.context))
    others = {type(found): found for found in filling.receivers(contents(ours.context))}
    ours.pieces.receivers = tuple(each for kind, each in others.items() if kind is not type(ours.pieces.backend))
    ours.context["converse_filling"] = filling
    found = _check_contents(ours.files(), ours.context, Path(ours.path).name)
    problems = Problems([*found, *ours.pieces.check_forms()])
    problems.raise_any()
    if Urls(ours.settings).save_as("LEGAL") and (note := reminder(ours.site)):
        print(note, file=sys.stderr, flush=True)
    if waiting := untold_note(ours.site):
        print(waiting, file=sys.stderr, flush=True)
    output = Path(ours.output_path).resolve()
    # As Pelican does: never where the sources are.
    if ours.cleans and not Path(ours.path).resolve().is_relative_to(output):
        clean_output_dir(ours.output_path, ours.settings["OUTPUT_RETENTION"])


def _hosts_elsewhere(ours: ConverseGenerator) -> tuple[str, ...]:
    """The hosts from which the owner's words and sheet load something; of templates nobody can know."""
    texts = (f"{content._content} {content.metadata.get('summary', '')}" for content in contents(ours.context))
    spoken = [ours.pieces.html(text) for _, text, _ in spoken_by_staff(ours.site) if "//" in text]
    sheet = ours.settings.get("STYLESHEET_URL") if ours.settings["CONVERSE_OWN_THEME"] else ""
    return hosts([*texts, *spoken], ours.settings["SITEURL"], sheet or "")


def _dress(generators: list[Generator], ours: ConverseGenerator) -> None:
    """Our pages, and with our theme all pages, escape everything and know our words."""
    for generator in generators:
        if isinstance(generator, ConverseGenerator):
            generator.env = ours.pieces.env
            continue
        offer_templates(generator.env)
        if ours.settings["CONVERSE_OWN_THEME"]:
            generator.env = ours.pieces.dress(generator.env)


def _check_contents(ours: Mapping[str, str], context: dict[str, Any], content_name: str) -> Iterator[Problem]:
    """Files of Pelican's own that would be published where they should not be; `ours` are the files of our pages."""
    read = context["generated_content"].items()
    theirs = {path: content for path, content in read if content is None or isinstance(content, Content)}
    yield from check_published(theirs, ours, content_name)
    for path, content in theirs.items():
        # Pelican's own search is slow, and most contents link to no such file.
        text = content._content if content else ""
        for link in content.get_static_links() if content and ("static" in text or "attach" in text) else ():
            if posixpath.normpath(link).startswith(".."):
                advice = "Link to a file in it."
                yield Problem(f"{content_name}/{path}", 0, f"{quoted(link)} is outside of the content folder. {advice}")


def mend_feed(context: dict[str, Any], feed: Any) -> None:
    """In a feed, a form becomes a link to it; one without items is of the day of the build, not of the second."""
    if "converse_filling" in context:
        context["converse_filling"].in_feed(feed)
        if not feed.items:
            moment = now(context["converse"].business.time_zone).replace(hour=0, minute=0, second=0, microsecond=0)
            feed.latest_post_date = lambda: moment
