"""Sites to measure: requests of realistic lengths, three turns each, and articles with the same words."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

BUSINESS = """name: Adler Bread
tagline: Bread that keeps until Thursday
type: Bakery
country: AT
region: 6
time_zone: Europe/Vienna
contact: rosa
answers_within: 2 working days
topics: {menu: What we bake, orders: Orders, shop: The shop}
locations:
  - name: Shop
    address: {street: Griesgasse 12, postal_code: 8020, city: Graz}
    phone: +43 316 555 0100
    hours: Tu-Fr 07:00-18:00; Sa 07:00-13:00; PH off
"""
PEOPLE = {
    "rosa": "Name: Rosa Adler\nRole: Baker\nEmail: rosa@adler.example\nTopics: menu\n\nI answer myself.\n",
    "ben": "Name: Ben Kofler\nRole: Shop\nEmail: ben@adler.example\nTopics: orders\n\nAsk me.\n",
}
WORDS = (
    "we would love to have the bread with less salt on Fridays because my mother can not eat much of it and the "
    "children like the rolls that you had in spring could you bake them again before school starts thank you all "
    "for asking I tried two kinds of flour this week one keeps longer the other tastes better come by and tell me "
    "which of them you miss least oat milk costs more than the price on the board is what people pay so it stays as "
    "it is until summer when the new oven is there and there will be room for a second batch in the morning"
).split()
NAMES = ("Priya", "Mrs Kern", "Tomasz", "Jo", "", "Aylin", "Herr Lang", "Sam")
ENDINGS = ("completed", "planned by 2027-03", "declined", "started", "open")
_FIRST = date(2024, 1, 8)


@dataclass(frozen=True)
class Ask:
    """The words of one request, and of the article that says the same."""

    number: int
    title: str
    asked: date
    by: str
    kind: str
    topic: str
    ending: str
    text: str
    turns: tuple[str, ...]


def asks(count: int) -> Iterator[Ask]:
    """So many, always the same ones; one in seven is long."""
    chance = random.Random(7)
    for number in range(count):
        lengths = [chance.randint(12, 60) * (4 if chance.random() < 0.14 else 1) for _ in range(4)]
        text, *turns = (_said(chance, length) for length in lengths)
        yield Ask(
            number,
            f"{_sentence(chance, chance.randint(3, 7))} {number}",
            _FIRST + timedelta(days=chance.randint(0, 880)),
            chance.choice(NAMES),
            chance.choice(("idea", "idea", "question", "problem", "praise")),
            chance.choice(("menu", "orders", "shop")),
            chance.choice(ENDINGS),
            text,
            tuple(turns),
        )


def _said(chance: random.Random, words: int) -> str:
    """Some paragraphs of sentences."""
    sentences = []
    while words > 0:
        length = chance.randint(5, 16)
        sentences.append(_sentence(chance, length) + ".")
        words -= length
    cut = len(sentences) // 2 if len(sentences) > 4 else len(sentences)
    return "\n\n".join(" ".join(part) for part in (sentences[:cut], sentences[cut:]) if part)


def _sentence(chance: random.Random, length: int) -> str:
    start = chance.randrange(len(WORDS) - length)
    return " ".join(WORDS[start : start + length]).capitalize()


def requests(folder: Path, count: int) -> None:
    """A site of ours with so many requests."""
    _write(folder / "content", "requests", map(_request, asks(count)))


def _write(content: Path, name: str, texts: Iterable[str]) -> None:
    """The business, its people, and a file for each of these texts in a folder of this name."""
    for part in ("people", name):
        (content / part).mkdir(parents=True)
    (content / "business.yaml").write_text(BUSINESS)
    for slug, text in PEOPLE.items():
        (content / "people" / f"{slug}.md").write_text(text)
    for number, text in enumerate(texts):
        (content / name / f"request-{number}.md").write_text(text)


def _request(ask: Ask) -> str:
    by = f"By: {ask.by}\n" if ask.by else ""
    head = (
        f"Title: {ask.title}\nAsked: {ask.asked}\n{by}Kind: {ask.kind}\nTopic: {ask.topic}\nMe too: {ask.number % 9}\n"
    )
    days = [ask.asked + timedelta(days=after) for after in (1, 9, 30)]
    who = ["Rosa", ask.by or "someone", f"Ben: {ask.ending}"]
    turns = (f"## {day}, {name}\n\n{text}\n" for day, name, text in zip(days, who, ask.turns, strict=True))
    return "\n".join([head, f"{ask.text}\n", *turns])


def articles(folder: Path, count: int) -> None:
    """A site of plain Pelican with so many articles, and a business that nobody reads unless the plugin is on."""
    _write(folder / "content", "news", map(_article, asks(count)))


def _article(ask: Ask) -> str:
    head = f"Title: {ask.title}\nDate: {ask.asked}\nCategory: {ask.topic}\n"
    turns = (f"## Turn {number}\n\n{text}\n" for number, text in enumerate(ask.turns, 1))
    return "\n".join([head, f"{ask.text}\n", *turns])
