"""Two associations hold a Christmas fair together: asked, agreed, edited by both, parted."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from seurantalo.accounts.own_data import of
from seurantalo.activities import commands, partners, queries
from seurantalo.activities.models import Activity, Partner
from seurantalo.activities.policies import may
from seurantalo.activities.tests.factories import activity, activity_content
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing import commands as publishing
from seurantalo.publishing import queries as published

pytestmark = pytest.mark.django_db


@pytest.fixture
def friends(friends, bertta):
    """Nilsiän ystävät, whose Aino manages and Bertta edits."""
    member(friends, bertta, "editor")
    return friends


@pytest.fixture
def fair(friends):
    return activity("Joulumyyjäiset", of=friends)


def together(fair, house, by, yes):
    """The house holds the fair too."""
    return partners.accept(partners.invite(fair, house, by=by), by=yes)


def again(fair):
    return Activity.objects.get(pk=fair.pk)


def names(pk):
    return [each.name["fi"] for each in queries.get_record(pk).organizations]


def test_an_invited_one_looks_and_changes_nothing(client, fair, marthas, bertta, kalle, mailoutbox):
    partners.invite(fair, marthas, by=bertta)
    assert [letter.to for letter in mailoutbox] == [[kalle.email]]
    assert "Joulumyyjäiset" in mailoutbox[0].subject
    assert reverse("activity-partners", args=[fair.pk]) in mailoutbox[0].body
    assert not may(kalle, "change", again(fair))
    assert names(fair.pk) == ["Nilsiän ystävät ry"]
    client.force_login(kalle)
    assert client.get(reverse("activity-draft", args=[fair.pk])).status_code == 200
    with pytest.raises(PermissionDenied):
        commands.apply(
            activity_content("Minun"), organization=marthas, by=kalle, to=again(fair), publish=False
        )


def test_both_own_it_when_the_other_says_yes(fair, friends, marthas, aino, kalle, mailoutbox):
    row = partners.invite(fair, marthas, by=aino)
    mailoutbox.clear()
    before = again(fair).version
    partners.accept(row, by=kalle)
    assert names(fair.pk) == ["Nilsiän ystävät ry", "Nilsiän Marttayhdistys ry"]
    assert again(fair).version > before  # calendars and caches hear of it
    assert [letter.to for letter in mailoutbox] == [[aino.email]]
    for action in ("change", "submit", "withdraw", "assure"):
        assert may(kalle, action, again(fair))


def test_one_edit_serves_both(fair, friends, marthas, aino, kalle):
    together(fair, marthas, aino, kalle)
    Organization.objects.filter(pk__in=[friends.pk, marthas.pk]).update(trusted=True)
    changed = commands.apply(
        activity_content("Joulutori"),
        organization=friends,
        by=kalle,
        to=again(fair),
        publish=False,
    )
    assert publishing.send(changed, by=kalle)
    assert queries.get_record(fair.pk).name["fi"] == "Joulutori"


def test_a_partner_publishes_at_once_only_if_both_may(fair, friends, marthas, aino, kalle):
    together(fair, marthas, aino, kalle)
    for trusted in ([], [friends.pk], [marthas.pk]):
        Organization.objects.update(trusted=False)
        Organization.objects.filter(pk__in=trusted).update(trusted=True)
        assert not may(kalle, "publish", again(fair))
    Organization.objects.update(trusted=True)
    assert may(kalle, "publish", again(fair))


def test_nobody_approves_what_her_own_association_holds(fair, marthas, aino, kalle, doris):
    together(fair, marthas, aino, kalle)
    draft = commands.apply(
        activity_content("Joulutori"),
        organization=fair.organization,
        by=aino,
        to=again(fair),
        publish=False,
    )
    publishing.submit(draft, by=aino)
    assert may(doris, "approve", again(fair))
    assert [each.thing.pk for each in published.awaiting(doris)] == [fair.pk]
    member(marthas, doris, "editor")
    assert not may(doris, "approve", again(fair))
    assert published.awaiting(doris) == []


def test_saying_no_leaves_all_as_it_was(fair, marthas, aino, kalle, mailoutbox):
    row = partners.invite(fair, marthas, by=aino)
    mailoutbox.clear()
    partners.refuse(row, by=kalle)
    assert not Partner.objects.exists()
    assert [letter.to for letter in mailoutbox] == [[aino.email]]
    partners.invite(fair, marthas, by=aino)  # she may ask again


def test_an_invitation_can_be_taken_back(fair, marthas, aino, kalle):
    row = partners.invite(fair, marthas, by=aino)
    partners.remove(row, by=aino)
    with pytest.raises(ValidationError):
        partners.accept(row, by=kalle)
    assert names(fair.pk) == ["Nilsiän ystävät ry"]


def test_whoever_works_for_both_needs_no_letter(fair, marthas, aino, mailoutbox):
    member(marthas, aino)
    mailoutbox.clear()
    partners.invite(fair, marthas, by=aino)
    assert names(fair.pk) == ["Nilsiän ystävät ry", "Nilsiän Marttayhdistys ry"]
    assert mailoutbox == []


def test_who_cannot_be_asked(fair, friends, marthas, aino):
    partners.invite(fair, marthas, by=aino)
    hidden = organization("Piilossa ry", publish=False)
    for house in (friends, marthas, hidden):
        with pytest.raises(ValidationError):
            partners.invite(fair, house, by=aino)


def test_a_stranger_asks_nobody_and_answers_for_nobody(fair, marthas, aino, kalle, eero):
    with pytest.raises(PermissionDenied):
        partners.invite(fair, marthas, by=kalle)
    row = partners.invite(fair, marthas, by=aino)
    for person in (aino, eero):
        with pytest.raises(PermissionDenied):
            partners.accept(row, by=person)
        with pytest.raises(PermissionDenied):
            partners.leave(fair, marthas, by=person)
    with pytest.raises(PermissionDenied):
        partners.remove(row, by=eero)


def test_the_partner_leaves(fair, friends, marthas, aino, kalle, mailoutbox):
    together(fair, marthas, aino, kalle)
    mailoutbox.clear()
    partners.leave(fair, marthas, by=kalle)
    assert names(fair.pk) == ["Nilsiän ystävät ry"]
    assert not may(kalle, "change", again(fair))
    assert [letter.to for letter in mailoutbox] == [[aino.email]]


def test_the_first_leaves_and_the_oldest_partner_goes_on(
    fair, friends, marthas, aino, kalle, mailoutbox
):
    together(fair, marthas, aino, kalle)
    choir = organization("Nilsiän kuoro ry")
    member(choir, aino)
    partners.invite(fair, choir, by=aino)
    publishing.save_draft(again(fair), by=aino)  # a draft that waits follows too
    mailoutbox.clear()
    partners.leave(fair, friends, by=aino)
    left = again(fair)
    assert left.organization == marthas
    assert published.latest(left).organization == marthas
    assert names(fair.pk) == ["Nilsiän Marttayhdistys ry", "Nilsiän kuoro ry"]
    assert [letter.to for letter in mailoutbox] == [[kalle.email]]


def test_the_last_one_cannot_leave(fair, friends, aino, marthas):
    partners.invite(fair, marthas, by=aino)  # has not answered
    with pytest.raises(ValidationError):
        partners.leave(fair, friends, by=aino)
    assert again(fair).organization == friends


def test_an_old_version_does_not_bring_the_first_back(fair, friends, marthas, aino, kalle, admin):
    old = again(fair).latest_revision
    together(fair, marthas, aino, kalle)
    partners.leave(fair, friends, by=aino)
    publishing.restore(again(fair), old, by=admin, public=True)
    assert again(fair).organization == marthas
    partners.accept(partners.invite(fair, friends, by=kalle), by=aino)
    publishing.restore(again(fair), old, by=admin, public=True)
    assert names(fair.pk) == ["Nilsiän Marttayhdistys ry", "Nilsiän ystävät ry"]


def test_one_can_be_taken_off_and_hears_of_it(fair, marthas, aino, kalle, mailoutbox):
    row = together(fair, marthas, aino, kalle)
    mailoutbox.clear()
    partners.remove(row, by=aino)
    assert names(fair.pk) == ["Nilsiän ystävät ry"]
    assert [letter.to for letter in mailoutbox] == [[kalle.email]]


def test_every_step_is_in_the_history(fair, marthas, aino, kalle):
    together(fair, marthas, aino, kalle)
    partners.leave(fair, marthas, by=kalle)
    told = {(str(event.what), event.comment) for event in published.history(again(fair))}
    for words in ("Kutsui järjestäjän", "Järjestäjä tuli mukaan", "Järjestäjä jäi pois"):
        assert (words, "Nilsiän Marttayhdistys ry") in told


def test_one_that_is_not_public_is_not_named(fair, marthas, aino, kalle, admin):
    together(fair, marthas, aino, kalle)
    publishing.withdraw(Organization.objects.get(pk=marthas.pk), by=admin)
    assert names(fair.pk) == ["Nilsiän ystävät ry"]


def test_agreed_elsewhere_needs_no_second_yes(fair, friends, marthas, aino, kalle, mailoutbox):
    mailoutbox.clear()
    partners.welcome(fair, marthas, by=aino)
    partners.welcome(fair, marthas, by=aino)
    assert partners.welcome(fair, friends, by=aino) is None
    assert names(fair.pk) == ["Nilsiän ystävät ry", "Nilsiän Marttayhdistys ry"]
    assert mailoutbox == []


def test_a_list_takes_as_many_questions_with_partners(
    fair, friends, marthas, aino, kalle, django_assert_max_num_queries
):
    for number in range(6):
        together(activity(f"Tori {number}", of=friends), marthas, aino, kalle)
    with django_assert_max_num_queries(12):
        assert len(list(queries.records(queries.published()))) == 7


def test_her_own_data_tells_whom_she_invited(fair, marthas, aino):
    partners.invite(fair, marthas, by=aino)
    assert [row["organization"] for row in of(aino)["invited_organisers"]] == [str(marthas)]
