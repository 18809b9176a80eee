"""The tests of other rooms share the loaded facts; here some begin with an empty vocabulary."""

import pytest

from seurantalo.taxonomy.models import Taxonomy, Term


@pytest.fixture
def no_terms(db):
    Term.objects.update(parent=None, replaced_by=None)
    Term.objects.all().delete()
    Taxonomy.objects.all().delete()
