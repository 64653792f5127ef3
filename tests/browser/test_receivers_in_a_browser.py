"""A browser without JavaScript sends a form to every receiver, under the policy that the docs give, and comes back."""

from collections.abc import Callable

import pytest
from window import Window

from tests.conftest import BUSINESS, SmallSite
from tests.plainforms import with_crlf
from tests.services import SERVICES, Here

pytestmark = pytest.mark.browser
WORDS = "Dinkelbrot 🥖, bitte!\n\nשלום = & + %20\n" + "Noch ein Brötchen. " * 530


@pytest.mark.parametrize("name", SERVICES)
def test_a_form_gets_there_and_its_sender_back(
    plain_window: Window, small_site: SmallSite, sending: Callable[..., Here], name: str
) -> None:
    here = sending(small_site.folder / "output", name)
    small_site.write("business.yaml", BUSINESS + "topics: {menu: What we bake, shop: The shop}\n")
    small_site.build(SITEURL=here.address, CONVERSE_FORMS=here.settings(name))
    page = plain_window.page
    plain_window.go(f"{here.address}/ask/")
    form = page.locator("#ask form")
    form.locator("textarea").fill(WORDS)
    form.locator("input[type=email]").fill("zoe@adler.example")
    form.locator("[type=submit]").click()
    page.wait_for_url(f"{here.address}/thanks/")
    assert "Thank you" in page.locator("h1").inner_text()
    [came] = here[name].kept
    assert with_crlf(WORDS) in came.said.values()
    assert "zoe@adler.example" in came.said.values()
    assert came.encoding == ("multipart" if name == "forminit" else "urlencoded")


def test_a_mail_program_is_opened_under_the_policy(
    plain_window: Window, small_site: SmallSite, sending: Callable[..., Here]
) -> None:
    here = sending(small_site.folder / "output", "mailto")
    small_site.build(SITEURL=here.address, CONVERSE_FORMS=here.settings("mailto"))
    page = plain_window.page
    plain_window.go(f"{here.address}/ask/")
    page.locator("#ask form textarea").fill("Dinkelbrot, bitte!")
    with page.expect_console_message(lambda message: "mailto:" in message.text) as told:
        page.locator("#ask form [type=submit]").click(no_wait_after=True)
    assert told.value.text.startswith("Launched external handler for 'mailto:rosa@adler.example?subject=Asked%20on")
    assert "Dinkelbrot" in told.value.text
