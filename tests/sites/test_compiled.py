"""Our templates are compiled once, and what is compiled knows nothing of any site."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader
from looking import built_on_the_day
from pelican import signals

from pelican_converse import theme_path
from pelican_converse.compiled import CompiledTemplates, compiled_templates
from pelican_converse.generators import ConverseGenerator
from tests.conftest import SmallSite

TEMPLATES = sorted(Path(theme_path(), "templates").rglob("*.*"))


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> Environment:
    """That of our templates, as a build makes it."""
    found = []

    def find(generators):
        found.extend(generator.pieces.env for generator in generators if isinstance(generator, ConverseGenerator))

    with signals.all_generators_finalized.connected_to(find):
        built_on_the_day(SmallSite(tmp_path_factory.mktemp("site")))
    return found[0]


@contextmanager
def compilations():
    """The files that are compiled meanwhile."""
    files = []
    compile_it = Environment.compile

    def noted(self, source, name=None, filename=None, *more, **named):
        files.append(str(filename))
        return compile_it(self, source, name, filename, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", noted)
        yield files


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_word_of_a_site_is_compiled_into_a_template(file, environment):
    """Jinja would compile `{{ "AT"|country_name }}` into the name of Austria in one language."""

    def never(*_):
        raise AssertionError

    text = file.read_text(encoding="utf-8")
    without = environment.overlay()
    without.filters = dict.fromkeys(environment.filters, never) | Environment().filters
    assert environment.compile(text, raw=True) == without.compile(text, raw=True)


def test_that_would_show(environment):
    without = environment.overlay()
    without.filters = {**environment.filters, "country_name": lambda _: "Elsewhere"}
    text = "{{ 'AT'|country_name }}"
    assert environment.compile(text, raw=True) != without.compile(text, raw=True)


def test_the_second_build_compiles_nothing_of_ours(small_site):
    small_site.build()
    with compilations() as files:
        small_site.build(DEFAULT_LANG="de")
    assert [file for file in files if file.startswith(theme_path())] == []


@pytest.mark.parametrize(
    "settings",
    [
        {"JINJA_ENVIRONMENT": {"trim_blocks": False}},
        {"JINJA_FILTERS": {"length": len}},
        {"JINJA_TESTS": {"defined": bool}},
    ],
    ids=lambda settings: "".join(settings),
)
def test_who_shapes_the_code_of_templates_has_them_compiled_anew(settings, small_site):
    small_site.build()
    with compilations() as files:
        small_site.build(**settings)
    assert str(Path(theme_path(), "templates", "base.html")) in files


def test_a_cache_of_the_owners_own_stays(small_site):
    theirs = CompiledTemplates(theme_path())
    small_site.build(JINJA_ENVIRONMENT={"bytecode_cache": theirs})
    with compilations() as files:
        small_site.build(JINJA_ENVIRONMENT={"bytecode_cache": theirs})
    assert [file for file in files if file.startswith(theme_path())] == []


def test_a_template_that_has_changed_is_compiled_again(tmp_path):
    cache = CompiledTemplates(str(tmp_path))

    def rendered(text):
        (tmp_path / "page.html").write_text(text)
        loader = FileSystemLoader(tmp_path)
        return Environment(loader=loader, bytecode_cache=cache, autoescape=True).get_template("page.html").render()

    with compilations() as files:
        assert [rendered(text) for text in ("one", "one", "two", "two", "one")] == ["one", "one", "two", "two", "one"]
    assert len(files) == 3


def test_what_was_compiled_is_there_for_the_next_process_unless_it_is_broken(tmp_path):
    (tmp_path / "page.html").write_text("one")
    kept = tmp_path / "kept"
    kept.mkdir()

    def rendered():
        cache = CompiledTemplates(str(tmp_path), directory=str(kept))
        return Environment(loader=FileSystemLoader(tmp_path), bytecode_cache=cache, autoescape=True)

    with compilations() as files:
        assert [rendered().get_template("page.html").render() for _ in range(2)] == ["one", "one"]
        assert len(files) == 1
        (file,) = kept.iterdir()
        file.write_bytes(file.read_bytes()[:30])
        assert rendered().get_template("page.html").render() == "one"
    assert len(files) == 2


def test_a_template_of_somebody_elses_is_not_kept(tmp_path):
    """Not even one whose place in the theme is the same: what is compiled into it may be a word of the site."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "page.html").write_text("{{ 'AT'|country }}")
    cache = CompiledTemplates(str(tmp_path / "ours"))

    def rendered(name):
        loader = FileSystemLoader(tmp_path / "mine")
        environment = Environment(loader=loader, bytecode_cache=cache, autoescape=True)
        environment.filters["country"] = lambda _: name
        return environment.get_template("page.html").render()

    assert [rendered(name) for name in ("Austria", "Österreich")] == ["Austria", "Österreich"]


