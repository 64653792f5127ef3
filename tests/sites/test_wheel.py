"""What is installed from the wheel is whole, and stands on its own."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

import pelican_converse
from tests.conftest import EXAMPLE, ROOT, THE_DAY, BuiltSite, missing

WHEELS = ROOT / "wheels"


def said(*command: str | Path, folder: Path) -> str:
    """What a command prints, run away from the checkout."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment["SOURCE_DATE_EPOCH"] = THE_DAY
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env=environment, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture
def bin_folder(tmp_path: Path) -> Path:
    """The commands of a new virtual environment that holds the wheel and nothing that came from a network."""
    if not [*WHEELS.glob("pelican_converse-*.whl")]:
        missing("The folder wheels/ holds no wheel; `make test` fills it")
    folder = tmp_path / "installed"
    venv.create(folder)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(folder),
        "install",
        "--isolated",
        "--quiet",
        "--no-index",
        "--no-compile",
    ]
    said(*pip, "--find-links", WHEELS, "pelican-converse", folder=folder)
    return folder / "bin"


def asked(bin_folder: Path, expression: str) -> Path:
    """A path that the installed package names."""
    command = f"import pelican_converse; print({expression})"
    return Path(said(bin_folder / "python", "-c", command, folder=bin_folder))


def names(folder: Path) -> set[str]:
    """The files of a folder; caches, and the theme that the package holds, are left out."""
    found = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    return {str(path) for path in found if path.parts[0] != "theme" and "__pycache__" not in path.parts}


def test_the_installed_wheel_holds_every_file_and_builds_the_example_site(bin_folder, example_site, tmp_path):
    package = asked(bin_folder, "pelican_converse.__file__").parent
    theme = asked(bin_folder, "pelican_converse.theme_path()")
    assert package.is_relative_to(bin_folder.parent)
    assert theme == package / "theme"
    assert names(package) == names(ROOT / "pelican_converse")
    assert names(theme) == names(ROOT / "theme")
    shutil.copytree(EXAMPLE, tmp_path / "site", ignore=shutil.ignore_patterns("output", "__pycache__"))
    said(bin_folder / "pelican", "--fatal", "warnings", folder=tmp_path / "site")
    assert BuiltSite(tmp_path / "site" / "output").files() == example_site.files()


def test_in_a_checkout_the_theme_is_found_beside_the_package():
    assert Path(pelican_converse.theme_path()) == ROOT / "theme"


def test_importing_the_package_imports_no_pelican():
    """A settings file imports it for theme_path(), before Pelican has read any setting."""
    command = "import sys, pelican_converse; print({'pelican', 'jinja2', 'markdown'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
