"""From the rows of a table to contents, every problem noted by its row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from seurantalo.activities import plain_times as times
from seurantalo.common.text import Text
from seurantalo.interop.codes import Codes
from seurantalo.interop.report import Problem
from seurantalo.interop.spreadsheets import cells
from seurantalo.interop.spreadsheets.cells import CellError
from seurantalo.interop.spreadsheets.columns import Table
from seurantalo.interop.spreadsheets.sheets import Row
from seurantalo.records.content import (
    ActivityContent,
    AreaCode,
    ChannelContent,
    ContactPointContent,
    OrganizationContent,
    PlaceContent,
)
from seurantalo.records.formats.ptv.contacts import web_address
from seurantalo.records.schemas import LinkRecord, RegistrationRecord, ScheduleRecord

LONGEST = {"name": 200, "summary": 300, "description": 5000}  # characters


class OrganizationRow(NamedTuple):
    """An organisation of a sheet; `mark` is the row's text."""

    where: str
    mark: str
    content: OrganizationContent
    municipality: str


class ActivityRow(NamedTuple):
    """An activity of a sheet and its organiser as written."""

    where: str
    mark: str
    content: ActivityContent
    organizer: str


@dataclass
class Reader:
    """Reads one row; problems gather in `problems`, with the row's place."""

    table: Table
    row: Row
    codes: Codes
    today: date
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = {"row": self.row.number, "sheet": self.table.sheet.name}
        place = _("%(sheet)s, row %(row)s") if self.table.sheet.name else _("Row %(row)s")
        self.where = place % names
        self.columns = {(one.field, one.lang): one for one in self.table.columns}
        self.mark = "\x1f".join(
            f"{one.field}:{one.lang}:{self._cell(one.position)}"
            for one in sorted(self.table.columns)
        )

    def _cell(self, index: int) -> str:
        return self.row.cells[index] if index < len(self.row.cells) else ""

    def text(self, name: str, lang: str = "fi") -> str:
        """A cell as written, "" when there is no such column."""
        column = self.columns.get((name, lang))
        return self._cell(column.position).strip() if column else ""

    def texts(self, name: str) -> Text:
        """A text in its languages."""
        found = Text({lang: self.text(name, lang) for lang in ("fi", "sv", "en")})
        longest = LONGEST.get(name, 5000)
        for lang, text in found.items():
            if len(text) > longest:
                said = {"length": len(text), "most": longest}
                self.refuse(name, _("%(length)s characters; the most is %(most)s.") % said, lang)
        return found

    def value[T](self, name: str, read: Callable[[str], T], default: T) -> T:
        """A cell read by `read`; an empty or broken one gives the default."""
        text = self.text(name)
        if not text:
            return default
        try:
            return read(text)
        except (CellError, times.NotUnderstood) as error:
            self.refuse(name, str(error))
            return default

    def refuse(self, name: str, reason: str, lang: str = "fi") -> None:
        """The row cannot be taken in because of this cell."""
        column = self.columns.get((name, lang))
        heading = column.heading if column else name
        where = _("%(row)s, column %(column)s") % {"row": self.where, "column": heading}
        self.problems.append(Problem("", where, reason))

    def remark(self, name: str, reason: str) -> None:
        """Something the writer should look at, though the row is taken in."""
        self.refuse(name, reason)
        last = self.problems.pop()
        self.problems.append(Problem(last.what, last.where, last.reason, "left out"))

    @property
    def refused(self) -> bool:
        """Whether the row has a problem that keeps it out."""
        return any(problem.outcome == "refused" for problem in self.problems)

    def place(self, name: Text) -> PlaceContent | None:
        """Where: the address, the postal code and the municipality of the row."""
        place = PlaceContent(
            name=name,
            street_address=Text(fi=self.text("street_address")),
            postal_code=self.value("postal_code", cells.postal_code, ""),
            municipality=self.value(
                "municipality", lambda text: cells.municipality(text, self.codes), ""
            ),
        )
        return self.codes.settled(place) if place != PlaceContent() else None

    def contacts(self) -> tuple[ContactPointContent, ...]:
        """Phones and mails; the name of a person stays unseen until she consents."""
        found: list[ContactPointContent] = []
        for name, read in (("phone", cells.phone), ("email", cells.email)):
            for part in cells.several(self.text(name), r"[,;\n/|]|\btai\b|\beller\b"):
                try:
                    found.append(ContactPointContent.model_validate({name: read(part)}))
                except CellError as error:
                    self.refuse(name, str(error))
        person = self.text("contact")
        if person and found:
            found[0] = found[0].model_copy(update={"name": person[:150]})
        return tuple(found)

    def links(self) -> tuple[LinkRecord, ...]:
        """Web pages."""
        nothing: tuple[LinkRecord, ...] = ()
        return self.value("website", _links, nothing)

    def terms(self, name: str, taxonomy: str) -> tuple[str, ...]:
        """Terms of a list."""
        nothing: tuple[str, ...] = ()
        return self.value(name, lambda text: cells.terms(text, taxonomy, self.codes), nothing)

    def areas(self) -> tuple[AreaCode, ...]:
        """Where it works."""
        nothing: tuple[AreaCode, ...] = ()
        return self.value("service_area", lambda text: cells.areas(text, self.codes), nothing)

    def languages(self) -> tuple[str, ...]:
        """What is spoken."""
        nothing: tuple[str, ...] = ()
        return self.value("languages", lambda text: cells.languages(text, self.codes), nothing)


