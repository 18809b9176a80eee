"""One time of a notice made different, and all from one time on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seurantalo.activities.splitting import Following, may_move_weekday
from seurantalo.common.text import Text
from seurantalo.common.time import ONE_DAY, helsinki, say_clock, wall_clock
from seurantalo.records.content import OccurrenceChange, PlaceContent
from seurantalo.records.schemas import RegistrationRecord
from seurantalo.telling import placing
from seurantalo.telling.forms.asking import check_phone, line
from seurantalo.telling.forms.days import DayField
from seurantalo.telling.forms.happening import WEEKDAYS
from seurantalo.telling.own_times import PLACED, OwnTime, as_it_is
from seurantalo.telling.plain_text import plain

CLOCK_SAID = gettext_lazy("Write the time of day as 18.30.")
HERE = gettext_lazy("Leave it empty if the place is the usual one.")


class ClockField(forms.TimeField):
    """A time of day as people type it: 18, 18.30, 18:30."""

    def __init__(self, **more: Any) -> None:
        said = {"invalid": CLOCK_SAID, **more.pop("error_messages", {})}
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H"], error_messages=said, **more)

    def prepare_value(self, value: Any) -> Any:
        """As it is written here: 18.30, 18."""
        return (
            say_clock(datetime.combine(date.min, value), "fi") if isinstance(value, time) else value
        )


class PlacedForm(forms.Form):
    """A form that may tell of another place, in one line, and by its name."""

    address = line(
        gettext_lazy("Address"),
        required=False,
        attrs={"autocomplete": "off"},
        help_text=gettext_lazy("For example “Seuratie 3, Nilsiä”. The village alone will do."),
    )
    place_name = line(gettext_lazy("Name of the place"), most=120, required=False)

    def __init__(self, own: OwnTime, lang: str, *args: Any, **kwargs: Any) -> None:
        self.own, self.lang = own, lang
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        if own.channel.kind not in PLACED:
            del self.fields["address"], self.fields["place_name"]

    def told_place(self, before: PlaceContent | None = None) -> PlaceContent | None:
        """The place told; the one before where its line was not touched. Adds errors."""
        address = self.cleaned_data.get("address", "")
        name = plain(self.cleaned_data.get("place_name", ""))
        if not address and not name:
            return None
        if before and placing.say_place(before, self.lang) == address:
            return before.model_copy(update={"name": Text({**before.name, self.lang: name})})
        try:
            town = self.own.channel.location and self.own.channel.location.municipality
            usual = f"{name}, {town.name.pick(self.lang).text}" if town else name
            return placing.read_place(address or usual, name=name, directions="", lang=self.lang)
        except forms.ValidationError as error:
            self.add_error("address", error.messages)
            return None


class OneTimeForm(PlacedForm):
    """What is different of one time. What is left as planned is no change."""

    day = DayField(
        label=gettext_lazy("Day"),
        error_messages={"required": gettext_lazy("Write the day, for example 31.5.")},
    )
    starts = ClockField(label=gettext_lazy("Begins at"), error_messages={"required": CLOCK_SAID})
    ends = ClockField(label=gettext_lazy("Ends at"), required=False)
    full = forms.BooleanField(label=gettext_lazy("It is full"), required=False)
    note = line(
        gettext_lazy("A word of this time alone"),
        most=300,
        required=False,
        widget=forms.Textarea,
        attrs={"rows": 2},
        help_text=gettext_lazy("For example “Bring your own cup.” Everybody sees it."),
    )
    sign_up_url = forms.URLField(
        label=gettext_lazy("Web address of signing up"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )
    sign_up_phone = line(gettext_lazy("Phone of signing up"), most=40, required=False)
    field_order = ["day", "starts", "ends", "full", "note", "address", "place_name"]

    def __init__(self, own: OwnTime, lang: str, data: Any = None) -> None:
        super().__init__(own, lang, data=data, initial=_initial(own, lang))
        if own.occurrence.whole_day:
            del self.fields["starts"], self.fields["ends"]

    def clean_sign_up_phone(self) -> str:
        """A number that can be dialled."""
        number = str(self.cleaned_data["sign_up_phone"])
        if number:
            check_phone(number)
        return number

    def clean(self) -> Any:
        """Read the place, whose errors belong to its line."""
        self.place = self.told_place(self.own.change.place)
        return self.cleaned_data

    @property
    def change(self) -> OccurrenceChange:
        """What is said of the time."""
        told, planned = self.cleaned_data, self.own.planned
        start, end = self._span()
        same = (start, end) == (planned.start, planned.end)
        url, phone = told["sign_up_url"], told["sign_up_phone"]
        sign_up = RegistrationRecord(required=True, url=url, phone=phone) if url or phone else None
        note = Text({**self.own.change.note, self.lang: plain(told["note"])})
        change = as_it_is(
            self.own.change.model_copy(
                update={
                    "start": None if same else start,
                    "end": None if same else end,
                    "note": note,
                    "place": self.place,
                    "registration": sign_up,
                }
            )
        )
        return change.model_copy(update={"status": "full"}) if told["full"] else change

    def _span(self) -> tuple[datetime, datetime]:
        """When it is; an end that is not after the start is on the next day."""
        told, own = self.cleaned_data, self.own
        if own.occurrence.whole_day:
            start = helsinki(datetime.combine(told["day"], time()))
            length = wall_clock(own.planned.end) - wall_clock(own.planned.start)
            return start, helsinki(wall_clock(start) + length)
        start = helsinki(datetime.combine(told["day"], told["starts"]))
        return start, helsinki(wall_clock(start) + _length(told["starts"], told["ends"]))


def _length(starts: time, ends: time | None) -> timedelta:
    """How long it is from one clock time to another; nothing when the end is not told."""
    if ends is None:
        return timedelta()
    length = datetime.combine(date.min, ends) - datetime.combine(date.min, starts)
    return length if length > timedelta() else length + ONE_DAY


def _initial(own: OwnTime, lang: str) -> dict[str, Any]:
    start, end = wall_clock(own.occurrence.start), wall_clock(own.occurrence.end)
    sign_up = own.change.registration or RegistrationRecord()
    place = own.change.place
    return {
        "day": start.date(),
        "starts": start.time(),
        "ends": end.time() if end > start else None,
        "full": own.change.status == "full",  # not what sign-ups filled: that comes and goes
        "note": own.change.note.get(lang, ""),
        "address": placing.say_place(place, lang) if place else "",
        "place_name": place.name.pick(lang).text if place else "",
        "sign_up_url": sign_up.url,
        "sign_up_phone": sign_up.phone,
    }


class FollowingForm(PlacedForm):
    """What is different from one time on, or that it ends there."""

    what = forms.ChoiceField(
        label=gettext_lazy("What happens from this time on?"),
        choices=[
            ("change", gettext_lazy("It goes on otherwise")),
            ("end", gettext_lazy("It ends: this time and those after it are not held")),
        ],
        widget=forms.RadioSelect,
        initial="change",
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday"), choices=WEEKDAYS, coerce=int, required=False
    )
    starts = ClockField(label=gettext_lazy("Begins at"), required=False)
    ends = ClockField(label=gettext_lazy("Ends at"), required=False)
    field_order = ["what", "weekday", "starts", "ends", "address", "place_name"]

    def __init__(self, own: OwnTime, lang: str, data: Any = None) -> None:
        planned = own.planned
        start, end = wall_clock(planned.start), wall_clock(planned.end)
        initial = {
            "weekday": start.weekday(),
            "starts": start.time(),
            "ends": end.time() if end > start else None,
        }
        super().__init__(own, lang, data=data, initial=initial)
        if not own.schedule or not may_move_weekday(own.schedule, planned.start):
            del self.fields["weekday"]
        if own.occurrence.whole_day:
            del self.fields["starts"], self.fields["ends"]
        if "address" in self.fields:
            self.fields["address"].help_text = HERE

    def clean(self) -> Any:
        """Something has to be different, and a place one that we know."""
        self.place = self.told_place()
        told = self.cleaned_data
        if told.get("what") == "change" and not self.errors and not self.place:
            same = Following(
                starts=wall_clock(self.own.planned.start).time() if "starts" in told else None,
                duration=self.own.planned.end - self.own.planned.start if "ends" in told else None,
                weekday=wall_clock(self.own.planned.start).weekday() if "weekday" in told else None,
            )
            if self.following == same:
                self.add_error(None, _("Nothing is different yet. Change something."))
        return told

    @property
    def following(self) -> Following:
        """What is different of the times."""
        told, planned = self.cleaned_data, self.own.planned
        starts = told.get("starts") or (
            wall_clock(planned.start).time() if "starts" in self.fields else None
        )
        length = _length(starts, told.get("ends")) if starts else None
        weekday = told.get("weekday")
        return Following(starts, length, weekday if isinstance(weekday, int) else None)
