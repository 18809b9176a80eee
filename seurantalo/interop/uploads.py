"""What a person brings of her own association: rows understood or not, looked at before writing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from seurantalo.activities.models import Activity
from seurantalo.common.text import Text
from seurantalo.interop.codes import load
from seurantalo.interop.report import Problem, Unreadable
from seurantalo.interop.spreadsheets import rows, sheets
from seurantalo.interop.spreadsheets.columns import Table, understand
from seurantalo.interop.spreadsheets.matching import folded
from seurantalo.interop.spreadsheets.rows import ActivityRow
from seurantalo.organizations.models import Organization
from seurantalo.records.content import ActivityContent
from seurantalo.records.schemas import Record

LARGEST_FILE = 5 * 1024 * 1024  # bytes: a list of one association's activities
MOST_ROWS = 200


class Brought(Record):
    """One row or event: what it tells, whose it is, and what to mend or to know of it.

    `known` is the activity of the same name that is there already.
    """

    where: str
    name: str
    content: ActivityContent | None = None
    organization: int | None = None
    problems: tuple[str, ...] = ()
    known: int | None = None

    @property
    def fits(self) -> bool:
        """Whether it can be taken in."""
        return self.content is not None and self.organization is not None


class Reading(NamedTuple):
    """All that was brought, with remarks that concern it as a whole."""

    rows: list[Brought]
    remarks: list[str]


def read_spreadsheet(
    raw: bytes, *, organization: Organization, own: Sequence[Organization], today: date
) -> Reading:
    """The activities of a CSV or XLSX file, those that name no organiser as `organization`'s.

    `own` are the organisations the person may write for. Raises Unreadable with what to do.
    """
    if not raw.strip():
        raise Unreadable(_("The file is empty. Choose the file that has your activities."))
    if len(raw) > LARGEST_FILE:
        size = {"size": LARGEST_FILE // 1024**2}
        raise Unreadable(_("The file is larger than %(size)s MB. Divide it into parts.") % size)
    if _is_something_else(raw):
        raise Unreadable(_("This is not a spreadsheet. Save your list as .xlsx or .csv."))
    remarks: list[str] = []
    tables = _tables(sheets.read(raw), remarks)
    if sheets.has_formulas(raw):
        remarks.append(
            _(
                "Some cells are counted by formulas. We read what they showed when it was last saved."
            )
        )
    found = [one for table in tables for one in _rows(table, organization, own, today)]
    if not found:
        raise Unreadable(_("There are headings, but no rows under them."))
    return Reading(with_known(found), remarks)


def _is_something_else(raw: bytes) -> bool:
    """Whether the bytes are no text and no workbook: a picture, a PDF, a program."""
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff")):
        return False
    head = raw[:2000]
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return raw.startswith((b"%PDF", b"<!", b"<html", b"{\\rtf")) or odd > 0


def _tables(found: list[sheets.Sheet], remarks: list[str]) -> list[Table]:
    """The sheets of activities. Raises Unreadable when there is none, or far too much."""
    tables = []
    for sheet in found:
        table = understand(sheet, own=True)
        if table is None or table.kind != "activity":
            continue
        tables.append(table)
        if table.unknown:
            names = {"names": ", ".join(table.unknown)[:300]}
            remarks.append(_("These columns are not known and were not read: %(names)s.") % names)
    if not tables:
        raise Unreadable(
            _("No row of headings was found. Use the template, or name the columns so.")
        )
    if sum(len(table.rows) for table in tables) > MOST_ROWS:
        most = {"rows": MOST_ROWS}
        raise Unreadable(_("There are over %(rows)s rows. Divide the file into parts.") % most)
    return tables


def _rows(
    table: Table, organization: Organization, own: Sequence[Organization], today: date
) -> Iterator[Brought]:
    codes = load()
    name = str(organization.name)
    for raw_row, (row, problems) in zip(
        table.rows, rows.read(table, codes, today, organizer=name), strict=True
    ):
        reasons = [_said(problem) for problem in problems]
        formula = next((cell for cell in raw_row.cells if cell.startswith("=")), "")
        if formula:
            reasons.append(_("“%(text)s” is a formula. Write the value.") % {"text": formula[:40]})
        title = _title(table, raw_row)
        where = _("Row %(row)s") % {"row": raw_row.number}
        if not isinstance(row, ActivityRow) or formula:
            yield Brought(where=where, name=title, problems=tuple(reasons))
            continue
        owner = organization if row.organizer == name else _own(row.organizer, own)
        if owner is None:
            said = {"name": row.organizer[:80]}
            reasons.append(_("You do not work for “%(name)s”, so this row is left out.") % said)
        content = row.content.model_copy(update={"source": ""})
        yield Brought(
            where=where,
            name=title,
            content=content if owner else None,
            organization=owner.pk if owner else None,
            problems=tuple(reasons),
        )


def _said(problem: Problem) -> str:
    """A problem with its column: the row is told beside it."""
    column = problem.where.rpartition(", ")[2] if ", " in problem.where else ""
    return f"{column}: {problem.reason}" if column else problem.reason


def _title(table: Table, row: sheets.Row) -> str:
    position = next((one.position for one in table.columns if one.field == "name"), -1)
    told = row.cells[position] if 0 <= position < len(row.cells) else ""
    return told[:200]


def _own(named: str, own: Iterable[Organization]) -> Organization | None:
    """The organisation a row names, by its name or business id, among one's own."""
    wanted = folded(named)
    for one in own:
        if wanted in map(folded, one.name.values()) or named.strip() == one.business_id != "":
            return one
    return None


def with_known(found: list[Brought]) -> list[Brought]:
    """The rows with what is there already by the same name."""
    pks = {one.organization for one in found if one.organization}
    names: dict[tuple[int, str], int] = {}
    for pk, organization, name in Activity.objects.filter(organization__in=pks).values_list(
        "pk", "organization", "name"
    ):
        names |= {(organization, folded(text)): pk for text in Text(name).values()}
    return [
        one.model_copy(update={"known": names.get((one.organization or 0, folded(one.name)))})
        for one in found
    ]
