"""What all nodes of a graph are made of: where things are, and what is said of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pelican_converse.linkedhours import Node
from pelican_converse.model.values import Picture


@dataclass(frozen=True)
class Whereabouts:
    """Where things are: the whole address of the site, without a slash at its end, and below it our pages and pictures.

    `page` gives the address of a page of ours by its name and slug, "" if it is left out; `logo` is that of a picture.
    """

    home: str
    page: Callable[[str, str], str]
    picture: Callable[[Picture], str]
    logo: str = ""

    def whole(self, below: str) -> str:
        """The whole address of what is below the site."""
        return f"{self.home}/{quote(below, safe='/%?#=&+~:@,;()!$')}"

    def whole_picture(self, picture: Picture | None) -> str:
        """The whole address of a picture; "" if there is none."""
        return self.whole(self.picture(picture)) if picture else ""


def ref(iri: str) -> Node:
    """A node by its @id."""
    return {"@id": iri}


def filled(**said: Any) -> Node:
    """What there is something to say of."""
    return {key: value for key, value in said.items() if value}
