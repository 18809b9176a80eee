"""A national administrator adds the word that people in her region use."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from seurantalo.common.text import Text
from seurantalo.taxonomy import commands
from seurantalo.taxonomy.models import Term

pytestmark = pytest.mark.usefixtures("no_terms")


@pytest.fixture
def choir():
    commands.load_taxonomy()
    return Term.objects.get(taxonomy__code="theme", code="choir-and-singing")


@pytest.fixture
def address(choir):
    return reverse("admin:taxonomy_term_change", args=[choir.pk])


@pytest.fixture
def paula(client):
    client.force_login(get_user_model().objects.create_superuser("paula@example.fi"))
    return client


def filled(response):
    """What the page would send back unchanged."""
    form = response.context["adminform"].form
    data = {}
    for bound in form:
        value = bound.value()
        if bound.name in ("label", "plain", "words"):
            parts = bound.field.widget.decompress(value)
            names = [f"{bound.name}_{lang}" for lang in ("fi", "sv", "en", "se")]
            data |= dict(zip(names, parts, strict=True))
        elif value not in (None, False):
            data[bound.name] = value
    for formset in response.context["inline_admin_formsets"]:
        data |= {f"{formset.formset.prefix}-{key}": 0 for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return data


def test_the_words_stand_in_the_form_by_language(paula, address):
    html = paula.get(address).content.decode()
    assert 'name="words_fi"' in html
    assert 'lang="sv"' in html
    assert "kuorolaulu" in html


def test_an_added_word_is_saved_and_outlives_the_next_load(paula, address, choir):
    data = filled(paula.get(address))
    data["words_fi"] += ", veisaaminen,  rallattelu "
    assert paula.post(address, data).status_code == 302
    commands.load_taxonomy()
    choir.refresh_from_db()
    assert choir.words["fi"][-2:] == ["veisaaminen", "rallattelu"]
    assert choir.words["sv"][0] == "kör"


def test_languages_that_the_form_does_not_show_are_kept(paula, address, choir):
    choir.label = Text({**choir.label, "smn": "Koro"})
    choir.save()
    data = filled(paula.get(address))
    data["label_fi"] = "Kuorot"
    paula.post(address, data)
    choir.refresh_from_db()
    assert (choir.label["smn"], choir.label["fi"]) == ("Koro", "Kuorot")


def test_a_label_is_needed(paula, address, choir):
    data = filled(paula.get(address)) | {f"label_{lang}": "" for lang in ("fi", "sv", "en", "se")}
    assert "label" in paula.post(address, data).context["adminform"].form.errors


def test_others_cannot_edit(client, address):
    client.force_login(get_user_model().objects.create_user("aino@example.fi"))
    assert client.get(address).status_code != 200
