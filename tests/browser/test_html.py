"""The example site, as the Nu HTML checker of the W3C sees it."""

import json
import re
import shutil
import subprocess

import pytest

from tests.conftest import missing

pytestmark = pytest.mark.browser

# The checker is behind the browsers here: container queries are in CSS since 2022, min() takes any calculation.
NOT_KNOWN_TO_IT = re.compile(
    r"CSS: (“container-(type|name)”: Property .* doesn't exist"
    r"|Unrecognized at-rule “@container”"
    r"|“font-size”: Unknown dimension"
    r"|“font-size”: “min\(.*calc\(.*” is not a “font-size” value)"
)


def test_the_nu_checker_finds_no_error(served_example, tool):
    java = shutil.which("java")
    if not java:
        missing("Java is not installed")
    jar = tool("vnu-jar/build/dist/vnu.jar")
    arguments = [
        "--errors-only",
        "--format",
        "json",
        "--skip-non-html",
        "--also-check-css",
        str(served_example[1].output),
    ]
    done = subprocess.run(
        [java, "-jar", str(jar), *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    # It reports to standard error; what Java has to say of its settings may come first.
    messages = json.loads(done.stderr[done.stderr.index("{") :])["messages"]
    errors = [
        f"{message['url']}, line {message.get('lastLine')}: {message['message']}"
        for message in messages
        if not NOT_KNOWN_TO_IT.match(message["message"])
    ]
    assert not errors, "\n".join(errors)
