"""Public holidays of a country and of a part of it, from the `holidays` package."""

from datetime import date
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

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


@cache
def _kind(country: str) -> "type[HolidayBase] | None":
    """What knows the holidays of a country; the package itself would load all of its 250 countries for one."""
    import holidays  # only hours and regions need it

    known: Any = getattr(holidays, country, None)
    name = getattr(known, "module_name", "")
    file = Path(holidays.__file__).with_name("countries") / f"{name.rpartition('.')[2]}.py"
    spec = spec_from_file_location(name, file) if name and file.exists() else None
    if spec is None or spec.loader is None:
        return cast("type[HolidayBase] | None", known)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("type[HolidayBase]", getattr(module, known.entity_name))


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
