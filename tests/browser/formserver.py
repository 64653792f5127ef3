"""A site with forms on which a test decides what is answered, when, and how long the script for forms waits for it."""

from dataclasses import dataclass
from threading import Event

from tests.services import IN_PLACE, Answer, Arrived, Endpoint, Formspark, Here, as_json

TAKES_IT = as_json(201, {})


@dataclass
class Told(Endpoint):
    """A receiver that answers what it is told to, after `hold`; without a status it breaks off instead."""

    says: Answer = TAKES_IT
    hold: Event | None = None

    def answer(self, came: Arrived, mood: str) -> Answer:
        """What is answered to a form that came."""
        self.arrived.append(came)
        if self.hold:
            self.hold.wait(10)
        self.let_go.set()  # who breaks off does it at once
        return self.says


@dataclass
class Stage(Here):
    """A site whose forms all reach one receiver, those for Formspark too."""

    policy: str = IN_PLACE
    patience: str = "20_000"
    """The milliseconds after which the script gives up: nobody waits for 20 seconds in a test."""
    as_services: bool = False
    """Whether forms say of their receiver what they say of services, which needn't answer in JSON."""

    @property
    def receiver(self) -> Told:
        """Who gets what is sent."""
        told = self.services["endpoint"]
        assert isinstance(told, Told)
        return told

    def headers(self, kind: str) -> dict[str, str]:
        """What is said with a file: a page has its policy, and sheets stay the same."""
        return super().headers(kind) | ({"Cache-Control": "max-age=3600"} if kind == "text/css" else {})

    def found(self, path: str) -> tuple[int, bytes, str] | None:
        """What is answered at a path: the script with the patience of the moment, all else as it is."""
        found = super().found(path)
        if not found or not path.endswith("/forms.js"):
            return found
        status, octets, kind = found
        assert b"20_000" in octets
        return status, octets.replace(b"20_000", self.patience.encode()), kind

    def spoilt(self, html: str) -> str:
        """A page as it goes out."""
        html = html.replace(" data-answers", "") if self.as_services else html
        return super().spoilt(html).replace(f'action="{Formspark.host}/', f'action="{self.receiver.address}/')

    def begin(self) -> None:
        """As it is before each test: scripts may send, and everything is taken."""
        self.policy, self.patience, self.as_services = IN_PLACE, "20_000", False
        self.receiver.arrived.clear()
        self.receiver.says, self.receiver.hold = TAKES_IT, None
