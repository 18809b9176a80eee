"""Another organisation is asked along: both plan it, either may leave."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from seurantalo.organizations import commands as organization_commands
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.planning import policies, together
from seurantalo.planning.models import Message, PlanPartner
from seurantalo.planning.tests.factories import plan
from seurantalo.publishing import commands as publishing


@pytest.fixture
def secret(friends):
    """A plan that only those see whom its makers ask."""
    return plan(of=friends, audience="partners", text="Haitarimusiikkia")


def test_asked_on_the_page_and_answered_from_the_letter(
    client, secret, kalles, aino, kalle, mailoutbox
):
    client.force_login(aino)
    found = client.get(reverse("plan-ask", args=[secret.pk]), {"q": "Martat"})
    assert "Iisalmen Martat ry" in found.text
    client.post(reverse("plan-ask", args=[secret.pk]), {"organization": kalles.pk})
    (letter,) = mailoutbox
    assert letter.to == [kalle.email] and reverse("plan", args=[secret.pk]) in letter.body

    client.force_login(kalle)
    seen = client.get(reverse("plan", args=[secret.pk]))
    assert "Haitarimusiikkia" in seen.text and "Kyllä, yhdessä" in seen.text
    assert client.get(reverse("edit-plan", args=[secret.pk])).status_code == 403
    partner = secret.partners.get()
    client.post(reverse("plan-answer", args=[secret.pk, partner.pk]), {"yes": "yes"})
    assert client.get(reverse("edit-plan", args=[secret.pk])).status_code == 200
    assert [each.to for each in mailoutbox[1:]] == [[aino.email]]
    assert (
        "Iisalmen Martat ry" in client.get(reverse("plans")).context["mine"][0].hosts[1].name["fi"]
    )


def test_who_says_no_sees_no_more_than_others(client, secret, kalles, aino, kalle, mailoutbox):
    partner = together.invite(secret, kalles, by=aino)
    client.force_login(kalle)
    gone = client.post(reverse("plan-answer", args=[secret.pk, partner.pk]), {"no": "yes"})
    assert gone["Location"] == reverse("plans")
    assert client.get(reverse("plan", args=[secret.pk])).status_code == 404
    with pytest.raises(ValidationError):
        together.accept(partner, by=kalle)


def test_nobody_answers_for_another(secret, kalles, aino, bertta, doris):
    partner = together.invite(secret, kalles, by=aino)
    for who in (aino, bertta, doris):
        with pytest.raises(PermissionDenied):
            together.accept(partner, by=who)
    assert partner.plan.partners.get().status == "invited"


def test_asked_once_and_only_what_is_public(secret, kalles, friends, aino, kalle):
    together.invite(secret, kalles, by=aino)
    for again in (kalles, friends, organization("Piilossa", publish=False)):
        with pytest.raises(ValidationError):
            together.invite(secret, again, by=aino)
    with pytest.raises(PermissionDenied):
        together.invite(secret, organization("Kolmas ry"), by=kalle)


def test_her_own_two_organisations_need_no_letter(secret, aino, mailoutbox):
    second = organization("Nilsiän kuoro")
    member(second, aino)
    assert together.invite(secret, second, by=aino).status == "accepted"
    assert not mailoutbox


def test_the_first_leaves_and_the_partner_goes_on(client, secret, kalles, friends, aino, kalle):
    with pytest.raises(ValidationError):
        together.leave(secret, friends, by=aino)
    together.accept(together.invite(secret, kalles, by=aino), by=kalle)
    client.force_login(aino)
    address = reverse("leave-plan", args=[secret.pk, friends.pk])
    assert "Jättäydy pois" in client.get(address).text
    client.post(address)
    secret.refresh_from_db()
    assert secret.organization == kalles and not secret.partners.exists()
    assert not policies.may(aino, "view", secret) and policies.may(kalle, "change", secret)


def test_an_invitation_is_taken_back(client, secret, kalles, aino, kalle):
    partner = together.invite(secret, kalles, by=aino)
    client.force_login(aino)
    client.post(reverse("plan-part", args=[secret.pk, partner.pk]))
    assert not secret.partners.exists() and not policies.may(kalle, "view", secret)


def test_plans_follow_a_merge_and_part_again(secret, kalles, friends, aino, kalle, admin):
    third = organization("Kolmas ry")
    other = plan("Toinen", of=third)
    PlanPartner.objects.create(plan=other, organization=kalles, status="accepted")
    PlanPartner.objects.create(plan=other, organization=friends, status="talks")
    PlanPartner.objects.create(plan=secret, organization=kalles, status="accepted")
    Message.objects.create(plan=secret, organization=friends, author=aino, text="Hei")
    merge = publishing.merge(friends, into=kalles, by=admin)
    secret.refresh_from_db()
    assert secret.organization == kalles and not secret.partners.exists()
    assert list(other.partners.values_list("organization", "status")) == [(kalles.pk, "accepted")]
    assert Message.objects.get().organization == kalles
    publishing.unmerge(merge, by=admin)
    secret.refresh_from_db()
    assert secret.organization == friends
    assert secret.partners.get().organization == kalles
    assert dict(other.partners.values_list("organization", "status")) == {
        kalles.pk: "accepted",
        friends.pk: "talks",
    }
    assert Message.objects.get().organization == friends


def test_what_belongs_to_who_has_left_the_organisation(secret, friends, aino, bertta, admin):
    member(friends, bertta)
    organization_commands.leave(friends, by=aino)
    assert not policies.may(aino, "view", secret) and policies.may(bertta, "change", secret)
