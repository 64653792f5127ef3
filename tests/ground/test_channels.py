"""Ways to reach somebody: what is shown stays as its owner wrote it, and a tap leads where it should."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse.model.channels import (
    NAMES,
    channels,
    read_email,
    read_fediverse,
    read_handle,
    read_mobile,
    read_phone,
)

READERS = {
    "phone": read_phone,
    "email": read_email,
    "whatsapp": read_mobile,
    "signal": read_mobile,
    "telegram": read_handle,
    "mastodon": read_fediverse,
    "bluesky": read_handle,
    "instagram": read_handle,
    "facebook": read_handle,
}


def only(name, typed):
    (channel,) = channels({name: READERS[name](typed)})
    return channel


@pytest.mark.parametrize(
    ("name", "typed", "href"),
    [
        ("phone", "+43 316 555 0100", "tel:+433165550100"),
        ("phone", "0316/555-01.00", "tel:03165550100"),
        ("phone", "+43 (0)316 555 0100", "tel:+433165550100"),
        ("phone", "+43 (0) 316 555 0100", "tel:+433165550100"),
        ("phone", "(0316) 555 0100", "tel:03165550100"),
        ("email", "rosa@adler.example", "mailto:rosa@adler.example"),
        ("email", "rosa+web@adler.example", "mailto:rosa+web@adler.example"),
        ("email", "jörg%@adler.example", "mailto:j%C3%B6rg%25@adler.example"),
        ("whatsapp", "+43 664 555 0123", "https://wa.me/436645550123"),
        ("whatsapp", "+43 (0)664 555 0123", "https://wa.me/436645550123"),
        ("signal", "+43 664 555 0123", "https://signal.me/#p/+436645550123"),
        ("telegram", "@adlerbread", "https://t.me/adlerbread"),
        ("mastodon", "adler@graz.example", "https://graz.example/@adler"),
        ("mastodon", "@adler@graz.example", "https://graz.example/@adler"),
        ("bluesky", "adler.bsky.social", "https://bsky.app/profile/adler.bsky.social"),
        ("instagram", "@adler.bread", "https://www.instagram.com/adler.bread/"),
        ("facebook", "adlerbread", "https://www.facebook.com/adlerbread"),
    ],
)
def test_a_tap_leads_where_it_should(name, typed, href):
    assert only(name, typed).href == href


def test_a_number_is_shown_as_its_owner_likes_it():
    assert only("phone", "0316 / 555-0100").shown == "0316 / 555-0100"
    assert only("mastodon", "adler@graz.example").shown == "@adler@graz.example"


@pytest.mark.parametrize("typed", ["call me", "123", "+", "1" * 16, "+43 316 x", "tel:+43", ""])
def test_a_phone_number_that_is_none_is_refused(typed):
    with pytest.raises(ValueError, match="is not a phone number"):
        read_phone(typed)


def test_a_number_for_a_messenger_begins_with_its_country():
    with pytest.raises(ValueError, match="lacks the country"):
        read_mobile("0664 555 0123")


@pytest.mark.parametrize(
    "typed",
    [
        *("rosa", "rosa@adler", "@adler.example", "rosa@@adler.example", "a b@adler.example", "a@b.", ""),
        *("a@b.example?bcc=x", "<a@b.example>", "a@b.example,c@d.example", "mailto:a@b.example"),
    ],
)
def test_an_email_address_that_is_none_is_refused(typed):
    with pytest.raises(ValueError, match="is not an e-mail address"):
        read_email(typed)


@pytest.mark.parametrize("typed", ["https://instagram.com/adler", "adler bread", "a/b", "", "@"])
def test_a_name_on_a_network_is_only_the_name(typed):
    with pytest.raises(ValueError, match="is not a name on a network"):
        read_handle(typed)


@pytest.mark.parametrize("typed", ["adler", "@adler", "adler@graz", "https://graz.example/@adler", "a@b/c.example"])
def test_a_name_on_mastodon_has_its_server(typed):
    with pytest.raises(ValueError, match="lacks its server"):
        read_fediverse(typed)


def test_channels_stand_in_the_order_in_which_visitors_see_them():
    values = {"instagram": "adler", "email": "a@b.example", "phone": "12345", "signal": ""}
    assert [channel.name for channel in channels(values)] == ["phone", "email", "instagram"]


def test_places_in_public_are_social_and_messages_are_not():
    social = {name for name in NAMES if channels({name: "x@y.example"})[0].is_social}
    assert social == {"mastodon", "bluesky", "instagram", "facebook"}


@pytest.mark.parametrize("name", NAMES)
@given(typed=st.one_of(st.text(st.characters()), st.text("+0123456789 ()/.-@abä:?&#%'")))
def test_no_link_leads_anywhere_else(name, typed):
    try:
        href = only(name, typed).href
    except ValueError:
        return
    parts = urlsplit(href)
    assert parts.scheme in ("tel", "mailto", "https")
    assert not set(href) & set(" \"'<>\\\n")
    assert not parts.query
