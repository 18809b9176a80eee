"""Words that ask for a filter offer it: one tap, never by themselves."""

import pytest

from seurantalo.activities.tests.factories import activity

pytestmark = pytest.mark.django_db


def test_evenings_and_free_of_charge_are_offered(client):
    activity("Kuntojumppa")
    page = client.get("/haku?q=ilmaista+jumppaa+iltaisin").content.decode()
    assert 'href="/haku?q=ilmaista+jumppaa+iltaisin&amp;hinta=free"' in page
    assert 'href="/haku?q=ilmaista+jumppaa+iltaisin&amp;aika=ilta"' in page
    assert "Kuntojumppa" in page


def test_what_is_chosen_is_not_offered_again(client):
    activity("Kuntojumppa")
    page = client.get("/haku?q=jumppaa+iltaisin+viikonloppuna&aika=ilta").content.decode()
    assert "aika=ilta&amp;aika=ilta" not in page
    assert "milloin=viikonloppu" in page


def test_a_notice_that_only_names_the_place_comes_first_when_the_search_widens(client):
    activity("Kuoro kulkee")
    activity("Kuoro käy myös Utsjoella", summary={"fi": "Kuoro vierailee Utsjoella joka talvi."})
    page = client.get("/haku?q=kuoro+Utsjoella").content.decode()
    assert page.index("Kuoro käy myös Utsjoella") < page.index("Kuoro kulkee")
