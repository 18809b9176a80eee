"""The form of a plan: few questions, the rest folded away; what is typed is read into `PlanTold`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seurantalo.activities.models import Activity
from seurantalo.organizations.models import Organization
from seurantalo.places import queries as places
from seurantalo.planning import queries
from seurantalo.planning.models import Plan
from seurantalo.planning.told import MARKS, PlanTold, TimeTold
from seurantalo.taxonomy import queries as taxonomy

LANGUAGES = {
    "fi": gettext_lazy("Finnish"),
    "sv": gettext_lazy("Swedish"),
    "en": gettext_lazy("English"),
    "se": gettext_lazy("Sámi"),
    "fi-sgn": gettext_lazy("Finnish Sign Language"),
    "uk": gettext_lazy("Ukrainian"),
    "ar": gettext_lazy("Arabic"),
    "ru": gettext_lazy("Russian"),
}
SEEKS = {
    "partner": gettext_lazy("A partner to do it with"),
    "room": gettext_lazy("A room"),
    "volunteers": gettext_lazy("Volunteers"),
}
MANY = forms.CheckboxSelectMultiple


def terms(name: str, *, tops: bool = False) -> list[tuple[str, str]]:
    """The terms of a taxonomy as the reader calls them; with `tops` only the widest."""
    lang = get_language() or "fi"
    found = taxonomy.in_use(name).order_by("order", "code")
    return [(each.code, each.label.pick(lang).text) for each in found if not (tops and each.parent)]


def groups() -> list[tuple[str, str]]:
    """For whom it may be."""
    return terms("target_group")


def themes() -> list[tuple[str, str]]:
    """What it may be about."""
    return terms("theme", tops=True)


class PlanForm(forms.Form):
    """One plan of one of her organisations; its dates stand in their own forms beside it."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=gettext_lazy("Whose plan is it?"), empty_label=None
    )
    name = forms.CharField(
        label=gettext_lazy("What are you planning?"),
        help_text=gettext_lazy("For example: Spring dance for pensioners."),
        max_length=120,
    )
    text = forms.CharField(
        label=gettext_lazy("Tell more"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    target_groups = forms.MultipleChoiceField(
        label=gettext_lazy("For whom?"), choices=groups, required=False, widget=MANY
    )
    municipality = forms.CharField(
        label=gettext_lazy("In which municipality?"),
        help_text=gettext_lazy("For example: Savonlinna."),
        max_length=80,
    )
    place = forms.CharField(
        label=gettext_lazy("Where there?"),
        help_text=gettext_lazy("A street, a hall or a village, as far as you know."),
        max_length=200,
        required=False,
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who sees the plan?"),
        choices=Plan.Audience,
        widget=forms.RadioSelect,
        initial=Plan.Audience.REGION,
    )
    networks: Any = forms.ModelMultipleChoiceField(
        None, label=gettext_lazy("Which networks?"), required=False, widget=MANY
    )
    shown = forms.ChoiceField(
        label=gettext_lazy("How much do they see?"),
        choices=Plan.Shown,
        widget=forms.RadioSelect,
        initial=Plan.Shown.ALL,
    )
    hint = forms.CharField(
        label=gettext_lazy("The hint"),
        help_text=gettext_lazy("For example: Something for pensioners, Nojanmaa."),
        max_length=120,
        required=False,
    )
    seeks = forms.MultipleChoiceField(
        label=gettext_lazy("Are you looking for something?"),
        choices=tuple(SEEKS.items()),
        required=False,
        widget=MANY,
    )
    seeks_text = forms.CharField(
        label=gettext_lazy("What exactly?"), max_length=500, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Activity.Kind, initial=Activity.Kind.EVENT
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("What is it about?"), choices=themes, required=False, widget=MANY
    )
    minimum_age = forms.IntegerField(
        label=gettext_lazy("Youngest, years"), min_value=0, max_value=120, required=False
    )
    maximum_age = forms.IntegerField(
        label=gettext_lazy("Oldest, years"), min_value=0, max_value=120, required=False
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("In which languages?"),
        choices=tuple(LANGUAGES.items()),
        required=False,
        widget=MANY,
    )
    expected = forms.IntegerField(
        label=gettext_lazy("How many people do you expect?"),
        min_value=1,
        max_value=1_000_000,
        required=False,
    )

    def __init__(
        self, *args: Any, by: Any, own: list[Organization], plan: Plan | None = None, **more: Any
    ) -> None:
        more.setdefault("initial", initial(plan) if plan else {})
        super().__init__(*args, **more)
        of = self.fields["organization"]
        of.queryset = Organization.objects.filter(pk__in=[one.pk for one in own])  # type: ignore[attr-defined]
        if plan or len(own) == 1:
            del self.fields["organization"]
        choices = queries.networks_for(by)
        if plan:
            choices = (choices | queries.kept_networks(plan)).distinct()
        self.fields["networks"].queryset = choices  # type: ignore[attr-defined]
        if not choices.exists():
            del self.fields["networks"]
            self.fields["audience"].choices = [  # type: ignore[attr-defined]
                each for each in Plan.Audience.choices if each[0] != Plan.Audience.NETWORKS
            ]

    def main_fields(self) -> list[Any]:
        """What everybody answers."""
        names = ("organization", "name", "text", "target_groups", "municipality", "place")
        return [self[name] for name in names if name in self.fields]

    def sight_fields(self) -> list[Any]:
        """Who sees it and how much."""
        names = ("audience", "networks", "shown", "hint")
        return [self[name] for name in names if name in self.fields]

    def more_fields(self) -> list[Any]:
        """What helps to notice collisions, for those who care."""
        names = ("kind", "themes", "minimum_age", "maximum_age", "languages", "expected")
        return [self[name] for name in names]

    def clean_municipality(self) -> str:
        """The name has to be that of a municipality, or of a place in one."""
        typed: str = self.cleaned_data["municipality"]
        found = places.resolve_place(typed)
        if found is None or found.municipality is None:
            raise forms.ValidationError(_("We do not know this municipality. Check the name."))
        self.town = found.municipality
        return typed

    def clean(self) -> dict[str, Any]:
        """Ages in order, networks and the hint there when they are needed."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = data.get("minimum_age"), data.get("maximum_age")
        if low is not None and high is not None and low > high:
            self.add_error("maximum_age", _("The oldest cannot be younger than the youngest."))
        if data.get("shown") == Plan.Shown.HINT and not data.get("hint"):
            self.add_error("hint", _("Write the hint that others see."))
        if data.get("audience") == Plan.Audience.NETWORKS and not data.get("networks"):
            self.add_error("networks", _("Choose at least one of your networks."))
        return data

    def told(self, times: tuple[TimeTold, ...]) -> PlanTold:
        """What was told, as far as it can be read: also half-typed, for a preview."""
        data = self.cleaned_data
        kept = ("name", "text", "place", "audience", "shown", "hint", "seeks_text", "kind")
        numbers = ("minimum_age", "maximum_age", "expected")
        town = getattr(self, "town", None)
        area = places.area("municipality", town.code) if town else None
        told: dict[str, Any] = {name: data.get(name) or "" for name in kept}
        told |= {name: data.get(name) for name in numbers}
        told |= self._point(area)
        return PlanTold(
            times=times,
            municipality=area,
            terms=tuple(self._terms()),
            networks=tuple(data.get("networks") or ()),
            languages=tuple(data.get("languages") or ()),
            seeks=tuple(data.get("seeks") or ()),
            **told,
        )

    def _terms(self) -> list[Any]:
        data = self.cleaned_data
        return [
            *taxonomy.in_use("target_group").filter(code__in=data.get("target_groups") or ()),
            *taxonomy.in_use("theme").filter(code__in=data.get("themes") or ()),
        ]

    def _point(self, area: Any) -> dict[str, float | None]:
        """Where it is on the map: the place when it is known there, else the middle of the town."""
        if area is None:
            return {}
        typed = self.cleaned_data.get("place") or ""
        found = places.resolve_place(f"{typed}, {area.name}") if typed else None
        if found and found.municipality and found.municipality.code == area.code:
            return {"latitude": found.latitude, "longitude": found.longitude}
        return {"latitude": area.latitude, "longitude": area.longitude}


def initial(plan: Plan) -> dict[str, Any]:
    """A plan as the form shows it."""
    kept = ("name", "text", "place", "audience", "shown", "hint", "seeks_text", "kind")
    numbers = ("minimum_age", "maximum_age", "expected", "languages")
    area = plan.municipality
    told = list(plan.terms.select_related("taxonomy"))
    return {
        **{name: getattr(plan, name) for name in (*kept, *numbers)},
        "municipality": area.name.pick(get_language() or "fi").text if area else "",
        "target_groups": [each.code for each in told if each.taxonomy.code == "target_group"],
        "themes": [each.code for each in told if each.taxonomy.code == "theme"],
        "networks": list(plan.networks.all()),
        "seeks": [mark for mark in MARKS if getattr(plan, f"seeks_{mark}")],
    }
