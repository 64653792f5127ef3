"""Cards: what is written is what another program reads."""

from datetime import date

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from pelican_converse.model.business import Business
from pelican_converse.model.person import Person, Staff
from pelican_converse.site import Site
from pelican_converse.vcard import Cards
from pelican_converse.words import Words

PAGE = "https://www.adler.example/people/rosa/"
HOSTILE = 'a;b,c\\d\ne"f:g\nBEGIN:VCARD\nEND:VCARD\nTEL:+1\n\\n \\, ;X=1 äöü€🥖 \u202bשלום\u202c ' + "long " * 40
SHOP = {
    "name": "Shop",
    "address": {"street": "Griesgasse 12; 2. Hof", "postal_code": "8020", "city": "Graz", "region": "Styria"},
    "geo": ["47.06712", "0.00001"],
    "phone": "+43 316 555 0100",
    "email": "shop@adler.example",
}
ROSA = {
    "role": "Baker, and owner",
    "email": "rosa@adler.example",
    "phone": "+43 316 555 0123",
    "whatsapp": "+43 664 555 0123",
    "signal": "0664 555 0123",
    "telegram": "@rosa_adler",
    "threema": "ABCD1234",
    "instagram": "rosa.bakes",
}
ANY = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


def site(person: dict | None = None, **business) -> Site:
    said = {"name": "Adler Bread", "country": "AT", "time_zone": "Europe/Vienna", "contact": "rosa", **business}
    rosa = Person(slug="rosa", **{"name": "Rosa Adler", **(ROSA if person is None else person)})
    return Site(Business(**said), {"rosa": rosa}, (), date(2026, 8, 6))


def card(person: dict | None = None, page=PAGE, photo="", note="", **business) -> bytes:
    known = site(person, **business)
    return Cards(known, Words("en", "AT")).person(known.people["rosa"], page, photo, note)


def shop_card(page="https://www.adler.example/", **business) -> bytes:
    return Cards(site(**business), Words("de", "AT")).business(page)


def read(text: bytes):
    return vobject.readOne(text.decode(), validate=True)


def lines(text: bytes) -> list[str]:
    return text.decode().replace("\r\n ", "").split("\r\n")


def test_a_card_says_who_it_is_and_where_they_work():
    rosa = read(card(locations=[SHOP], note="Rosa answers within a working day."))
    assert rosa.version.value == "3.0"
    assert (rosa.fn.value, rosa.n.value.family, rosa.n.value.given) == ("Rosa Adler", "Adler", "Rosa")
    assert (rosa.org.value, rosa.title.value) == (["Adler Bread"], "Baker, and owner")
    assert rosa.note.value == "Rosa answers within a working day."
    where = rosa.adr.value
    assert (where.street, where.city, where.region) == ("Griesgasse 12; 2. Hof", "Graz", "Styria")
    assert (where.code, where.country) == ("8020", "Austria")
    assert rosa.geo.value == "47.067120;0.000010"
    assert rosa.url.value == rosa.uid.value == PAGE
    assert rosa.rev.value == "2026-08-06T00:00:00Z"


def test_every_number_is_there_once_and_says_what_it_is():
    assert [line for line in lines(card(locations=[SHOP])) if line.startswith("TEL")] == [
        "TEL;TYPE=WORK,VOICE:+433165550123",
        "TEL;TYPE=CELL:+436645550123",
    ]
    assert "TEL;TYPE=CELL:+436645550123" in lines(card({"phone": "0664 555 0123"}))
    assert "TEL;TYPE=CELL:+433165550123" in lines(card({"whatsapp": "0316 555 0123"}))


def test_who_has_no_number_is_reached_at_the_business():
    found = lines(card({}, locations=[SHOP], channels={"instagram": "adlerbread"}))
    assert "TEL;TYPE=WORK,VOICE:+433165550100" in found
    assert "EMAIL;TYPE=INTERNET,WORK:shop@adler.example" in found
    assert not [line for line in found if line.startswith("X-SOCIAL")]


