"""What is published of the requests besides their pages: answers, data, an index to search in, where numbers lead."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import tee, zip_longest
from typing import Any

from pelican.writers import Writer

from pelican_converse.generators import Kind
from pelican_converse.ledger import write_csv, write_json
from pelican_converse.ledgerdata import ledger_head, ledger_rows, promises_text
from pelican_converse.searchindex import search_index


class LedgerPages(Kind):
    """The whole public ledger, the score and the index, if there are any requests."""

    pages = ("LEDGER", "LEDGER_CSV", "PROMISES_DATA", "SEARCH_INDEX")

    def files(self) -> dict[str, str]:
        """None without requests."""
        return super().files() if self.site.requests else {}

    def write_all(self, writer: Writer) -> None:
        """Write what isn't left out; what has all requests in it part by part, side by side."""
        for_json, for_csv = tee(self._rows())
        whole: dict[str, Callable[[], Iterator[str]]] = {
            "LEDGER": lambda: write_json(for_json, **ledger_head(self.site)),
            "LEDGER_CSV": lambda: write_csv(for_csv),
        }
        files = {page: save_as for save_as, page in self.files().items()}
        self._write_together({files[page]: text() for page, text in whole.items() if page in files})
        texts = {"PROMISES_DATA": lambda: promises_text(self.site.promises), "SEARCH_INDEX": self._index}
        for page in texts.keys() & files:
            self.write_data(files[page], texts[page]().encode())

    def _write_together(self, texts: Mapping[str, Iterable[str]]) -> None:
        with ExitStack() as opened:
            files = [opened.enter_context(self.open(save_as)) for save_as in texts]
            for parts in zip_longest(*texts.values(), fillvalue=""):
                for file, part in zip(files, parts, strict=True):
                    file.write(part)

    def _index(self) -> str:
        people = {slug: person.name for slug, person in self.site.people.items()}
        return search_index(self.site.board, self.pieces.url("REQUEST", "{slug}"), self.site.business.topics, people)

    def _rows(self) -> Iterator[dict[str, Any]]:
        for row in ledger_rows(self.site):
            url = self.pieces.whole_url("REQUEST", row["slug"])
            yield {**row, "url": url} if url else row


class QuestionsPages(Kind):
    """The answered questions, as soon as there are any."""

    pages = ("QUESTIONS",)

    def files(self) -> dict[str, str]:
        """None without questions."""
        return super().files() if self.site.board.questions else {}

    def write_all(self, writer: Writer) -> None:
        """Write the page."""
        if self.site.board.questions:
            self.write(writer, "QUESTIONS", "questions")


class RefsPages(Kind):
    """An address for each reference number that was given out, which leads to its request."""

    def files(self) -> dict[str, str]:
        """One for each number."""
        refs = (self.urls.save_as("REF", request.ref) for request in self.site.requests if request.ref)
        return dict.fromkeys(filter(None, refs), "REF")

    def write_all(self, writer: Writer) -> None:
        """Write them, unless requests have no pages to lead to."""
        for request in self.site.requests:
            if request.ref and self.urls.save_as("REQUEST", request.slug):
                self.write(writer, "REF", "ref", request.ref, leads_to=request)


PUBLISHING = (LedgerPages, QuestionsPages, RefsPages)
