"""Sites with every form, for tests that send them all."""

from pathlib import Path

from pelican_converse.forms import NAMES
from tests.conftest import ARTICLE, BUSINESS, SmallSite
from tests.plainforms import Typed

FORMS = {
    "ask": ("ask/", "ask"),
    "me-too": ("requests/spelt/", "me-too-spelt"),
    "add": ("requests/spelt/", "add-spelt"),
    "answer": ("previews/rye/", None),
    "meet": ("meet/", "meet"),
}
"""Every form that is built in: the address of a page that has it, and the id of what it stands in, if one knows it."""
ELSEWHERE = [name for name in NAMES if name not in FORMS]
"""Forms that stand on no page until an owner puts them there."""
FORMS |= {name: (f"pages/{name}.html", name) for name in ELSEWHERE}
ORDER = """\
title: Order a cake
public: yes
fields:
  - {name: words, type: long text, required: yes}
  - {name: name, type: text}
  - {name: email, type: e-mail}
  - {name: phone, type: phone}
  - {name: people, type: number, label: "For how many?", least: 2, most: 40}
  - {name: day, type: date, label: "For which day?"}
  - {name: hour, type: time, label: "At what time?"}
  - {name: size, type: choice, label: "How large?", options: [small, large]}
  - {name: extras, type: several, label: "With what?", options: [cream, nuts, salt]}
  - {name: stars, type: rating, label: "How was the last one?", most: 10}
  - {name: rules, type: agreement, label: I have read how orders work.}
  - {name: source, type: hidden, default: flyer}
"""
PICTURE = "  - {name: sketch, type: picture, label: A sketch}\n"
TYPED: Typed = {
    "order-words": "Ein Herz 🎂\nmit שלום",
    "order-name": "Zoë",
    "order-email": "zoe@adler.example",
    "order-phone": "0316 555 0123",
    "order-people": "12",
    "order-day": "2026-09-05",
    "order-hour": "10:30",
    "order-size-2": True,
    "order-extras-1": True,
    "order-extras-3": True,
    "order-stars-9": True,
    "order-rules": True,
}
"""What somebody fills it in with, by the ids of its controls."""


def with_every_form(folder: Path) -> SmallSite:
    """A small site that has every form, and one of the owner's own."""
    site = SmallSite(folder)
    site.write("business.yaml", BUSINESS + "topics: {menu: What we bake, shop: The shop}\n")
    site.write("requests/spelt.md", "Title: Spelt, please\nAsked: 2026-07-01\n")
    site.write("meetups/2026-09-market.md", "Title: At the market\nWhen: 2026-09-05 08:00-12:00\nWhere: Market\n")
    site.write("previews/rye.md", "Title: Rye\nUntil: 2026-09-01\nAsk: How dark?\n\nWe bake it.\n")
    site.write("news.md", ARTICLE)
    for name in ELSEWHERE:
        site.write(f"pages/{name}.md", f"Title: {name}\nSlug: {name}\n\n/// form | {name}\n///\n")
    site.write("forms/order.yaml", ORDER)
    site.write("pages/order.md", "Title: order\nSlug: order\n\n/// form | order\n///\n")
    return site
