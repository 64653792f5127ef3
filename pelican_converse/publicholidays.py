"""Public holidays of a country and of a part of it, from the `holidays` package."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


class PublicHolidays:
    """Which days are public holidays, and what they are called in a language where that is known."""

    def __init__(self, country: str, region: str = "", language: str = "en") -> None:
        self._days = _days(country, region, language)
        label = getattr(self._days, "estimated_label", "")
        self._estimated = str(self._days.tr(label)).partition("%s")[2] if self._days is not None and label else ""

    def name(self, day: date) -> str:
        """What a holiday is called; "" if the day is none, or if nothing is known of the country."""
        return "" if self._days is None else str(self._days.get(day, ""))

    @property
    def has_estimates(self) -> bool:
        """Whether some holidays are only likely to be on a day."""
        return bool(self._estimated)

    def is_estimated(self, day: date) -> bool:
        """Whether a holiday is only likely to be on this day, as where it depends on when the moon is seen."""
        return bool(self._estimated) and self.name(day).endswith(self._estimated)

    def __contains__(self, day: date) -> bool:
        return bool(self.name(day))


def _kind(country: str) -> "type[HolidayBase] | None":
    # Only hours and regions need the package. It loads the country that is asked for, and no other.
    import holidays

    return getattr(holidays, country, None)


@cache
def _days(country: str, region: str, language: str) -> "HolidayBase | None":
    kind = _kind(country)
    if kind is None:
        return None
    spoken = [tag for tag in kind.supported_languages if tag.split("_")[0] == language.partition("-")[0]]
    # Without a language the package asks the machine for its own.
    return kind(subdiv=region or None, language=spoken[0] if spoken else kind.default_language)


def parts(country: str) -> dict[str, str]:
    """The parts of a country that have holidays of their own: their codes, and names where these are known."""
    kind = _kind(country)
    names = getattr(kind, "subdivisions_aliases", {})
    return {
        code: next((name for name in names if names[name] == code), "") for code in getattr(kind, "subdivisions", ())
    }