def test_chats_and_networks_are_addresses():
    found = lines(card())
    assert "IMPP;X-SERVICE-TYPE=Signal:https://signal.me/#p/+436645550123" in found
    assert "IMPP;X-SERVICE-TYPE=Telegram:https://t.me/rosa_adler" in found
    assert "IMPP;X-SERVICE-TYPE=Threema:https://threema.id/ABCD1234" in found
    assert "X-SOCIALPROFILE;TYPE=instagram:https://www.instagram.com/rosa.bakes/" in found


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Rosa", "", "Rosa"),
        ("Maria von der Heide", "von der Heide", "Maria"),
        ("王小明", "", "王小明"),
        ("A;B C,D", "C,D", "A;B"),
    ],
)
def test_the_last_word_of_a_name_is_the_familys(name, family, given):
    person = read(card({"name": name}))
    assert (person.fn.value, person.n.value.family, person.n.value.given) == (name, family, given)


def test_an_address_hidden_from_robots_is_in_no_card():
    assert "EMAIL" not in card(obfuscate="entities", locations=[SHOP]).decode()
    assert "@adler.example" not in shop_card(obfuscate="entities", locations=[SHOP]).decode()
    assert "EMAIL" in shop_card(locations=[SHOP]).decode()


def test_the_business_has_all_its_places_and_is_no_person():
    stall = {"name": "Stall", "address": {"city": "Weiz", "country": "DE"}, "phone": "+43 664 555 0101"}
    networks = {"mastodon": "@adler@graz.example", "whatsapp": "+43 664 555 0101"}
    text = shop_card(
        locations=[SHOP, stall, {"name": "Nowhere", "address": {}}], channels=networks, tagline="Good, bread"
    )
    shop = read(text)
    assert (shop.fn.value, shop.org.value, shop.note.value) == ("Adler Bread", ["Adler Bread"], "Good, bread")
    assert [address.value.country for address in shop.adr_list] == ["Österreich", "Deutschland"]
    assert [number.value for number in shop.tel_list] == ["+433165550100", "+436645550101"]
    assert "X-ABShowAs:COMPANY" in lines(text)
    assert "X-SOCIALPROFILE;TYPE=mastodon:https://graz.example/@adler" in lines(text)
    assert "N:;;;;" in lines(text)


def test_what_is_not_known_is_not_said():
    found = {line.partition(":")[0].partition(";")[0] for line in lines(card({}, page=""))}
    assert found == {"BEGIN", "VERSION", "PRODID", "FN", "N", "ORG", "REV", "END", ""}
    read(card({}, page=""))
    read(shop_card(""))


@pytest.mark.parametrize(
    ("photo", "shown"), [("rosa.jpg", True), ("rosa.PNG", True), ("rosa.webp", True), ("rosa.svg", False)]
)
def test_only_pictures_that_phones_show_are_named(photo, shown):
    found = lines(card(photo=f"https://adler.example/images/{photo}"))
    assert (f"PHOTO;VALUE=uri:https://adler.example/images/{photo}" in found) is shown


def test_odd_addresses_are_written_so_that_nothing_has_to_be_escaped():
    text = card(photo="https://adler.example/a, b;c\\é\n.jpg")
    assert "PHOTO;VALUE=uri:https://adler.example/a%2C%20b%3Bc%5Cé%0A.jpg" in lines(text)
    assert read(text).photo.value == "https://adler.example/a%2C%20b%3Bc%5Cé%0A.jpg"


