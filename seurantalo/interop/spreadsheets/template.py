"""The empty workbook to fill: our headings, an example row, what each column takes."""

from __future__ import annotations

import csv
import io

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from seurantalo.interop.spreadsheets.columns import ACTIVITY, ORGANIZATION

FIELDS = {"organization": ORGANIZATION, "activity": ACTIVITY}
# The examples are Finnish, as the headings: the parsers' tests read this very row.
EXAMPLES: dict[str, dict[str, str]] = {
    "organization": {
        "name": "Esimerkkilän Martat ry",
        "alternate_name": "Esimerkkilän Martat",
        "business_id": "1234567-1",
        "registration_number": "123.456",
        "kind": "yhdistys",
        "summary": "Kodin taitoja ja yhdessäoloa kaikenikäisille.",
        "description": "Kokkaamme, teemme käsitöitä ja retkeilemme yhdessä.",
        "themes": "käsityöt",
        "street_address": "Torikatu 1",
        "postal_code": "70100",
        "municipality": "Kuopio",
        "service_area": "Kuopio, Siilinjärvi",
        "phone": "050 123 4567",
        "email": "martat@esimerkki.fi",
        "website": "www.esimerkki.fi",
        "contact": "Maija Malli",
    },
    "activity": {
        "organization": "Esimerkkilän Martat ry",
        "name": "Käsityökerho",
        "kind": "harrastus",
        "summary": "Neulotaan ja virkataan yhdessä.",
        "description": "Tule omalla työlläsi tai opettele alusta. Langat ja puikot saa lainaksi.",
        "themes": "käsityöt",
        "street_address": "Torikatu 1",
        "postal_code": "70100",
        "municipality": "Kuopio",
        "phone": "050 123 4567",
        "email": "martat@esimerkki.fi",
        "website": "www.esimerkki.fi/kerho",
        "ages": "kaikenikäiset",
        "languages": "suomi",
        "price": "maksuton",
        "channel": "paikassa",
        "place": "Marttala",
        "times": "joka toinen ti klo 18–19.30, 1.9.2026–31.5.2027, ei 22.12.2026",
        "registration": "ei tarvita",
    },
}
WIDTH = 24  # characters of a column


def headings(kind: str) -> list[str]:
    """The headings of the template, each with a capital."""
    return [names[0][:1].upper() + names[0][1:] for names in FIELDS[kind].values()]


def write_csv(kind: str) -> bytes:
    """The template of "organization" or "activity" as CSV that Finnish Excel opens rightly: semicolons, UTF-8 with a mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerows([headings(kind), _example(kind)])
    return buffer.getvalue().encode("utf-8-sig")


def write_xlsx() -> bytes:
    """The template as a workbook with a sheet for organisations and one for activities."""
    book = openpyxl.Workbook()
    for kind, title in (("organization", _("Organisations")), ("activity", _("Activities"))):
        sheet = book.create_sheet(title[:31])
        _fill(sheet, headings(kind), _example(kind))
    book.remove(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _example(kind: str) -> list[str]:
    return [EXAMPLES[kind].get(field, "") for field in FIELDS[kind]]


def _fill(sheet: Worksheet, names: list[str], example: list[str]) -> None:
    sheet.append(names)
    sheet.append(example)
    for index in range(1, len(names) + 1):
        sheet.column_dimensions[get_column_letter(index)].width = WIDTH
        heading = sheet.cell(row=1, column=index)
        heading.font = Font(bold=True)
        heading.fill = PatternFill("solid", fgColor="DDE7F0")
        sheet.cell(row=2, column=index).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
