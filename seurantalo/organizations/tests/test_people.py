"""Who works for an organisation: invited, joined, handed over; never silently without a manager."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from seurantalo.accounts.signals import leaving
from seurantalo.accounts.tests.factories import person
from seurantalo.organizations import commands, queries
from seurantalo.organizations.models import Invitation, Membership
from seurantalo.organizations.tests.factories import member, organization

pytestmark = pytest.mark.django_db


def role(friends, user):
    return (
        Membership.objects.filter(organization=friends, user=user)
        .values_list("role", flat=True)
        .first()
    )


def link(mail) -> str:
    """The path of the invitation in a letter."""
    return next(
        "/" + word.split("/", 3)[3] for word in mail.body.split() if "/kutsu/" in word
    ).strip(".,)")


def invited(client, friends, aino, mailoutbox, email="bertta@seurantalo.example", **told):
    client.force_login(aino)
    answer = client.post(
        reverse("organization-people", args=[friends.pk]),
        {"email": email, "role": "editor", **told},
    )
    assert answer.status_code == 302
    client.logout()
    return link(mailoutbox[-1])


def test_a_colleague_is_invited_and_joins(client, friends, aino, bertta, mailoutbox):
    address = invited(client, friends, aino, mailoutbox)
    assert mailoutbox[-1].to == ["bertta@seurantalo.example"]
    assert "Nilsiän ystävät ry" in mailoutbox[-1].subject
    client.force_login(bertta)
    assert "Nilsiän ystävät ry" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert role(friends, bertta) == "editor"
    assert mailoutbox[-1].to == [aino.email], "the one who invited hears of it"


def test_one_without_an_account_is_led_to_make_one(client, friends, aino, mailoutbox):
    address = invited(client, friends, aino, mailoutbox, email="uusi@seurantalo.example")
    page = client.get(address)
    assert page.status_code == 200
    assert f"{reverse('enter')}?next={address}" in page.content.decode()


def test_the_link_works_once(client, friends, aino, bertta, kalle, mailoutbox):
    address = invited(client, friends, aino, mailoutbox)
    client.force_login(bertta)
    client.post(address)
    for someone in (bertta, kalle):
        client.force_login(someone)
        assert client.get(address).status_code == 410
        assert client.post(address).status_code == 410
    assert role(friends, kalle) is None


def test_another_address_cannot_use_it(client, friends, aino, kalle, mailoutbox):
    address = invited(client, friends, aino, mailoutbox)
    client.force_login(kalle)
    answer = client.post(address)
    assert answer.status_code == 410 and kalle.email in answer.content.decode()
    assert "bertta@" not in answer.content.decode(), "whose it is stays untold"
    assert role(friends, kalle) is None


def test_it_is_good_for_two_weeks(client, friends, aino, bertta, mailoutbox):
    address = invited(client, friends, aino, mailoutbox)
    Invitation.objects.update(expires=timezone.now() - timedelta(minutes=1))
    client.force_login(bertta)
    assert client.post(address).status_code == 410
    assert role(friends, bertta) is None
    commands.resend(Invitation.objects.get(), by=aino)
    assert client.get(address).status_code == 404, "the old link is dead"
    assert client.post(link(mailoutbox[-1])).status_code == 302
    assert role(friends, bertta) == "editor"


def test_a_withdrawn_one_works_no_more(client, friends, aino, bertta, mailoutbox):
    address = invited(client, friends, aino, mailoutbox)
    client.force_login(aino)
    again = reverse("invitation-again", args=[friends.pk, Invitation.objects.get().pk])
    client.post(again, {"withdraw": "yes"})
    client.force_login(bertta)
    assert client.post(address).status_code == 410
    assert role(friends, bertta) is None


@pytest.mark.parametrize("token", ["x", "a" * 300, "kutsu"])
def test_an_unknown_link_says_what_to_do(client, token):
    assert client.get(reverse("invitation", args=[token])).status_code == 404


def test_the_secret_of_the_link_is_not_kept(friends, aino, mailoutbox):
    commands.invite(friends, email="bertta@seurantalo.example", role="editor", by=aino)
    token = link(mailoutbox[-1]).rsplit("/", 1)[1]
    kept = Invitation.objects.values().get()
    assert token not in str(kept)


def test_one_who_works_here_is_not_invited_again(friends, aino, bertta):
    member(friends, bertta, "editor")
    with pytest.raises(ValidationError, match="bertta@"):
        commands.invite(friends, email="Bertta@Seurantalo.example", role="editor", by=aino)


def test_many_invitations_in_an_hour_have_to_wait(friends, aino):
    for number in range(20):
        commands.invite(friends, email=f"a{number}@seurantalo.example", role="editor", by=aino)
    with pytest.raises(ValidationError) as refused:
        commands.invite(friends, email="yksi@seurantalo.example", role="editor", by=aino)
    assert refused.value.code == "limit"


def test_only_managers_and_coordinators_invite(client, friends, aino, bertta, kalle, doris, eero):
    member(friends, bertta, "editor")
    for outsider in (bertta, kalle, eero):
        with pytest.raises(PermissionDenied):
            commands.invite(friends, email="x@seurantalo.example", role="manager", by=outsider)
    commands.invite(friends, email="x@seurantalo.example", role="manager", by=doris)


def test_the_page_of_another_organisation_is_not_shown(client, friends, kalle):
    client.force_login(kalle)
    assert client.get(reverse("organization-people", args=[friends.pk])).status_code == 403


def test_an_editor_sees_who_works_here_and_changes_nothing(client, friends, bertta):
    member(friends, bertta, "editor")
    client.force_login(bertta)
    page = client.get(reverse("organization-people", args=[friends.pk])).content.decode()
    assert "Aino" in page and 'name="email"' not in page


@pytest.mark.parametrize("what", ["leave", "remove", "demote"])
def test_the_last_manager_cannot_go(client, friends, aino, doris, what):
    own = Membership.objects.get(organization=friends, user=aino)
    with pytest.raises(ValidationError):
        if what == "leave":
            commands.leave(friends, by=aino)
        elif what == "remove":
            commands.remove_member(own, by=doris)
        else:
            commands.change_role(own, role="editor", by=aino)
    assert role(friends, aino) == "manager"
    client.force_login(aino)
    page = client.get(reverse("leave-organization", args=[friends.pk])).content.decode()
    assert "#invite" in page, "she is told to invite somebody"


def test_a_manager_whose_account_is_closed_does_not_count(friends, aino, bertta):
    member(friends, bertta)
    bertta.is_active = False
    bertta.save()
    with pytest.raises(ValidationError):
        commands.leave(friends, by=aino)


def test_she_hands_over_and_leaves(client, friends, aino, bertta):
    member(friends, bertta, "editor")
    client.force_login(aino)
    hers = Membership.objects.get(user=bertta)
    page = client.get(reverse("leave-organization", args=[friends.pk])).content.decode()
    assert "Bertta" in page
    client.post(
        reverse("organization-person", args=[friends.pk, hers.pk]),
        {"hand-over": "yes", "leave": "yes"},
    )
    assert role(friends, bertta) == "manager"
    assert role(friends, aino) is None


def test_one_cannot_hand_over_to_a_stranger(friends, aino, kalle):
    with pytest.raises(ValidationError):
        commands.hand_over(friends, to=kalle, by=aino)


def test_a_removed_one_is_told_by_letter(client, friends, aino, bertta, mailoutbox):
    member(friends, bertta, "editor")
    client.force_login(aino)
    hers = reverse("organization-person", args=[friends.pk, Membership.objects.get(user=bertta).pk])
    assert client.get(hers).status_code == 200, "it is asked first"
    assert role(friends, bertta)
    client.post(hers, {"remove": "yes"})
    assert role(friends, bertta) is None
    assert mailoutbox[-1].to == [bertta.email]


def test_when_the_last_managers_account_goes_the_coordinator_hears(
    friends, aino, doris, eero, mailoutbox
):
    leaving.send(sender=type(aino), user=aino)
    friends.refresh_from_db()
    assert friends.without_manager_since
    assert [mail.to for mail in mailoutbox] == [[doris.email]]
    assert list(queries.without_manager(doris)) == [friends]
    assert not queries.without_manager(eero).exists()


def test_when_a_colleague_manages_too_nothing_happens(friends, aino, bertta, doris, mailoutbox):
    member(friends, bertta)
    leaving.send(sender=type(aino), user=aino)
    friends.refresh_from_db()
    assert friends.without_manager_since is None and not mailoutbox


def test_a_new_manager_mends_it(friends, aino, bertta, doris):
    commands.depart(aino)
    commands.add_member(friends, bertta, role="manager", by=doris)
    friends.refresh_from_db()
    assert friends.without_manager_since is None


def test_the_letter_is_in_the_readers_language(friends, aino, doris, mailoutbox):
    doris.language = "sv"
    doris.save()
    commands.depart(aino)
    assert "/sv/organisationer/" in mailoutbox[-1].body


def test_a_person_may_work_for_several(client, aino, friends):
    member(organization("Syvärin kyläporukka"), aino, "editor")
    client.force_login(aino)
    page = client.get(reverse("my-organizations")).content.decode()
    assert "Nilsiän ystävät ry" in page and "Syvärin kyläporukka" in page


@pytest.mark.parametrize("many", [3, 9])
def test_the_lists_take_few_queries(client, aino, friends, many, django_assert_max_num_queries):
    for number in range(many):
        member(friends, person(f"Apu{number}"), "editor")
        member(organization(f"Seura {number}"), aino)
        commands.invite(friends, email=f"k{number}@seurantalo.example", role="editor", by=aino)
    client.force_login(aino)
    with django_assert_max_num_queries(12):
        client.get(reverse("organization-people", args=[friends.pk]))
    with django_assert_max_num_queries(8):
        client.get(reverse("my-organizations"))


def test_an_address_with_a_plus_is_led_to_the_right_account(client, friends, aino, mailoutbox):
    commands.invite(friends, email="kalle+seura@seurantalo.example", role="editor", by=aino)
    page = client.get(link(mailoutbox[-1])).content.decode()
    assert "email=kalle%2Bseura%40seurantalo.example" in page
