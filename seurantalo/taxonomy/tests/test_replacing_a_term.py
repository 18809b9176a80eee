"""A word goes out of use: content that carries it is shown under the word that took its place."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from seurantalo.common.text import Text
from seurantalo.taxonomy import commands, queries
from seurantalo.taxonomy.models import Taxonomy, Term

pytestmark = pytest.mark.usefixtures("no_terms")


@pytest.fixture
def paula():
    return get_user_model().objects.create_superuser("paula@example.fi")


@pytest.fixture
def terms():
    theme = Taxonomy.objects.create(code="theme", name=Text(fi="Aihe"))
    return {
        code: Term.objects.create(taxonomy=theme, code=code, label=Text(fi=code))
        for code in ("handball", "team-sports", "ball-games")
    }


def test_content_with_the_old_term_is_shown_under_the_new_one(terms, paula):
    commands.replace(term=terms["handball"], by_term=terms["team-sports"], by=paula)
    kept = Term.objects.get(code="handball")
    assert queries.record(kept).code == "team-sports"
    assert "handball" not in {entry.code for entry in queries.vocabulary()}


def test_a_term_replaced_twice_leads_to_the_last(terms, paula):
    commands.replace(term=terms["handball"], by_term=terms["team-sports"], by=paula)
    commands.replace(term=terms["team-sports"], by_term=terms["ball-games"], by=paula)
    assert queries.record(Term.objects.get(code="handball")).code == "ball-games"


def test_terms_below_move_to_the_new_one(terms, paula):
    below = Term.objects.create(
        taxonomy=terms["handball"].taxonomy, code="beach-handball", parent=terms["handball"]
    )
    commands.replace(term=terms["handball"], by_term=terms["ball-games"], by=paula)
    below.refresh_from_db()
    assert below.parent == terms["ball-games"]


def test_only_those_who_may_change_terms_replace_them(terms):
    aino = get_user_model().objects.create_user("aino@example.fi")
    for nobody in (aino, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            commands.replace(term=terms["handball"], by_term=terms["ball-games"], by=nobody)


def test_the_new_term_is_another_in_use_of_the_same_list(terms, paula):
    commands.replace(term=terms["handball"], by_term=terms["team-sports"], by=paula)
    other = Term.objects.create(
        taxonomy=Taxonomy.objects.create(code="format"), code="course", label=Text(fi="Kurssi")
    )
    for wrong in (terms["handball"], terms["ball-games"], other):
        with pytest.raises(ValidationError):
            commands.replace(term=terms["ball-games"], by_term=wrong, by=paula)
