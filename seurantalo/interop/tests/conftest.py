"""A small world for imports: some areas, a postal code, a handful of terms."""

import json
from pathlib import Path

import pytest
from django.utils.translation import override

from seurantalo.records import tests as records_tests
from seurantalo.taxonomy.models import Taxonomy, Term

PAYLOADS = Path(records_tests.__file__).parent / "ptv_payloads"


@pytest.fixture(autouse=True)
def _in_english():
    """The tests read the messages as they are written in the code."""
    with override("en"):
        yield


@pytest.fixture
def world(facts):
    """The facts, with a theme of our own that spreadsheets may speak of."""
    theme = Taxonomy.objects.get(code="theme")
    Term.objects.create(taxonomy=theme, code="lint-rolling", label={"fi": "Nukanpoisto"})


@pytest.fixture
def payloads():
    """PTV payloads by file name, fresh copies to change."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in PAYLOADS.glob("*.json")}


@pytest.fixture
def folder(tmp_path):
    """Writes payloads into a folder: folder(a=…, b=…) → its path."""

    def write(**files):
        for old in tmp_path.glob("*.json"):
            old.unlink()
        for name, payload in files.items():
            text = payload if isinstance(payload, str) else json.dumps(payload)
            (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
        return str(tmp_path)

    return write
