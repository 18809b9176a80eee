"""Beginning a notice from a link: the event's own page told it already."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from seurantalo.accounts.callers import caller
from seurantalo.common import switches
from seurantalo.common.limits import consume
from seurantalo.telling import commands, linking
from seurantalo.telling.views.opening import remember

MOST_LINKS, HOUR = 20, 3600


class LinkForm(forms.Form):
    """The address of the event's own page."""

    link = forms.CharField(
        label=gettext_lazy("Link to the event"),
        max_length=2000,
        help_text=gettext_lazy("The page of one event on your own site, or its .ics file."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url"}),
        error_messages={"required": gettext_lazy("Paste the link.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def from_link(request: HttpRequest) -> HttpResponse:
    """A report filled from what a page tells; she looks it over like any other."""
    if not (request.user.is_authenticated or switches.on("report-without-account")):
        return redirect_to_login(request.get_full_path())
    form = LinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not consume("link", caller(request), MOST_LINKS, HOUR):
                raise linking.NothingThere(
                    _("Many links were read just now. Try again in an hour.")
                )
            content = linking.content_at(form.cleaned_data["link"])
        except linking.NothingThere as error:
            form.add_error("link", str(error))
        else:
            report = commands.start(request.user, content=content)
            remember(request, report)
            messages.success(request, _("This is what the page tells. Look it over."))
            return redirect("report-summary", report.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "telling/link.html", {"form": form}, status=status)