@given(ANY, ANY)
def test_any_words_come_back_as_they_were(name, note):
    name, note = f"x{name}", f"{HOSTILE}{note}x"
    text = card({"name": f"{name} {HOSTILE}", "role": HOSTILE}, note=note, name=HOSTILE)
    person = read(text)
    assert person.fn.value == " ".join(f"{name} {HOSTILE}".split())
    assert person.org.value == [" ".join(HOSTILE.split())]
    assert person.title.value == " ".join(HOSTILE.split())
    assert person.note.value == note
    assert len(person.contents["fn"]) == 1
    assert "tel" not in person.contents
    assert {len(line) <= 75 for line in text.split(b"\r\n")} == {True}


@given(ANY)
def test_lines_are_folded_between_characters_and_end_as_they_should(words):
    text = card(note=f"{'🥖' * 60}{words}")
    assert text.endswith(b"\r\nEND:VCARD\r\n")
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert all(len(line.encode()) <= 75 for line in text.decode().split("\r\n"))
    assert [line.decode() for line in text.split(b"\r\n")], "no character is cut in two"
    assert text.count(b"\r\nEND:VCARD") == 1


def test_two_builds_on_one_day_write_the_same():
    assert card(locations=[SHOP]) == card(locations=[SHOP])


@pytest.mark.parametrize(
    ("name", "family", "given", "called"),
    [
        ("Rosa Maria Adler", "Adler", "Rosa Maria", "Rosa"),
        ("Rosa", "", "Rosa", "Rosa"),
        ("山田 花子", "山田", "花子", "山田 花子"),
        ("山田\u3000花子", "山田", "花子", "山田 花子"),
        ("さくら ももこ", "さくら", "ももこ", "さくら ももこ"),
        ("김 민준", "김", "민준", "김 민준"),
        ("𠮷野 太郎", "𠮷野", "太郎", "𠮷野 太郎"),
        ("山田花子", "", "山田花子", "山田花子"),
        ("Hanako Yamada", "Yamada", "Hanako", "Hanako"),
        ("Ольга Иванова", "Иванова", "Ольга", "Ольга"),
        ("An De Smet", "De Smet", "An", "An"),
        ("Jan van den Berg", "van den Berg", "Jan", "Jan"),
        ("Jan VAN DEN BERG", "VAN DEN BERG", "Jan", "Jan"),
        ("Jacobus Henricus van \u2019t Hoff", "van \u2019t Hoff", "Jacobus Henricus", "Jacobus"),
        ("Niamh O'Brien", "O'Brien", "Niamh", "Niamh"),
        ("Niamh Ó Briain", "Ó Briain", "Niamh", "Niamh"),
        ("Niamh O\u0301 Briain", "O\u0301 Briain", "Niamh", "Niamh"),
        ("Ana Maria da Silva", "da Silva", "Ana Maria", "Ana"),
        ("Karl von und zu Liebig", "von und zu Liebig", "Karl", "Karl"),
        ("Carla Della Rovere", "Della Rovere", "Carla", "Carla"),
        ("Amina el Amrani", "el Amrani", "Amina", "Amina"),
        ("De Smet", "Smet", "De", "De"),
        ("Van Morrison", "Morrison", "Van", "Van"),
        ("Mary Van", "Van", "Mary", "Mary"),
        ("山田 da 花子", "山田", "da 花子", "山田 da 花子"),
    ],
)
def test_the_name_of_the_family_stands_where_people_write_it(name, family, given, called):
    person = Person(slug="x", name=name)
    assert (*person.family_and_given, person.first_name) == (family, given, called)
    found = read(card(ROSA | {"name": name})).n.value
    assert (found.family, found.given) == (family, given)
    assert Staff([person]).find(person.name.split()[0]) == Staff([person]).find(person.name) == ("x",)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Rosa Adler", "RA"),
        ("Ben", "B"),
        ("anna-lena van der Berg", "AB"),
        ("“Resi” Ödegård", "RÖ"),
        ("山田 花子", "山"),
        ("किरण देसाई", "कि"),
        ("דנה כהן", "ד"),
    ],
)
def test_initials_are_one_or_two_letters_as_the_script_has_it(name, initials):
    assert Person(slug="x", name=name).initials == initials
