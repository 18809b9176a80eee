"""Plans stay with those who made them when organisations or notices are merged, and parted again."""

from __future__ import annotations

import pytest

from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.planning import queries, talking, together
from seurantalo.planning.models import Message, Plan, PlanPartner
from seurantalo.planning.tests.factories import plan
from seurantalo.publishing import commands as publishing

pytestmark = pytest.mark.django_db
TALKS, INVITED, ACCEPTED = PlanPartner.Status


@pytest.fixture
def doubled(kalle):
    """Kalle's association once more, told twice, with the same member."""
    made = organization("Iisalmen Marttayhdistys")
    member(made, kalle)
    return made


def rows():
    """All that a merge may touch here."""
    return {
        "plans": sorted(Plan.objects.values_list("pk", "organization", "activity")),
        "partners": sorted(
            PlanPartner.objects.values_list("plan", "organization", "status", "since")
        ),
        "messages": sorted(Message.objects.values_list("pk", "organization")),
    }


def merged(one, into, by):
    """Merged as the coordinator does it, from rows read anew."""
    again = [Organization.objects.get(pk=each.pk) for each in (one, into)]
    return publishing.merge(again[0], into=again[1], by=by)


def status_of(made):
    return {row.organization_id: row.status for row in made.partners.all()}


def test_its_plans_and_words_go_along_and_come_back(friends, kalles, doubled, kalle, aino, admin):
    theirs = plan("Lauluilta", of=doubled)
    hers = plan("Tanssit", of=friends)
    talking.write(hers, "Sali on vapaa.", by=kalle, organization=doubled)
    before = rows()
    merge = merged(doubled, kalles, admin)
    theirs.refresh_from_db()
    assert theirs.organization == kalles and status_of(hers) == {kalles.pk: TALKS}
    assert Message.objects.get().organization == kalles
    assert queries.visible_to(kalle).get(pk=theirs.pk).hers
    publishing.unmerge(merge, by=admin)
    assert rows() == before


def test_both_were_in_it_and_the_furthest_counts(friends, kalles, doubled, kalle, aino, admin):
    hers = plan("Tanssit", of=friends)
    talking.write(hers, "Sali on vapaa.", by=kalle, organization=kalles)
    together.accept(together.invite(hers, doubled, by=aino), by=kalle)
    before = rows()
    merge = merged(doubled, kalles, admin)
    assert status_of(hers) == {kalles.pk: ACCEPTED}
    publishing.unmerge(merge, by=admin)
    assert rows() == before


def test_nobody_is_a_partner_of_itself(kalles, doubled, kalle, admin):
    one, two = plan("Lauluilta", of=doubled), plan("Tanssit", of=kalles)
    PlanPartner.objects.create(plan=one, organization=kalles, status=ACCEPTED)
    PlanPartner.objects.create(plan=two, organization=doubled, status=INVITED)
    before = rows()
    merge = merged(doubled, kalles, admin)
    assert not PlanPartner.objects.exists()
    assert {each.organization for each in Plan.objects.all()} == {kalles}
    publishing.unmerge(merge, by=admin)
    assert rows() == before


def test_what_was_done_meanwhile_stays(friends, kalles, doubled, aino, kalle, admin):
    hers = plan("Tanssit", of=friends)
    merge = merged(doubled, kalles, admin)
    together.accept(together.invite(hers, kalles, by=aino), by=kalle)
    late = plan("Myöhempi", of=kalles)
    publishing.unmerge(merge, by=admin)
    late.refresh_from_db()
    assert late.organization == kalles and status_of(hers) == {kalles.pk: ACCEPTED}


def test_a_plan_leads_to_the_notice_that_its_own_became_a_part_of(friends, admin):
    one, two = activity("Tanssit", of=friends), activity("Kevättanssit", of=friends)
    made = plan("Tanssit", of=friends, activity=one)
    merge = publishing.merge(one, into=two, by=admin)
    made.refresh_from_db()
    assert made.activity == two
    publishing.unmerge(merge, by=admin)
    made.refresh_from_db()
    assert made.activity == one
