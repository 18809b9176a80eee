"""Who comes as a file: CSV that Finnish Excel opens rightly, or a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from seurantalo.signups.about import day, when
from seurantalo.signups.queries import Sheet

WIDTH = 22  # characters of a column
# What a spreadsheet would reckon rather than show (OWASP: CSV injection).
RECKONED = ("=", "+", "-", "@", "\t", "\r")


def rows(sheets: Sequence[Sheet]) -> list[list[str]]:
    """The headings, and a row for each who has signed up; those who cancelled are left out."""
    headings = [
        _("Time"),
        _("State"),
        _("Name"),
        _("How many"),
        _("Email"),
        _("Phone"),
        _("Signed up"),
    ]
    found = [
        [
            when(sheet.start) if sheet.time.original_start else _("All the times"),
            str(each.get_status_display()),
            each.name,
            str(each.people),
            each.email,
            each.phone,
            day(each.created),
        ]
        for sheet in sheets
        for each in sheet.active
    ]
    return [headings, *found]


def harmless(cell: str) -> str:
    """A cell that is shown as it is: what looks like a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(RECKONED) else cell


def write_csv(sheets: Sequence[Sheet]) -> bytes:
    """Semicolons, and UTF-8 with a mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows(sheets))
    return buffer.getvalue().encode("utf-8-sig")


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of text cells; the number of people can be added up."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Signed up")[:31]
    for number, row in enumerate(rows(sheets), 1):
        for column, told in enumerate(row, 1):
            cell = sheet.cell(row=number, column=column)
            cell.value = int(told) if number > 1 and column == 4 else harmless(told)
            cell.font = Font(bold=number == 1)
    for column in range(1, 8):
        sheet.column_dimensions[get_column_letter(column)].width = WIDTH
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