def _links(text: str) -> tuple[LinkRecord, ...]:
    urls = [cells.website(part) for part in cells.several(text, r"[,;\s|]")]
    return tuple(LinkRecord(url=url) for url in dict.fromkeys(urls))


def read(
    table: Table, codes: Codes, today: date, *, organizer: str = ""
) -> Iterator[tuple[OrganizationRow | ActivityRow | None, list[Problem]]]:
    """Each row as what it tells, None when it is refused, with its problems.

    `organizer` is whose the activities are that name nobody.
    """
    for row in table.rows:
        reader = Reader(table, row, codes, today)
        is_activity = table.kind == "activity"
        found = _activity(reader, organizer) if is_activity else _organization(reader)
        yield (None if reader.refused else found), reader.problems


def _organization(reader: Reader) -> OrganizationRow:
    name = reader.texts("name")
    if not name:
        reader.refuse("name", _("The name is missing."))
    place = reader.place(Text())
    municipality = place.municipality if place else ""
    home = (AreaCode(kind="municipality", code=municipality),) if municipality else ()
    other = reader.text("alternate_name")
    kinds = reader.terms("kind", "organization_kind")
    content = OrganizationContent(
        name=name,
        alternate_names=(Text(fi=other),) if other else (),
        kind=kinds[0] if kinds else reader.codes.term("organization_kind", "association"),
        business_id=reader.value("business_id", cells.business_id, ""),
        registration_number=reader.value("registration_number", cells.registration_number, ""),
        summary=reader.texts("summary"),
        description=reader.texts("description"),
        themes=reader.terms("themes", "theme"),
        service_areas=reader.areas() or home,
        addresses=(place,) if place and place.street_address else (),
        contacts=reader.contacts(),
        links=reader.links(),
        source="spreadsheet",
    )
    return OrganizationRow(reader.where, reader.mark, content, municipality)


def _activity(reader: Reader, owner: str) -> ActivityRow:
    name, organizer = reader.texts("name"), reader.text("organization") or owner
    if not name:
        reader.refuse("name", _("The title is missing."))
    if not organizer:
        reader.refuse("organization", _("The organiser is missing: its name or business id."))
    all_ages: tuple[int | None, int | None] = (None, None)
    minimum, maximum = reader.value("ages", cells.ages, all_ages)
    content = ActivityContent(
        kind=reader.value("kind", cells.activity_kind, "hobby"),
        name=name,
        summary=reader.texts("summary"),
        description=reader.texts("description"),
        themes=reader.terms("themes", "theme"),
        target_groups=reader.terms("target_groups", "target_group"),
        minimum_age=minimum,
        maximum_age=maximum,
        languages=reader.languages(),
        price=reader.value("price", cells.price, ActivityContent.model_fields["price"].default),
        channels=_channels(reader),
        service_areas=reader.areas(),
        contacts=reader.contacts(),
        links=reader.links(),
        source="spreadsheet",
    )
    return ActivityRow(reader.where, reader.mark, content, organizer)


def _channels(reader: Reader) -> tuple[ChannelContent, ...]:
    place = reader.place(Text(fi=reader.text("place")))
    kind = reader.value("channel", cells.channel_kind, "place" if place else "online")
    channel = ChannelContent(
        kind=kind,
        place=place if kind in {"place", "hybrid"} else None,
        schedules=_schedules(reader),
        registration=_registration(reader.text("registration")),
        accessibility=reader.terms("accessibility", "accessibility"),
    )
    nothing = ChannelContent(kind=kind)
    return () if channel == nothing and not reader.text("channel") else (channel,)


def _schedules(reader: Reader) -> tuple[ScheduleRecord, ...]:
    """The times: in one cell as a sentence, or in columns of their own."""
    name = "times" if reader.text("times") else "weekday"
    sentence = reader.text("times") or _sentence(reader)
    if not sentence:
        return ()
    try:
        found = times.parse(sentence, reader.today)
    except times.NotUnderstood as error:
        reader.refuse(name, str(error))
        return ()
    if times.is_vague(sentence):
        message = _(
            "Tell from which day on the weeks are counted (1.9. alkaen); now from this week."
        )
        reader.remark(name, message)
    return found


def _sentence(reader: Reader) -> str:
    """The columns weekday, start, end, first day, last day and repeat as one sentence."""
    start, end = reader.text("start"), reader.text("end")
    clock = f"klo {start}" + (f"-{end}" if end else "") if start else ""
    first, last = reader.text("first_day"), reader.text("last_day")
    days = f"{first} alkaen" if first else ""
    if last:
        days = f"{first}-{last}" if first else f"{last} asti"
    if first and not last and not reader.text("weekday"):
        days = first
    return " ".join(
        part for part in (reader.text("repeat"), reader.text("weekday"), clock, days) if part
    )


def _registration(text: str) -> RegistrationRecord | None:
    """Whether and how one signs up."""
    if not text or re.fullmatch(r"ei( tarvita)?|ej|nej|no", text.casefold()):
        return None
    if "@" in text and " " not in text:
        return RegistrationRecord(required=True, email=text)
    if re.match(r"(https?://|www\.)\S+$", text):
        return RegistrationRecord(required=True, url=web_address(text))
    return RegistrationRecord(required=True, text=Text(fi=text))
