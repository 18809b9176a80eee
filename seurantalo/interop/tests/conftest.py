"""A small world for imports: some areas, a postal code, a handful of terms."""

import json
from pathlib import Path

import pytest

from seurantalo.places.models import Area, PostalCode
from seurantalo.records import tests as records_tests
from seurantalo.taxonomy.models import Scheme, Taxonomy, Term, TermMapping

PAYLOADS = Path(records_tests.__file__).parent / "ptv_payloads"
TERMS = {
    "theme": {"peer-support": "Vertaistuki", "crafts": "Käsityöt", "exercise": "Liikunta"},
    "target_group": {"older-people": "Ikäihmiset"},
    "organization_kind": {"association": "Yhdistys", "municipality": "Kunta"},
    "accessibility": {"accessible-toilet": "Esteetön WC", "induction-loop": "Induktiosilmukka"},
    "language": {"fi": "suomi", "sv": "ruotsi", "uk": "ukraina"},
}
MAPPINGS = {"peer-support": (Scheme.PTV_SERVICE_CLASS, "P4.12")}
MAPPINGS |= {"older-people": (Scheme.PTV_TARGET_GROUP, "KR1.1")}


@pytest.fixture
def world(db):
    for kind, code, name in (
        ("country", "FI", "Suomi"),
        ("region", "11", "Pohjois-Savo"),
        ("municipality", "297", "Kuopio"),
        ("municipality", "749", "Siilinjärvi"),
    ):
        Area.objects.create(kind=kind, code=code, name={"fi": name})
    kuopio = Area.objects.get(code="297")
    PostalCode.objects.create(code="70100", name={"fi": "Kuopio"}, municipality=kuopio)
    for taxonomy, terms in TERMS.items():
        row = Taxonomy.objects.create(code=taxonomy)
        for code, label in terms.items():
            term = Term.objects.create(taxonomy=row, code=code, label={"fi": label})
            if code in MAPPINGS:
                scheme, theirs = MAPPINGS[code]
                TermMapping.objects.create(term=term, scheme=scheme, code=theirs)


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
