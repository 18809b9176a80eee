"""The questions of for whom, who answers, how one gets in, and who organises it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seurantalo.accounts.policies import coordinates_somewhere
from seurantalo.common.text import Text
from seurantalo.organizations.queries import image, own_organizations
from seurantalo.publishing import pictures
from seurantalo.telling import organisers
from seurantalo.telling.forms.asking import StepForm, check_phone, choices_of, line, terms
from seurantalo.telling.joining import MOST_PLACES
from seurantalo.telling.suggesting import SURE, suggested_themes

EVERYONE = "everyone"
OLDEST = 120
FIRST_GROUPS = 7
PRICES = (("free", gettext_lazy("Free of charge")), ("paid", gettext_lazy("Costs something")))
JOINING = (
    ("come", gettext_lazy("One may just come")),
    ("sign_up", gettext_lazy("One has to sign up first")),
    ("here", gettext_lazy("One signs up here in this service")),
)
SIGNUP_KINDS = (
    ("places", gettext_lazy("They get a place")),
    ("interest", gettext_lazy("They only tell that they are interested")),
)
CLOSES = (
    ("", gettext_lazy("When it begins")),
    ("2", gettext_lazy("2 hours before")),
    ("24", gettext_lazy("A day before")),
    ("48", gettext_lazy("2 days before")),
    ("72", gettext_lazy("3 days before")),
    ("168", gettext_lazy("A week before")),
    ("336", gettext_lazy("2 weeks before")),
)


def _ticks(label: Any, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, widget=forms.CheckboxSelectMultiple, required=False, **more
    )


class WhomForm(StepForm):
    """For whom it is, what it is about, what it costs."""

    asked = ("target_groups",)

    target_groups = _ticks(gettext_lazy("For whom?"))
    price = forms.ChoiceField(
        label=gettext_lazy("Does it cost something?"),
        choices=PRICES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose free or not free.")},
    )
    price_text = line(gettext_lazy("What does it cost?"), most=200, required=False)
    themes = _ticks(gettext_lazy("What is it about?"))
    youngest = forms.IntegerField(
        label=gettext_lazy("Youngest, years"), min_value=0, max_value=OLDEST, required=False
    )
    oldest = forms.IntegerField(
        label=gettext_lazy("Oldest, years"), min_value=0, max_value=OLDEST, required=False
    )
    languages = _ticks(gettext_lazy("Languages spoken there"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (code, _("Everybody, all ages") if code == EVERYONE else label)
            for code, label in choices_of("target_group")
        ]
        offered = {
            "target_groups": groups,
            "themes": choices_of("theme"),
            "languages": choices_of("language"),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def supposed(self) -> dict[str, Any]:
        """The themes that the words surely lead to, and the language they are written in."""
        sure = [entry.code for entry in self.suggested[:SURE]]
        return {"themes": sure, "languages": [self.report.language]}

    @cached_property
    def suggested(self) -> Any:
        """The themes that the words lead to."""
        told = self.report.answers
        words = " ".join(str(told.get(name) or "") for name in ("text", "more"))
        return suggested_themes(str(told.get("title") or ""), words, self.report.language)

    def nearest(self) -> set[str]:
        """The choices shown at once: themes suggested, the first groups, and what is chosen."""
        groups = [entry.code for entry in terms("target_group")][:FIRST_GROUPS]
        chosen = [*(self["themes"].value() or []), *(self["target_groups"].value() or [])]
        return {*(entry.code for entry in self.suggested), *groups, *chosen}

    def suggests(self) -> bool:
        """Whether the words led to any theme."""
        return bool(self.suggested or self["themes"].value())

    def clean(self) -> dict[str, Any]:
        """Ages lie in order; it is for somebody."""
        told = self.cleaned_data
        young, old = told.get("youngest"), told.get("oldest")
        if young is not None and old is not None and young > old:
            self.add_error("oldest", _("The oldest is younger than the youngest. Swap the ages."))
        if not told.get("target_groups") and young is None and old is None:
            self.add_error("target_groups", _("Choose for whom it is. “Everybody” will do."))
        return told


class ContactForm(StepForm):
    """Who answers, and how one signs up."""

    asked = ("phone", "email", "joining")

    phone = line(
        gettext_lazy("Phone"),
        most=40,
        required=False,
        attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"},
    )
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    person = line(gettext_lazy("Name of the person"), most=120, required=False)
    consent = forms.BooleanField(
        label=gettext_lazy("The person has agreed that the name is shown to everybody"),
        required=False,
    )
    joining = forms.ChoiceField(
        label=gettext_lazy("How does one come along?"),
        choices=JOINING,
        widget=forms.RadioSelect,
        required=False,
    )
    joining_url = forms.URLField(
        label=gettext_lazy("Web address for signing up"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    signup_kind = forms.ChoiceField(
        label=gettext_lazy("What do those who sign up get?"),
        choices=SIGNUP_KINDS,
        widget=forms.RadioSelect,
        required=False,
    )
    signup_limit = forms.IntegerField(
        label=gettext_lazy("How many fit?"),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
        help_text=gettext_lazy("Leave it empty if all fit. We never take more than this."),
    )
    signup_waiting = forms.BooleanField(
        label=gettext_lazy("When it is full, take a waiting list"), required=False
    )
    signup_series = forms.BooleanField(
        label=gettext_lazy("One sign-up is for all the times, as for a course"), required=False
    )
    signup_closes = forms.ChoiceField(
        label=gettext_lazy("When does the sign-up close?"), choices=CLOSES, required=False
    )
    web = forms.URLField(
        label=gettext_lazy("Web page of this activity"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    def supposed(self) -> dict[str, Any]:
        """Most things one may just come to; who signs up gets a place."""
        return {"joining": "come", "signup_kind": "places"}

    def clean_phone(self) -> str:
        """A number that can be called; blanks and hyphens do no harm."""
        typed = str(self.cleaned_data["phone"])
        if not typed:
            return ""
        check_phone(typed)
        return typed

    def clean(self) -> dict[str, Any]:
        """Somebody must be reachable; a name is shown only with consent."""
        told = self.cleaned_data
        reachable = any(told.get(name) for name in ("phone", "email"))
        if not reachable and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", _("Give a phone number or an email address."))
        if told.get("person") and not told.get("consent"):
            words = _("Tick that the person has agreed, or leave the name out.")
            self.add_error("consent", words)
        if told.get("joining") == "here" and told.get("joining_url"):
            words = _("One signs up here or at another address, not both. Empty one of them.")
            self.add_error("joining_url", words)
        return told


class MoreForm(StepForm):
    """Accessibility, and a picture."""

    accessibility = _ticks(gettext_lazy("Which of these are so?"))
    upload = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=gettext_lazy("Of the place or of what is done. Ask those who can be recognised."),
    )
    picture_alt = line(
        gettext_lazy("What does the picture show?"),
        most=200,
        required=False,
        help_text=gettext_lazy("For those who do not see it: “Six people around a coffee table”."),
    )
    no_picture = forms.BooleanField(label=gettext_lazy("Take the picture away"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entries = terms("accessibility")
        lang = get_language() or "fi"
        self.fields["accessibility"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (entry.code, entry.label.pick(lang).text) for entry in entries
        ]
        if not self.report.answers.get("picture"):
            del self.fields["no_picture"]

    def raw(self) -> dict[str, Any]:
        """As typed; "take it away" takes effect at once and is no answer to remember."""
        typed = super().raw()
        if typed.pop("no_picture", ""):
            typed["picture"] = None
        return typed

    def clean(self) -> dict[str, Any]:
        """A picture is looked at and written anew; what it is said to show goes with it."""
        told = self.cleaned_data
        upload, alt = told.get("upload"), told.get("picture_alt") or ""
        if upload:
            try:
                taken = pictures.take_in(upload, Text({self.report.language: alt}))
                told["picture"] = image(taken).model_dump(mode="json")
                if self.errors:  # a refused screen keeps no file: it is sent again
                    pictures.forget(told["picture"]["url"])
            except ValidationError as error:
                name = "picture_alt" if error.code == "alt" else "upload"
                self.add_error(name, error)
        elif self.report.answers.get("picture") and not told.get("no_picture") and not alt:
            words = _("Say in a few words what the picture shows, for those who do not see it.")
            self.add_error("picture_alt", words)
        return told


class WhoForm(StepForm):
    """The organiser: one's own, one that is here already, or a new one."""

    asked = ("organization", "org_name")

    organization = forms.ChoiceField(
        label=gettext_lazy("Organiser"), widget=forms.RadioSelect, required=False
    )
    org_name = line(
        gettext_lazy("Name of the association or group"),
        most=200,
        required=False,
        attrs={"autocomplete": "organization"},
        help_text=gettext_lazy("It need not be registered: “Knitters of Nilsiä” will do."),
    )
    org_number = line(
        gettext_lazy("Business id or register number"),
        most=20,
        required=False,
        help_text=gettext_lazy("Leave it empty if there is none."),
    )
    evidence = line(
        gettext_lazy("How do you belong to it?"),
        most=500,
        required=False,
        help_text=gettext_lazy(
            "For example “I am its secretary”. Its people or a coordinator check this."
        ),
    )
    on_behalf = line(
        gettext_lazy("On whose behalf do you write?"),
        most=120,
        required=False,
        help_text=gettext_lazy("The name of the one who rings. It is kept in the history."),
    )

    def __init__(self, report: Any, data: Any = None, files: Any = None, *, by: Any = None) -> None:
        super().__init__(report, data, files)
        self.own = own_organizations(by)
        self.fields["organization"].choices = self._choices(data)  # type: ignore[attr-defined]  # a ChoiceField
        if by is None or not coordinates_somewhere(by):
            del self.fields["on_behalf"]

    def _choices(self, data: Any) -> list[tuple[str, Any]]:
        """Her own, those like the name typed, and none of them."""
        if data is not None:
            typed = {name: data.get(name, "") for name in ("org_name", "org_number")}
            self.report.answers = {**self.report.answers, **typed}
        self.alike = [
            each for each in organisers.candidates(self.report) if each.organization not in self.own
        ]
        kept = self.report.organization
        found = [*self.own, *(each.organization for each in self.alike)]
        if kept and kept not in found:
            found.append(kept)
        listed = [(str(each.pk), str(each.name)) for each in found]
        return [*listed, (organisers.NEW, _("None of these: a new one"))] if listed else []

    def supposed(self) -> dict[str, Any]:
        """The one it is already for."""
        kept = self.report.organization
        return {"organization": str(kept.pk)} if kept else {}

    def clean(self) -> dict[str, Any]:
        """Chosen of the list, or named; one like an existing one is asked about first."""
        told = self.cleaned_data
        chosen, name = told.get("organization"), told.get("org_name")
        if chosen and chosen != organisers.NEW:
            return told
        if not name and "org_name" not in self.errors:
            self.add_error("org_name", _("Write the name of the association or group."))
        elif self.alike and chosen != organisers.NEW and "organization" not in self.errors:
            self.add_error("organization", _("Is it one of these? Choose it, or “None of these”."))
        self._check_number(told.get("org_number") or "")
        return told

    def _check_number(self, typed: str) -> None:
        business, register = organisers.numbers(typed)
        if typed:
            try:
                organisers.check_numbers(business, register)
            except ValidationError as error:
                self.add_error("org_number", error.messages)
