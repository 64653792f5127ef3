"""Public holidays of a country and of a part of it, from the `holidays` package."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase


class PublicHolidays:
    """Which days are public holidays, and what they are called in a language where that is known."""

    def __init__(self, country: str, region: str = "", language: str = "en") -> None:
        self._days = _days(country, region, language) if country in _parts() else None

    def name(self, day: date) -> str:
        """What a holiday is called; "" if the day is none, or if nothing is known of the country."""
        return "" if self._days is None else str(self._days.get(day, ""))

    def __contains__(self, day: date) -> bool:
        return bool(self.name(day))


@cache
def _parts() -> dict[str, list[str]]:
    # It takes a while to import, and only hours and regions need it.
    import holidays

    return dict(holidays.list_supported_countries())


@cache
def _days(country: str, region: str, language: str) -> "HolidayBase":
    import holidays

    known = holidays.country_holidays(country)
    spoken = [tag for tag in known.supported_languages if tag.split("_")[0] == language.partition("-")[0]]
    # Without a language the package asks the machine for its own.
    chosen = spoken[0] if spoken else known.default_language
    return holidays.country_holidays(country, subdiv=region or None, language=chosen)


def parts(country: str) -> dict[str, str]:
    """The parts of a country that have holidays of their own: their codes, and names where these are known."""
    import holidays

    codes = _parts().get(country, [])
    names = holidays.country_holidays(country).subdivisions_aliases if codes else {}
    return {code: next((name for name, alias in names.items() if alias == code), "") for code in codes}
