"""Organisers see each other's plans, as far and as much as the planner chose; nobody else does."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from seurantalo.accounts.tests.factories import person
from seurantalo.networks.models import Network, NetworkMember
from seurantalo.organizations.queries import own_organizations
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.planning import policies, queries, shapes
from seurantalo.planning.models import PlanPartner
from seurantalo.planning.tests.factories import plan


def titles(user):
    found = queries.with_everything(queries.visible_to(user))
    return [shapes.seen(each, by=user).title for each in found]


def test_organisers_of_the_region_see_it_and_nobody_else(friends, kalles, kalle, aino, far, db):
    plan(of=friends)
    assert titles(aino) == titles(kalle) == ["Mummon kammarin tanssit"]
    assert titles(far) == titles(person("Citizen")) == titles(AnonymousUser()) == []


def test_a_plan_in_a_town_is_of_the_region_of_that_town(friends, far):
    plan(of=friends, municipality="109")
    assert titles(far) == ["Mummon kammarin tanssit"]


def test_who_only_registered_an_organisation_sees_nothing_of_others(friends, kalle):
    draft = organization("Kalastelijat", publish=False)
    member(draft, kalle)
    made = plan(of=friends)
    assert titles(kalle) == []
    own = plan("Oma", of=draft)
    assert titles(kalle) == ["Oma"]
    assert policies.may(kalle, "change", own) and not policies.may(kalle, "view", made)


def test_plans_of_an_organisation_that_is_not_public_stay_with_it(kalles, kalle, aino):
    draft = organization("Uusi kerho", publish=False)
    member(draft, aino)
    plan(of=draft)
    assert titles(kalle) == [] and titles(aino) == ["Mummon kammarin tanssit"]


def test_only_the_chosen_networks_see_it(friends, kalles, kalle, aino, far, doris, admin):
    network = Network.objects.create(name="Ikäihmisten Ylä-Savo")
    plan(of=friends, audience="networks", networks=(network,))
    row = NetworkMember.objects.create(
        network=network, organization=kalles, status=NetworkMember.Status.INVITED
    )
    assert titles(kalle) == titles(doris) == titles(admin) == []
    row.status = NetworkMember.Status.MEMBER
    row.save()
    assert titles(kalle) == ["Mummon kammarin tanssit"] and titles(far) == []


def test_a_hint_tells_the_hint_the_town_and_the_dates(friends, kalles, kalle, aino, doris):
    plan(
        of=friends,
        shown="hint",
        hint="Jotain ikäihmisille",
        text="Salaisuus",
        place="Tanssila",
        terms=("older-people", "dance"),
        expected=300,
        seeks_room=True,
        seeks_text="Isoa salia",
    )
    for other in (kalle, doris):
        (found,) = queries.with_everything(queries.visible_to(other))
        seen = shapes.seen(found, by=other)
        assert (seen.title, str(seen.municipality)) == ("Jotain ikäihmisille", "Kuopio")
        assert len(seen.times) == 1 and seen.seeks == ("room",) and not seen.whole
        assert not (seen.hosts or seen.text or seen.place or seen.expected or seen.seeks_text)
        assert not (seen.target_groups or seen.themes or seen.kind or seen.audience)
    (found,) = queries.with_everything(queries.visible_to(aino))
    whole = shapes.seen(found, by=aino)
    assert whole.title == "Mummon kammarin tanssit" and whole.text == "Salaisuus"


def test_who_was_invited_sees_all_and_who_has_accepted_may_change(friends, far, aino):
    made = plan(of=friends, audience="partners", shown="hint", hint="Jotain")
    (theirs,) = own_organizations(far)
    assert titles(far) == []
    row = PlanPartner.objects.create(plan=made, organization=theirs, status="talks")
    assert titles(far) == ["Jotain"]  # to begin to talk tells nothing more
    row.status = "invited"
    row.save()
    assert titles(far) == ["Mummon kammarin tanssit"]
    assert not policies.may(far, "change", made) and policies.may(far, "answer", made)
    row.status = "accepted"
    row.save()
    assert policies.may(far, "change", made) and not policies.may(far, "answer", made)


def test_what_was_dropped_only_its_own_see(friends, kalles, kalle, aino):
    plan(of=friends, dropped_at=timezone.now())
    assert titles(kalle) == [] and titles(aino) == ["Mummon kammarin tanssit"]
    assert not queries.planned_for(aino).exists()


def test_a_coordinator_reads_and_does_not_change(friends, doris, eero, admin):
    made = plan(of=friends)
    assert policies.may(doris, "view", made) and not policies.may(eero, "view", made)
    assert policies.may(admin, "view", made)
    assert not policies.may(doris, "change", made) and not policies.may(doris, "write", made)


def test_a_key_sees_no_further_than_its_own(friends, kalles, kalle, aino):
    made = plan(of=friends)
    for user in (kalle, aino):
        user.via_key = True
    assert titles(kalle) == [] and titles(aino) == ["Mummon kammarin tanssit"]
    assert not policies.may(aino, "change", made)


def test_it_is_read_only_as_the_person_for_whom_it_was_asked(friends, kalles, kalle, aino):
    plan(of=friends, shown="hint", hint="Jotain")
    (asked,) = queries.with_everything(queries.visible_to(aino))
    with pytest.raises(ValueError, match="for whom"):
        shapes.seen(asked, by=kalle)


def test_more_plans_ask_no_more(friends, kalles, kalle, django_assert_max_num_queries):
    for number in range(12):
        plan(f"Suunnitelma {number}", of=friends, terms=("older-people",))
    with django_assert_max_num_queries(18):
        assert len(titles(kalle)) == 12
