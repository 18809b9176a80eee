"""Who may do what: the cast against the actions, through the one policy."""

import pytest
from django.contrib.auth.models import AnonymousUser

from seurantalo.activities.policies import may
from seurantalo.activities.tests.factories import activity
from seurantalo.organizations.tests.factories import member, organization

pytestmark = pytest.mark.django_db

ACTIONS = ("view", "change", "submit", "withdraw", "assure", "publish", "approve", "manage members")
RIGHTS = {
    "aino": "view change submit withdraw assure manage members",
    "bertta": "view change submit withdraw assure",
    "kalle": "",
    "doris": "view change submit withdraw assure publish approve manage members",
    "eero": "",
    "admin": "view change submit withdraw assure publish approve manage members",
    "anonymous": "",
}


@pytest.mark.parametrize("who", RIGHTS)
def test_rights_to_a_draft(who, request):
    house = organization()
    member(house, request.getfixturevalue("aino"), role="manager")
    member(house, request.getfixturevalue("bertta"), role="editor")
    draft = activity(of=house, publish=False)
    user = AnonymousUser() if who == "anonymous" else request.getfixturevalue(who)
    allowed = {action for action in ACTIONS if may(user, action, draft)}
    expected = {action for action in ACTIONS if action in RIGHTS[who]}
    assert allowed == expected


@pytest.mark.parametrize("who", ["kalle", "eero"])
def test_everybody_views_what_is_public(who, request):
    assert may(request.getfixturevalue(who), "view", activity())
    assert may(AnonymousUser(), "view", activity("Toinen"))


def test_an_inactive_account_may_nothing(aino):
    house = organization()
    member(house, aino)
    aino.is_active = False
    assert not may(aino, "change", activity(of=house))
