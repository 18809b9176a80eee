"""No file crashes the import: it is read, or refused with what to do."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seurantalo.interop.codes import load
from seurantalo.interop.report import Unreadable
from seurantalo.interop.spreadsheets import rows, sheets, template
from seurantalo.interop.spreadsheets.columns import ACTIVITY, ORGANIZATION, understand

HEADINGS = sorted(
    {name for names in (*ORGANIZATION.values(), *ACTIVITY.values()) for name in names}
)
CELLS = st.text(max_size=12) | st.sampled_from(
    ["1234567-1", "ti klo 18", "7-12", "5 €", "Kuopio", "70100", "@", "0", "\x00", "☂" * 400, "="]
)


def read_all(raw, codes):
    try:
        found = sheets.read(raw)
    except Unreadable as error:
        assert str(error)
        return
    for table in filter(None, map(understand, found)):
        for row, problems in rows.read(table, codes, date(2026, 3, 2)):
            assert row is not None or problems


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda raw: b"PK\x03\x04" + raw))
def test_arbitrary_bytes(raw):
    try:
        assert isinstance(sheets.read(raw), list)
    except Unreadable as error:
        assert str(error)


@pytest.fixture
def known(world):
    return load()


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.sampled_from(HEADINGS) | st.text(max_size=5), max_size=6),
    st.lists(st.lists(CELLS, max_size=7), max_size=4),
    st.sampled_from(";,\t"),
)
def test_arbitrary_tables(known, headings, table, delimiter):
    lines = [delimiter.join(cells) for cells in (headings, *table)]
    read_all("\n".join(lines).encode("utf-8", errors="ignore"), known)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 6000), st.binary(min_size=1, max_size=30))
def test_damaged_workbooks(position, damage):
    whole = WORKBOOK[:position] + damage + WORKBOOK[position + len(damage) :]
    try:
        sheets.read(whole)
    except Unreadable as error:
        assert str(error)


WORKBOOK = template.write_xlsx()


def bomb(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return buffer.getvalue()


def test_a_zip_that_swells_is_refused(monkeypatch):
    monkeypatch.setattr(sheets, "LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(Unreadable, match="unpacked"):
        sheets.read(bomb(xl__workbook="x" * 2_000_000))


def test_entities_that_multiply_are_refused():
    with pytest.raises(Unreadable, match="strange"):
        sheets.read(bomb(xl__workbook='<!DOCTYPE x [<!ENTITY a "b">]><x/>'))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    with pytest.raises(Unreadable, match="Divide"):
        sheets.read(b"a;b\n" * 4)
