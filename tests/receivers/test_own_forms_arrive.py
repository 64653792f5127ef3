"""A form of the owner's own, with a field of every type, reaches every receiver."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from pelican_converse.backends import BACKENDS, find_backend
from pelican_converse.forms import Field
from pelican_converse.model.business import FormSettings
from tests.conftest import BUSINESS, SmallSite
from tests.formsites import ORDER, PICTURE, TYPED
from tests.plainforms import entries_of, post_form
from tests.services import SERVICES, File, Here

SAID = [
    ("words", "words", "Ein Herz 🎂\r\nmit שלום"),
    ("name", "text", "Zoë"),
    ("email", "email", "zoe@adler.example"),
    ("phone", "phone", "0316 555 0123"),
    ("people", "number", "12"),
    ("day", "date", "2026-09-05"),
    ("hour", "time", "10:30"),
    ("size", "choice", "large"),
    ("extras", "several", "cream"),
    ("extras", "several", "salt"),
    ("stars", "rating", "9"),
    ("source", "hidden", "flyer"),
]


@pytest.mark.parametrize("name", SERVICES)
def test_a_form_of_every_type_arrives(small_site: SmallSite, sending: Callable[..., Here], name: str) -> None:
    here = sending(small_site.folder / "output", name)
    takes = BACKENDS[name].takes_pictures
    small_site.write("forms/order.yaml", ORDER + (PICTURE if takes else ""))
    small_site.write("pages/order.md", "Title: Order\nSlug: order\n\n/// form | order\n///\n")
    small_site.build(SITEURL=here.address, CONVERSE_FORMS=here.settings(name))
    page = BeautifulSoup(here.found("/pages/order.html")[1].decode(), "html.parser")
    form = page.find(id="order").form
    sketch = File("Skizze 1.png", "image/png", b"\x89PNG\r\n\x1a\n\x00\xff")
    typed = TYPED | ({"order-sketch": sketch} if takes else {})
    post_form(form, f"{here.address}/pages/order.html", typed)
    [came] = here[name].kept
    backend = find_backend(FormSettings(**here.settings(name)))
    for field, kind, value in SAID:
        assert (backend.field_name(Field(field, kind)), value) in came.fields
    agreed = backend.field_name(Field("rules", "agreement"))
    assert came.said[agreed]
    pictures = [(backend.field_name(Field("sketch", "picture")), sketch)] if takes else []
    assert came.files == pictures
    assert [entry for entry in entries_of(form, typed) if isinstance(entry[1], str)] == came.fields


def test_one_form_may_go_elsewhere(small_site: SmallSite, sending: Callable[..., Here]) -> None:
    here = sending(small_site.folder / "output", "netlify", "basin")
    small_site.write("business.yaml", BUSINESS + "forms: {backend: netlify}\n")
    small_site.write("forms/order.yaml", ORDER.replace("public: yes", "backend: basin\nid: 0123456789ab"))
    small_site.write("pages/order.md", "Title: Order\nSlug: order\n\n/// form | order\n///\n")
    small_site.build(SITEURL=here.address)
    for path, box in (("/pages/order.html", "order"), ("/ask/", "ask")):
        page = BeautifulSoup(here.found(path)[1].decode(), "html.parser")
        post_form(page.find(id=box).form, here.address + path, TYPED)
    assert [came.said["form"] for came in here["basin"].kept] == ["order"]
    assert [came.said["form-name"] for came in here["netlify"].kept] == ["ask"]
