"""What people take along: cards for address books, QR codes for paper, and the sign on the door."""

from collections.abc import Iterator

from pelican.writers import Writer

from pelican_converse.generators import Kind
from pelican_converse.model.person import Person
from pelican_converse.qr import svg
from pelican_converse.vcard import Cards


class CardsPages(Kind):
    """The card of everybody who answers, and that of the business."""

    pages = ("BUSINESS_CARD",)

    def files(self) -> dict[str, str]:
        """Those of each person too."""
        slugs = [person.slug for person in self.site.answering if self.urls.save_as("CARD", person.slug)]
        return super().files() | {self.urls.save_as("CARD", slug): "CARD" for slug in slugs}

    def write_all(self, writer: Writer) -> None:
        """Write them."""
        cards = Cards(self.site, self.pieces.words)
        home = str(self.settings["SITEURL"] or "").rstrip("/")
        for person in self.site.answering:
            page, photo = self.pieces.whole_url("PERSON", person.slug), self._photo(person)
            note = str(self.pieces.render("card_note", {}, person=person).striptags())
            whole_photo = f"{home}/{photo}" if home and photo else ""
            self.write_data(self.urls.save_as("CARD", person.slug), cards.person(person, page, whole_photo, note))
        self.write_data(self.urls.save_as("BUSINESS_CARD"), cards.business(f"{home}/" if home else ""))

    def _photo(self, person: Person) -> str:
        return self.pieces.picture(person.photo) if person.photo else ""


class CodesPages(Kind):
    """QR codes of everybody's page and of the form; none as long as the site has no address."""

    def files(self) -> dict[str, str]:
        """One for each page that is worth one."""
        return {self.urls.save_as(f"{page}_QR", slug): f"{page}_QR" for page, slug in self._coded()}

    def write_all(self, writer: Writer) -> None:
        """Write them."""
        for page, slug in self._coded():
            self.write_data(self.urls.save_as(f"{page}_QR", slug), svg(self.pieces.whole_url(page, slug)))

    def _coded(self) -> Iterator[tuple[str, str]]:
        pages = [("ASK", ""), *(("PERSON", person.slug) for person in self.site.answering)]
        return ((page, slug) for page, slug in pages if self.pieces.code(page, slug))


class DoorSignPages(Kind):
    """A sheet to print and hang on the door."""

    pages = ("DOOR_SIGN",)

    def write_all(self, writer: Writer) -> None:
        """Write it."""
        self.write(writer, "DOOR_SIGN", "door_sign")


CARDS = (CardsPages, CodesPages, DoorSignPages)
