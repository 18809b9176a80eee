"""The pages of those who sign in: each room adds its own here, and every one is checked for all.

A place is a page of the small world of `workplaces_world`.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone

from seurantalo.accounts.tests import factories as people
from seurantalo.activities import queries as activity_queries
from seurantalo.activities.commands import apply
from seurantalo.activities.tests.factories import activity
from seurantalo.common.text import Text
from seurantalo.interop import commands as interop
from seurantalo.jobs.models import DeadLetter
from seurantalo.mail import commands as mail
from seurantalo.mail.opting_out import unsubscribe_url
from seurantalo.organizations import commands as organizations
from seurantalo.publishing import commands as publishing
from seurantalo.quality import duplicates
from seurantalo.quality.tests import factories as quality
from seurantalo.telling import commands as reports
from seurantalo.telling import copying, steps
from tests.workplaces_together import TOGETHER
from tests.workplaces_world import Place, World, at


def _of_a_letter(page: str, *, all_of_hers: bool = False) -> Callable[[World], str]:
    """A page that a letter to Aino leads to, about the activity or about all."""

    def address(w: World) -> str:
        quality.asked(w.organization)
        aino = w.people["aino"]
        return quality.answering(aino, w.activity, page, all_of_hers=all_of_hers)

    return address


def _with_worries(name: str) -> Callable[[World], str]:
    """A list of what is to be mended, with something in it."""

    def address(w: World) -> str:
        quality.asked(w.activity)
        quality.broken_link(w.activity)
        return reverse(name)

    return address


def _of(name: str, kind: str, which: str) -> Callable[[World], str]:
    """A page whose address tells the kind: "history", of the "draft", which is an "activity"."""
    return lambda w: reverse(name, args=[kind, getattr(w, which).pk])


def _in_review(page: Callable[[World], str]) -> Callable[[World], str]:
    """A page while both the draft and a change of the activity wait for Doris."""

    def address(w: World) -> str:
        aino = w.people["aino"]
        w.activity.summary = Text(fi="Kahvia, pullaa ja juttuseuraa kaikille.")
        publishing.save_draft(w.activity, by=aino)
        for each in (w.activity, w.draft):
            publishing.send(each, by=aino)
        return page(w)

    return address


def unsubscribe_path() -> str:
    """Where Aino says no to a kind of letter."""
    return urlsplit(unsubscribe_url("quality.still_true", "aino@seurantalo.example")).path


def _of_doris(name: str) -> Callable[[World], str]:
    """A page of the administration about Doris as the coordinator of her region."""
    return lambda w: reverse(name, args=[w.people["doris"].regional_roles.get().pk])


def _with_failures(name: str) -> Callable[[World], str]:
    """A page of the administration when something has failed for good."""

    def address(w: World) -> str:
        DeadLetter.objects.create(
            task_path="seurantalo.mail.tasks.deliver",
            queue_name="mail",
            arguments={"args": [12], "kwargs": {}},
            error="ConnectionRefusedError: [Errno 111] Connection refused",
            traceback="Traceback (most recent call last): …",
            attempts=12,
            enqueued_at=timezone.now(),
        )
        mail.note_bounce("vanha@seurantalo.example", "550 5.1.1 no such user")
        return reverse(name)

    return address


def _of_a_colleague(w: World) -> str:
    """The page of Bertta among the people of the organisation."""
    hers = w.organization.memberships.get(user=w.people["bertta"])
    return reverse("organization-person", args=[w.organization.pk, hers.pk])


def _of_a_claim(w: World) -> str:
    """A claim to decide, by somebody from outside."""
    asked = organizations.claim(w.organization, by=people.person("Kalle"), evidence="Sihteeri.")
    return reverse("claim", args=[asked.pk])


def _with_somebody_invited(name: str) -> Callable[[World], str]:
    """A page of the organisation when somebody has been invited."""

    def address(w: World) -> str:
        organizations.invite(
            w.organization, email="uusi@seurantalo.example", role="editor", by=w.people["aino"]
        )
        return reverse(name, args=[w.organization.pk])

    return address


def _telling(name: str, *args: str, whole: bool = True) -> Callable[[World], str]:
    """A page about a notice under way: told in full, or only begun."""

    def address(w: World) -> str:
        aino = w.people["aino"]
        reports.drop_all_of(aino)  # what the place before left half told
        report = reports.edit(w.activity, by=aino) if whole else reports.start(aino)
        if name == "report-differences":
            reports.keep(report, {"title": "Kahvihetki"})
            theirs = activity_queries.content(w.activity)
            theirs = theirs.model_copy(update={"name": Text(fi="Kahvikerho")})
            apply(theirs, organization=w.organization, by=w.people["bertta"], to=w.activity,
                  publish=False)  # fmt: skip
        if name == "report-sent":
            reports.send(report, by=w.people["aino"])
        return reverse(name, args=[report.pk, *args])

    return address


def _brought(w: World) -> str:
    """A list with a row that is understood and one that is not."""
    raw = b"Otsikko;Ajat\nNeulekerho;ti klo 18-19.30\nLukupiiri;joskus\n"
    told = {"name": "lista.csv", "organization": w.organization, "by": w.people["aino"]}
    return reverse("upload", args=[interop.bring_spreadsheet(raw, **told).pk])


def _from_template(name: str) -> Callable[[World], str]:
    """A page of the templates, one of which is kept."""

    def address(w: World) -> str:
        kept = copying.keep_template(w.activity, name="Kerhoilta", by=w.people["aino"])
        return reverse(name, args=[kept.pk] if name == "drop-template" else [])

    return address


def _twins(name: str) -> Callable[[World], str]:
    """A page about two notices that may be one."""

    def address(w: World) -> str:
        twin = activity("Ystäväkahvila", of=w.organization)
        duplicates.look_for_all()
        if name == "merged":
            kept = activity("Ystäväkahvila", of=w.organization)
            merge = publishing.merge(twin, into=kept, by=w.people["admin"])
            return reverse(name, args=[merge.pk])
        return reverse(
            name, args=[] if name == "duplicates" else ["activity", twin.pk, w.activity.pk]
        )

    return address


def _many(w: World) -> str:
    """The table of many."""
    return f"{reverse('edit-many')}?n={w.activity.pk}&n={w.draft.pk}"


PLACES: list[Place] = [
    Place("sign in", "", at("sign-in")),
    Place("enter by a code", "", at("enter")),
    Place("join", "", at("sign-up")),
    Place("forgotten password", "", at("account_reset_password")),
    Place("own account", "aino", at("account")),
    Place("new address", "aino", at("account_email")),
    Place("first password", "aino", at("account_set_password")),
    Place("sessions", "aino", at("usersessions_list")),
    Place("second lock", "doris", at("mfa_index")),
    Place("app on the phone", "doris", at("mfa_activate_totp")),
    Place("new passkey", "doris", at("mfa_add_webauthn")),
    Place("passkeys", "doris", at("mfa_list_webauthn")),
    Place("API keys", "aino", at("api-keys")),
    Place("erase the account", "aino", at("account-erase")),
    Place("see as", "admin", at("see-as")),
    Place("still true", "", _of_a_letter("confirm")),
    Place("all still true", "", _of_a_letter("confirm", all_of_hers=True)),
    Place("ended", "", _of_a_letter("confirm-ended")),
    Place("to confirm by phone", "doris", _with_worries("confirmations")),
    Place("broken links", "aino", _with_worries("broken-links")),
    Place("desk of an organiser", "aino", _in_review(at("desk"))),
    Place("desk of a coordinator", "doris", _in_review(at("desk"))),
    Place("desk of the country", "admin", _with_worries("desk")),
    Place("review queue", "doris", _in_review(at("review"))),
    Place("review of a change", "doris", _in_review(_of("review-item", "activity", "activity"))),
    Place("review of a new one", "doris", _in_review(_of("review-item", "activity", "draft"))),
    Place("decided already", "doris", _of("review-item", "organization", "organization")),
    Place("told twice", "doris", _twins("duplicates")),
    Place("two side by side", "doris", _twins("duplicates-merge")),
    Place("made one", "doris", _twins("merged")),
    Place("history", "aino", _of("history", "activity", "activity")),
    Place("publishing times", "aino", _of("history-schedule", "activity", "draft")),
    Place("a draft as a page", "aino", at("activity-draft", "draft")),
    Place("administration", "admin", at("administration")),
    Place("regions", "admin", at("administration-regions")),
    Place("region", "admin", at("administration-region", "11")),
    Place("contact of a coordinator", "admin", _of_doris("administration-coordinator")),
    Place("take a region away", "admin", _of_doris("administration-revoke")),
    Place("switches", "admin", at("administration-switches")),
    Place("letters", "admin", at("administration-letters")),
    Place("words of a letter", "admin", at("administration-letter", "accounts.unused", "fi")),
    Place("queue", "admin", _with_failures("administration-queue")),
    Place("no more letters", "", lambda w: unsubscribe_path()),
    Place("own organisations", "aino", at("my-organizations")),
    Place(
        "look for an organisation", "aino", lambda w: reverse("register-organization") + "?q=ystav"
    ),
    Place("register an organisation", "aino", at("register-organization-details")),
    Place("register for one who rings", "doris", at("register-organization-details")),
    Place("this is ours", "doris", at("claim-organization", "organization")),
    Place("claims", "doris", lambda w: _of_a_claim(w).rpartition("/")[0]),
    Place("claim", "doris", _of_a_claim),
    Place("people of an organisation", "aino", _with_somebody_invited("organization-people")),
    Place("a colleague", "aino", _of_a_colleague),
    Place("leave an organisation", "aino", at("leave-organization", "organization")),
    Place("edit an organisation", "aino", at("edit-organization", "organization")),
    Place("tell, a stranger", "", at("report")),
    Place("tell, a member", "aino", at("report")),
    *(Place(f"question {step}", "aino", _telling("report-step", step)) for step in steps.NAMES),
    *(
        Place(f"empty question {step}", "aino", _telling("report-step", step, whole=False))
        for step in steps.NAMES
    ),
    Place("a notice to change", "aino", at("edit-activity", "activity")),
    Place("a question to change", "aino", at("edit-activity-step", "activity", "mita")),
    Place("what was told", "aino", _telling("report-summary")),
    Place("what is missing", "aino", _telling("report-summary", whole=False)),
    Place("as others will see it", "aino", _telling("report-preview")),
    Place("two changed it", "aino", _telling("report-differences")),
    Place("sent", "aino", _telling("report-sent")),
    Place("throw away", "aino", _telling("report-drop")),
    Place("own notices", "aino", at("own-activities")),
    Place("many notices", "aino", _many),
    Place("end a notice", "aino", at("end-activity", "activity")),
    Place("copy a notice", "aino", at("copy-activity", "activity")),
    Place("templates", "aino", _from_template("notice-templates")),
    Place("throw a template away", "aino", _from_template("drop-template")),
    Place("languages of a notice", "aino", at("activity-languages", "activity")),
    Place("languages of an organisation", "aino", at("organization-languages", "organization")),
    Place("a notice in Swedish", "aino", at("activity-language", "activity", "sv")),
    Place("in plain Finnish", "aino", at("activity-language", "activity", "fi-x-selko")),
    Place("bring a spreadsheet", "aino", at("upload-spreadsheet")),
    Place("bring a spreadsheet, an outsider", "doris", at("upload-spreadsheet")),
    Place("bring a calendar", "aino", at("paste-calendar")),
    Place("what was brought", "aino", _brought),
    *TOGETHER,
]
