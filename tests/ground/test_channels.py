"""Ways to reach somebody: what is shown is what one would say, and a tap leads where it should."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse.model.channels import KINDS, NAMES, ContactPoint, channel, channels, parse_number
from pelican_converse.model.hours import Hours
from pelican_converse.model.values import Promise

SOCIAL = ["mastodon", "bluesky", "instagram", "facebook", "linkedin"]


def point(name, typed):
    return ContactPoint.read(typed, KINDS[name].read)


def only(name, typed, country="AT"):
    return channel(name, point(name, typed), country)


@pytest.mark.parametrize(
    ("name", "typed", "href"),
    [
        ("phone", "+43 316 555 0100", "tel:+433165550100"),
        ("phone", "0316/555-01.00", "tel:+433165550100"),
        ("phone", "+43 (0)316 555 0100", "tel:+433165550100"),
        ("phone", "+43 (0) 316 555 0100", "tel:+433165550100"),
        ("phone", "(0316) 555 0100", "tel:+433165550100"),
        ("phone", "+49 761 555 0100", "tel:+497615550100"),
        ("sms", "0664 555 0123", "sms:+436645550123"),
        ("email", "rosa@adler.example", "mailto:rosa@adler.example"),
        ("email", "rosa+web@adler.example", "mailto:rosa+web@adler.example"),
        ("email", "jörg%@adler.example", "mailto:j%C3%B6rg%25@adler.example"),
        ("whatsapp", "+43 664 555 0123", "https://wa.me/436645550123"),
        ("whatsapp", "+43 (0)664 555 0123", "https://wa.me/436645550123"),
        ("whatsapp", "0664 555 0123", "https://wa.me/436645550123"),
        ("signal", "+43 664 555 0123", "https://signal.me/#p/+436645550123"),
        ("telegram", "@adlerbread", "https://t.me/adlerbread"),
        ("threema", "abcd1234", "https://threema.id/ABCD1234"),
        ("booking", "https://book.example/adler?day=1", "https://book.example/adler?day=1"),
        ("mastodon", "adler@graz.example", "https://graz.example/@adler"),
        ("mastodon", "@adler@graz.example", "https://graz.example/@adler"),
        ("bluesky", "adler.bsky.social", "https://bsky.app/profile/adler.bsky.social"),
        ("instagram", "@adler.bread", "https://www.instagram.com/adler.bread/"),
        ("facebook", "adlerbread", "https://www.facebook.com/adlerbread"),
        ("linkedin", "rosa-adler", "https://www.linkedin.com/in/rosa-adler/"),
        ("linkedin", "company/adler-bread", "https://www.linkedin.com/company/adler-bread/"),
        ("visit", "at the counter", ""),
        ("post", "PO box 12, 8011 Graz", ""),
    ],
)
def test_a_tap_leads_where_it_should(name, typed, href):
    assert only(name, typed).href == href


@pytest.mark.parametrize(
    ("typed", "country", "shown"),
    [
        ("+43 316 555 0123", "AT", "0316 555 0123"),
        ("+43 316 555 0123", "DE", "+43 316 555 0123"),
        ("+43 (0)316 555 0123", "AT", "0316 555 0123"),
        ("+43 (0)316 555 0123", "DE", "+43 316 5550123"),
        ("+433165550123", "AT", "0316 5550123"),
        ("0316/555-01.23", "AT", "0316 5550123"),
        ("0316 555 0123", "AT", "0316 555 0123"),
        ("+1 212 555 0123", "US", "212 555 0123"),
        ("+44 20 7946 0123", "GB", "020 7946 0123"),
        ("+41 44 668 18 00", "CH", "044 668 18 00"),
        ("+33 1 42 68 53 00", "FR", "01 42 68 53 00"),
    ],
)
def test_a_number_is_shown_as_one_dials_it_there_and_grouped_as_its_owner_likes_it(typed, country, shown):
    assert only("phone", typed, country).shown == shown


def test_other_values_are_shown_without_what_only_machines_need():
    assert only("mastodon", "adler@graz.example").shown == "@adler@graz.example"
    assert only("booking", "https://www.book.example/adler/").shown == "book.example/adler"


@pytest.mark.parametrize("typed", ["call me", "1", "+", "+43 316 x", "tel:+43", "+999 316 555", "+43 1 000", "+4312"])
def test_a_phone_number_that_is_none_is_refused(typed):
    with pytest.raises(ValueError, match="is not a phone number"):
        point("phone", typed)


@pytest.mark.parametrize(("typed", "country"), [("112", "AT"), ("0316", "AT"), ("0761 555 0100", "US")])
def test_a_number_without_its_country_is_looked_up_in_that_of_the_business(typed, country):
    with pytest.raises(ValueError, match=f"is not a phone number in {country}"):
        parse_number(typed, country)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("+43 316 555 0123", ContactPoint("+43 316 555 0123")),
        (
            "+43 316 555 0123 | hours: Tu-Fr 14:00-16:00 | answers within: 2 hours | charges: 10 cents a minute",
            ContactPoint("+43 316 555 0123", Hours.read("Tu-Fr 14:00-16:00"), Promise(2, "hours"), "10 cents a minute"),
        ),
        ("0316 555 0123|Charges: free: always", ContactPoint("0316 555 0123", charges="free: always")),
    ],
)
def test_hours_promise_and_charges_of_a_channel_stand_behind_bars(typed, said):
    assert point("phone", typed) == said


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("| answers within: 2 hours", "has nothing before the bar"),
        ("0316 555 0123 | hour: Mo 08:00-12:00", 'Did you mean "hours"'),
        ("0316 555 0123 | mornings", "can't stand behind a bar"),
        ("0316 555 0123 | hours: mornings", "mornings"),
        ("0316 555 0123 | answers within: soon", "can't be counted"),
    ],
)
def test_what_stands_behind_a_bar_is_one_of_three_things(typed, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        point("phone", typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("rosa", "rosa@adler", "@adler.example", "rosa@@adler.example", "a b@adler.example", "a@b."),
        *("a@b.example?bcc=x", "<a@b.example>", "a@b.example,c@d.example", "mailto:a@b.example"),
    ],
)
def test_an_email_address_that_is_none_is_refused(typed):
    with pytest.raises(ValueError, match="is not an e-mail address"):
        point("email", typed)


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        *(
            ("instagram", typed, "is not a name on a network")
            for typed in ("https://instagram.com/a", "a b", "a/b", "@")
        ),
        *(("mastodon", typed, "lacks its server") for typed in ("adler", "@adler", "adler@graz", "a@b/c.example")),
        *(("threema", typed, "is not a Threema ID") for typed in ("ABCD123", "ABCD12345", "ÄBCD1234")),
        *(("linkedin", typed, "is not a name on LinkedIn") for typed in ("https://linkedin.com/in/rosa", "a/b", "@")),
        *(
            ("booking", typed, "is not a web address")
            for typed in ("book.example", "javascript:x", "https://", "ftp://a.b")
        ),
    ],
)
def test_values_that_lead_nowhere_are_refused(name, typed, message):
    with pytest.raises(ValueError, match=message):
        point(name, typed)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_no_value(name):
    with pytest.raises(ValueError, match=r"Write"):
        point(name, "")


def test_channels_stand_in_the_order_in_which_visitors_see_them_social_ones_last():
    values = {"instagram": "adler", "email": "a@b.example", "phone": "0316 555 0100", "booking": "https://b.example"}
    found = channels({name: point(name, value) for name, value in values.items()} | {"signal": None}, "AT")
    assert [way.name for way in found] == ["phone", "email", "booking", "instagram"]
    assert list(NAMES[-5:]) == SOCIAL == [name for name in NAMES if KINDS[name].is_social]


@pytest.mark.parametrize("name", NAMES)
@given(typed=st.one_of(st.text(st.characters()), st.text("+0123456789 ()/.-@abä:?&#%'")))
def test_no_link_leads_anywhere_else(name, typed):
    try:
        way = only(name, typed)
    except ValueError:
        return
    if way.href:
        parts = urlsplit(way.href)
        assert parts.scheme in ("tel", "sms", "mailto", "https", "http")
        assert name == "booking" or parts.scheme != "http"
        assert not set(way.href) & set(" \"'<>\\\n")
        assert name == "booking" or not parts.query


@pytest.mark.parametrize("typed", ["+49-30-555 0123", "+49 (30) 555-0123", "+49 30/5550123"])
def test_a_number_with_marks_between_its_digits_is_grouped_as_usual(typed):
    assert only("phone", typed, "DE").shown == "030 5550123"
