"""Telling an organisation anew; two who do it at once see each other's words and lose nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seurantalo.common.numbers import whole
from seurantalo.common.text import Text
from seurantalo.organizations import commands, queries
from seurantalo.organizations.forms.editing import OrganizationForm, as_sent
from seurantalo.organizations.forms.errors import show
from seurantalo.organizations.forms.lists import Lists
from seurantalo.organizations.meeting import put_together
from seurantalo.organizations.models import Organization
from seurantalo.organizations.policies import may, role_in
from seurantalo.organizations.views.entry import organization_for, signed_in
from seurantalo.publishing.models import Picture
from seurantalo.publishing.pictures import take_in
from seurantalo.publishing.queries import latest, returned_comment
from seurantalo.records.content import OrganizationContent

SALT = "seurantalo.organizations.logo"


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is told of it in one form; what was sent is never lost."""
    organization = organization_for(request, "change", pk)
    now = queries.content(organization)
    if request.method != "POST":
        form = OrganizationForm(told=now)
        return _page(request, organization, form, Lists(now, form.language))
    base = _base(request, organization) or now
    form = OrganizationForm(request.POST, request.FILES, told=base)
    lists = Lists(base, form.language, request.POST, more=request.POST.get("more", ""))
    valid = form.is_valid() & lists.is_valid()
    picture = _picture(form, request)
    if "more" in request.POST:  # one more line was asked for, not what is missing
        form = OrganizationForm(told=base, initial=as_sent(request.POST))
        return _page(request, organization, form, lists, picture=picture)
    if not valid or form.errors:
        return _page(request, organization, form, lists, picture=picture, status=422)
    mine = form.content().model_copy(update=lists.content())
    together, met = put_together(base, now, mine)
    if met:
        form = OrganizationForm(told=together)
        again = Lists(together, form.language)
        return _page(request, organization, form, again, picture=picture, met=met, status=409)
    return _saved(request, organization, mine, form, lists, picture)


def _base(request: HttpRequest, organization: Organization) -> OrganizationContent | None:
    """What it was when she opened the form."""
    revision = whole(request.POST.get("base", ""))
    return None if revision is None else queries.content_at(organization, revision)


def _picture(form: OrganizationForm, request: HttpRequest) -> Picture | None:
    """The picture sent now, or with an earlier try of this form; a bad one is told in the form."""
    data = getattr(form, "cleaned_data", {})
    if data.get("logo") and data.get("logo_alt"):
        alt = Text({form.language: data["logo_alt"]})
        try:
            return take_in(data["logo"], alt, by=request.user)
        except ValidationError as error:
            form.add_error("logo", error)
            return None
    try:
        kept = signing.loads(request.POST.get("logo_kept", ""), salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return None
    return Picture.objects.filter(pk=kept).first()


def _saved(
    request: HttpRequest,
    organization: Organization,
    mine: OrganizationContent,
    form: OrganizationForm,
    lists: Lists,
    picture: Picture | None,
) -> HttpResponse:
    logo: Any = picture or (None if form.cleaned_data["logo_remove"] else commands.KEEP)
    speaker = request.POST.get("speaker", "").strip()
    helping = may(request.user, "enter for another", organization)
    try:
        draft = commands.edit(
            organization, mine, by=request.user, logo=logo, speaker=speaker if helping else ""
        )
    except ValidationError as error:
        show(form, error)
        return _page(request, organization, form, lists, picture=picture, status=422)
    if draft.live and not draft.has_unpublished_changes:
        messages.success(request, _("Saved. It is public now."))
    else:
        messages.success(
            request,
            _("Saved. A coordinator reads it; until then the public page stays as it was."),
        )
    return redirect("my-organizations" if role_in(request.user, organization) else "desk")


def _page(
    request: HttpRequest,
    organization: Organization,
    form: OrganizationForm,
    lists: Lists,
    *,
    picture: Picture | None = None,
    met: Any = (),
    status: int = 200,
) -> HttpResponse:
    member = role_in(request.user, organization)
    stale = status == 422 and whole(request.POST.get("base", "")) is not None
    context = {
        "organization": organization,
        "form": form,
        "lists": lists.sets,
        "base": request.POST["base"]
        if stale or "more" in request.POST
        else organization.latest_revision_id,
        "logo": picture or latest(organization).logo,
        "logo_kept": signing.dumps(picture.pk, salt=SALT) if picture else "",
        "met": met,
        "helping": not member and may(request.user, "enter for another", organization),
        "speaker": request.POST.get("speaker", ""),
        "comment": returned_comment(organization),
    }
    return render(request, "organizations/edit.html", context, status=status)
