"""CSV and XLSX files as sheets of text cells, whatever programme wrote them."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any, NamedTuple

import openpyxl
from django.utils.translation import gettext as _

from seurantalo.interop.report import Unreadable
from seurantalo.records.formats.ptv.payload import UNREADABLE

LARGEST_FILE = 20 * 1024 * 1024  # bytes
LARGEST_UNPACKED = 80 * 1024 * 1024  # bytes; an XLSX file is a zip file
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_EMPTY_ROWS = 1_000  # formatted rows without content, one after the other
LONGEST_CELL = 10_000  # characters
DELIMITERS = ";\t,"
FORMULA = re.compile(rb"<f[ >/]")


class Row(NamedTuple):
    """The cells of a row, with its number as the spreadsheet programme shows it."""

    number: int
    cells: tuple[str, ...]


class Sheet(NamedTuple):
    """A sheet of rows, the empty ones left out; a CSV file is one sheet without a name."""

    name: str
    rows: tuple[Row, ...]


def read(raw: bytes) -> list[Sheet]:
    """The sheets of a file. Raises Unreadable with what to do about it."""
    if len(raw) > LARGEST_FILE:
        size = {"size": LARGEST_FILE // 1024**2}
        raise Unreadable(_("The file is larger than %(size)s MB. Divide it into parts.") % size)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_("This is an old Excel file. Save it as .xlsx or .csv."))
    if raw.startswith(b"PK\x03\x04"):
        return _workbook(raw)
    return [Sheet("", tuple(_rows(_delimited(_decoded(raw)))))]


def has_formulas(raw: bytes) -> bool:
    """Whether a workbook that could be read counts some of its cells."""
    if not raw.startswith(b"PK\x03\x04"):
        return False
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = [one for one in archive.namelist() if one.startswith("xl/worksheets/sheet")]
        return any(FORMULA.search(archive.read(name)) for name in names)


def _decoded(raw: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else Windows-1252 as Excel in Finland saves."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _delimited(text: str) -> Iterator[list[str]]:
    lines = text.replace("\x00", "").splitlines(keepends=True)
    delimiter = ""
    if lines and (told := lines[0].strip().lower()).startswith("sep=") and len(told) == 5:
        delimiter = told[4]  # Excel's own hint
        lines[0] = "\n"
    first = next((line for line in lines if line.strip()), "")
    delimiter = delimiter or max(DELIMITERS, key=first.count)
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error as error:
        raise Unreadable(_("The file is not CSV: %(error)s") % {"error": error}) from error


def _workbook(raw: bytes) -> list[Sheet]:
    _refuse_bombs(raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features of Excel that carry no data
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            try:
                return [
                    Sheet(sheet.title, tuple(_rows(_values(sheet)))) for sheet in book.worksheets
                ]
            finally:
                book.close()
    except Unreadable:
        raise
    except Exception as error:  # the library promises no set of errors for broken files
        message = _("The Excel file is broken. Open it, save it again as .xlsx and try again.")
        raise Unreadable(message) from error


def _refuse_bombs(raw: bytes) -> None:
    """Raises Unreadable for a zip that swells, has document types in it, or is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            # zipfile reads no more than the size a member tells of itself.
            swollen = sum(member.file_size for member in members) > LARGEST_UNPACKED
            heads = (
                archive.open(one).read(4096) for one in members if one.filename.endswith(".xml")
            )
            strange = swollen or any(b"<!DOCTYPE" in head or b"<!ENTITY" in head for head in heads)
            names = {member.filename for member in members}
    except Exception as error:  # zipfile and its decompressors promise no set of errors either
        raise Unreadable(_("The file is broken. Save it as .xlsx and try again.")) from error
    if strange:
        raise Unreadable(_("The file is too large unpacked, or it has strange parts."))
    if "xl/workbook.xml" not in names:
        raise Unreadable(_("This is not an Excel file. Save it as .xlsx or .csv."))


def _values(sheet: Any) -> Iterator[Iterable[Any]]:
    yield from sheet.iter_rows(
        max_row=MOST_ROWS + MOST_EMPTY_ROWS, max_col=MOST_COLUMNS, values_only=True
    )


def _rows(rows: Iterable[Iterable[Any]]) -> Iterator[Row]:
    empty = found = 0
    for number, values in enumerate(rows, start=1):
        cells = tuple(_text(value) for value in islice(values, MOST_COLUMNS))
        if not any(cells):
            empty += 1
            if empty > MOST_EMPTY_ROWS:
                return
            continue
        empty, found = 0, found + 1
        if found > MOST_ROWS:
            most = {"rows": MOST_ROWS}
            raise Unreadable(_("There are over %(rows)s rows. Divide the file into parts.") % most)
        yield Row(number, cells)


def _text(value: Any) -> str:
    """A cell as people would write it: dates "1.9.2026", times "18.30", whole numbers bare."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        day = f"{value.day}.{value.month}.{value.year}"
        return day if value.time() == time() else f"{day} klo {value.hour}.{value.minute:02d}"
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, time):
        return f"{value.hour}.{value.minute:02d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return UNREADABLE.sub("", str(value).replace("\r\n", "\n").replace("\t", " ")).strip()[
        :LONGEST_CELL
    ]
