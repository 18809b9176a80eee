"""What was imported is found by search at once, and no longer when it is withdrawn."""

import pytest

from seurantalo.interop.commands import import_ptv, import_spreadsheet
from seurantalo.search import queries as search
from seurantalo.search.query import SearchQuery

pytestmark = pytest.mark.django_db


def names(words, **filters):
    results = search.find(SearchQuery(words=words, **filters), lang="fi", widen=False)
    return {str(one.card.name) for one in results.found}


def test_a_public_service_of_ptv_is_found_in_its_municipality(world, folder, payloads):
    import_ptv(folder(**payloads))
    assert "Vanhusten ystäväpalvelu" in names("ystävä vanhukselle", municipality=("297",))

    gone = payloads["service"] | {"publishingStatus": "Deleted"}
    import_ptv(folder(service=gone))
    assert "Vanhusten ystäväpalvelu" not in names("ystävä vanhukselle")


def test_an_association_of_a_spreadsheet_is_found(world):
    import_spreadsheet(
        "Nimi;Kotikunta;Kuvaus\nSiilin Soutajat ry;Siilinjärvi;Soudetaan.\n".encode()
    )
    assert "Siilin Soutajat ry" in names("soutajat")
