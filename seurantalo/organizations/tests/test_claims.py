"""Somebody says she works for an organisation that is here already; somebody else decides."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from seurantalo.accounts.tests.factories import person
from seurantalo.organizations import commands, queries
from seurantalo.organizations.models import Claim
from seurantalo.organizations.policies import role_in
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing.queries import history

pytestmark = pytest.mark.django_db


@pytest.fixture
def friends():
    return organization()


def test_it_waits_for_the_regions_coordinator_who_gets_a_letter(
    client, friends, kalle, doris, eero, mailoutbox
):
    client.force_login(kalle)
    asked = client.post(
        reverse("claim-organization", args=[friends.pk]), {"evidence": "Olen sihteeri."}
    )
    assert asked.status_code == 302
    assert not role_in(kalle, friends)
    assert [mail.to for mail in mailoutbox] == [[doris.email]]
    assert "Olen sihteeri." in mailoutbox[0].body
    assert [claim.user for claim in queries.waiting_claims(doris)] == [kalle]
    assert not queries.waiting_claims(eero).exists()
    assert not queries.waiting_claims(kalle).exists()


def test_evidence_may_be_left_out(client, friends, kalle, doris):
    client.force_login(kalle)
    assert client.post(reverse("claim-organization", args=[friends.pk]), {}).status_code == 302


def test_a_coordinator_lets_her_in(client, friends, kalle, doris, mailoutbox):
    claim = commands.claim(friends, by=kalle)
    client.force_login(doris)
    assert "Kalle" in client.get(reverse("claim", args=[claim.pk])).content.decode()
    assert client.post(reverse("claim", args=[claim.pk]), {"approve": "yes"}).status_code == 302
    assert role_in(kalle, friends) == "manager"
    assert mailoutbox[-1].to == [kalle.email]
    assert not queries.waiting_claims(doris).exists()


def test_a_no_needs_a_reason_and_tells_it(client, friends, kalle, doris, mailoutbox):
    claim = commands.claim(friends, by=kalle)
    client.force_login(doris)
    address = reverse("claim", args=[claim.pk])
    assert client.post(address, {"refuse": "yes"}).status_code == 422
    assert client.post(address, {"refuse": "yes", "reason": "Väärä Kalle."}).status_code == 302
    assert not role_in(kalle, friends)
    assert "Väärä Kalle." in mailoutbox[-1].body
    client.force_login(kalle)
    assert "Väärä Kalle." in client.get(reverse("my-organizations")).content.decode()


def test_a_manager_is_told_at_once_and_may_decide(friends, aino, kalle, doris, mailoutbox):
    member(friends, aino)
    claim = commands.claim(friends, by=kalle)
    assert {mail.to[0] for mail in mailoutbox} == {aino.email, doris.email}
    commands.decide_claim(claim, by=aino, approve=True)
    assert role_in(kalle, friends) == "editor", "a colleague; a manager makes her more"


def test_nobody_decides_her_own(friends, doris):
    claim = commands.claim(friends, by=doris)
    with pytest.raises(PermissionDenied):
        commands.decide_claim(claim, by=doris, approve=True)


def test_outsiders_and_other_regions_do_not_decide(client, friends, bertta, kalle, eero):
    member(friends, bertta, "editor")
    claim = commands.claim(friends, by=kalle)
    for other in (bertta, eero, person("Olli")):
        client.force_login(other)
        assert client.get(reverse("claim", args=[claim.pk])).status_code == 403
        with pytest.raises(PermissionDenied):
            commands.decide_claim(claim, by=other, approve=True)


def test_decided_twice_says_so(client, friends, kalle, doris, admin):
    claim = commands.claim(friends, by=kalle)
    commands.decide_claim(claim, by=doris, approve=True)
    client.force_login(admin)
    answer = client.post(
        reverse("claim", args=[claim.pk]), {"refuse": "yes", "reason": "Myöhässä."}
    )
    assert answer.status_code == 422
    assert "Doris" in answer.content.decode()
    assert role_in(kalle, friends) == "manager"


def test_asking_twice_is_one_claim(friends, kalle):
    assert commands.claim(friends, by=kalle) == commands.claim(friends, by=kalle)


def test_a_member_has_nothing_to_claim(friends, aino):
    member(friends, aino)
    with pytest.raises(ValidationError):
        commands.claim(friends, by=aino)


def test_more_than_five_a_day_have_to_wait(client, kalle):
    for number in range(5):
        commands.claim(organization(f"Seura {number}"), by=kalle)
    client.force_login(kalle)
    sixth = organization("Kuudes")
    answer = client.post(reverse("claim-organization", args=[sixth.pk]), {"evidence": "Olen."})
    assert answer.status_code == 422 and "Olen." in answer.content.decode()
    assert Claim.objects.count() == 5


def test_every_step_is_in_the_history(friends, kalle, doris):
    claim = commands.claim(friends, by=kalle)
    commands.decide_claim(claim, by=doris, approve=True)
    actions = " ".join(str(getattr(entry, "action", entry)) for entry in history(friends))
    assert "seurantalo.claim_approved" in actions


@pytest.mark.parametrize("many", [4, 12])
def test_the_list_takes_few_queries(client, doris, many, django_assert_max_num_queries):
    for number in range(many):
        commands.claim(organization(f"Seura {number}"), by=person(f"Hakija{number}"))
    client.force_login(doris)
    with django_assert_max_num_queries(14):
        page = client.get(reverse("claims"))
    assert page.content.decode().count("<tr>") == many + 1


def test_one_who_was_made_a_manager_meanwhile_stays_one(friends, aino, kalle, doris):
    member(friends, aino)
    claim = commands.claim(friends, by=kalle)
    commands.add_member(friends, kalle, role="manager", by=aino)
    commands.decide_claim(claim, by=aino, approve=True)
    assert role_in(kalle, friends) == "manager"
