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
        under("hakemukset/<int:pk>", "ansokningar/<int:pk>", "claims/<int:pk>"),
        claiming.decide,
        name="claim",
    ),
    path(
        under("<int:pk>/omistan", "<int:pk>/var", "<int:pk>/ours"),
        claiming.ask,
        name="claim-organization",
    ),
    path(
        under("<int:pk>/muokkaa", "<int:pk>/redigera", "<int:pk>/edit"),
        editing.edit,
        name="edit-organization",
    ),
    path(
        under("<int:pk>/vaki", "<int:pk>/folk", "<int:pk>/people"),
        people.people,
        name="organization-people",
    ),
    path(
        under(
            "<int:pk>/vaki/<int:member>",
            "<int:pk>/folk/<int:member>",
            "<int:pk>/people/<int:member>",
        ),
        people.one,
        name="organization-person",
    ),
    path(
        under("<int:pk>/lahde", "<int:pk>/lamna", "<int:pk>/leave"),
        people.leave,
        name="leave-organization",
    ),
    path(
        under(
            "<int:pk>/kutsut/<int:invitation>",
            "<int:pk>/inbjudningar/<int:invitation>",
            "<int:pk>/invitations/<int:invitation>",
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