def test_all_builds_share_what_is_compiled():
    plain = {"JINJA_ENVIRONMENT": {"trim_blocks": True, "lstrip_blocks": True, "extensions": []}}
    settings = plain | {"JINJA_FILTERS": {}, "JINJA_TESTS": {}}
    assert compiled_templates(settings) is compiled_templates(dict(settings)) is not None


ODD = {
    "base": "<{% block head %}head{% endblock %}|{{ odd }}|{% block body %}{% endblock %}|{% include 'piece' %}>",
    "child": "{% extends 'base' %}{% set odd = 'o&d' %}never {% block head %}"
    "{{ super() }}+{{ super() }}{% endblock %}"
    "{% block body %}{% for n in range(3) %}{% block row scoped %}{{ n }}{{ odd }}{% endblock %}{% endfor %}"
    "{% endblock %}",
    "grandchild": "{% extends 'child' %}{% block row %}[{{ super() }}]{{ self.head() }}{% endblock %}",
    "maybe": "{% if some %}{% extends 'base' %}{% endif %}before{% block body %}{{ some }}{% endblock %}after",
    "piece": "{{ odd }}{{ some|default('-') }}",
    "include": "a{% include 'piece' without context %}b{% include 'piece' %}c{% include ['gone', 'piece'] %}"
    "{% include 'gone' ignore missing %}{% include 'piece' ignore missing without context %}d",
    "macro": "{% macro m(x, y=2) %}{{ x }}{{ caller() if caller }}{% if y %}{{ m(y, 0) }}{% endif %}{% endmacro %}"
    "{{ m('<') }}{% call m('&') %}{% include 'piece' %}{% endcall %}{% set s %}x{{ odd }}{% endset %}"
    "{{ s }}{{ s|upper }}",
    "imported": "{% import 'macro' as them %}{{ them.m(1) }}{% from 'macro' import m with context %}{{ m(odd) }}",
    "loops": "{% for a, b in {'x': '<', 'y': 1}.items() recursive %}{{ loop.index }}{{ a }}{{ b }}{% else %}"
    "none{% endfor %}"
    "{% for x in [] %}{% else %}{% filter upper %}e{{ odd }}{% endfilter %}{% endfor %}{% with odd = 5 %}"
    "{{ odd }}{% endwith %}",
    "safe": "{{ '<b>'|safe }}{{ '<b>' }}{{ 5 }}{{ none }}{% autoescape false %}{{ '<i>' }}{% endautoescape %}"
    "{{ '<i>' }}",
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("some", ["", "s<e"])
def test_templates_say_the_same_as_jinja_lets_them_say(name, some, environment):
    plain = Environment(loader=DictLoader(ODD), autoescape=True)
    ours = Environment(loader=DictLoader(ODD), autoescape=True)
    ours.code_generator_class = environment.code_generator_class
    assert ours.code_generator_class is not plain.code_generator_class
    said = plain.get_template(name).render(odd="<o'd\"d&>", some=some)
    assert ours.get_template(name).render(odd="<o'd\"d&>", some=some) == said
