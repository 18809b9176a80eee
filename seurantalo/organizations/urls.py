"""Addresses of the room."""

from django.urls import URLPattern, path

from seurantalo.common.addresses import spelled
from seurantalo.organizations.views import claiming, editing, people, registering


def under(fi: str, sv: str, en: str) -> str:
    """A page of organisations, in each language's words."""
    return spelled(
        {"fi": f"jarjestot/{fi}", "sv": f"organisationer/{sv}", "en": f"organizations/{en}"}
    )


urlpatterns: list[URLPattern] = [
    path(
        spelled({"fi": "omat/jarjestot", "sv": "egna/organisationer", "en": "own/organizations"}),
        people.mine,
        name="my-organizations",
    ),
    path(under("uusi", "ny", "new"), registering.find, name="register-organization"),
    path(
        under("uusi/tiedot", "ny/uppgifter", "new/details"),
        registering.register,
        name="register-organization-details",
    ),
    path(under("hakemukset", "ansokningar", "claims"), claiming.waiting, name="claims"),
    path(
        under("hakemukset/<key:pk>", "ansokningar/<key:pk>", "claims/<key:pk>"),
        claiming.decide,
        name="claim",
    ),
    path(
        under("<key:pk>/omistan", "<key:pk>/var", "<key:pk>/ours"),
        claiming.ask,
        name="claim-organization",
    ),
    path(
        under("<key:pk>/muokkaa", "<key:pk>/redigera", "<key:pk>/edit"),
        editing.edit,
        name="edit-organization",
    ),
    path(
        under("<key:pk>/vaki", "<key:pk>/folk", "<key:pk>/people"),
        people.people,
        name="organization-people",
    ),
    path(
        under(
            "<key:pk>/vaki/<key:member>",
            "<key:pk>/folk/<key:member>",
            "<key:pk>/people/<key:member>",
        ),
        people.one,
        name="organization-person",
    ),
    path(
        under("<key:pk>/lahde", "<key:pk>/lamna", "<key:pk>/leave"),
        people.leave,
        name="leave-organization",
    ),
    path(
        under(
            "<key:pk>/kutsut/<key:invitation>",
            "<key:pk>/inbjudningar/<key:invitation>",
            "<key:pk>/invitations/<key:invitation>",
        ),
        people.invitation_again,
        name="invitation-again",
    ),
    path(
        spelled(
            {
                "fi": "kutsu/<slug:token>",
                "sv": "inbjudan/<slug:token>",
                "en": "invitation/<slug:token>",
            }
        ),
        people.invitation,
        name="invitation",
    ),
]
