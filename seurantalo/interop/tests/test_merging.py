"""Their changes come in, and what a person has edited here stays hers, part by part."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from seurantalo.common.text import Text
from seurantalo.common.time import HELSINKI
from seurantalo.interop.connections.merging import merge, parts, put_together, remembered
from seurantalo.records.content import ActivityContent, ChannelContent, OccurrenceChange
from seurantalo.records.schemas import ScheduleRecord

NAMES = ("name.fi", "name.sv", "place", "schedules", "change.2035-03-05T16:00:00+00:00")
PLANNED = datetime(2035, 3, 5, 18, tzinfo=HELSINKI)


def _value(name):
    if name.startswith("change."):
        return st.sampled_from(("moved", "cancelled")).map(
            lambda status: {"original_start": "2035-03-05T18:00:00+02:00", "status": status}
        )
    return st.text(min_size=1, max_size=3)


told_by_them = st.fixed_dictionaries({}, optional={name: _value(name) for name in NAMES})
edits = st.dictionaries(st.sampled_from(NAMES[:4]), st.text(min_size=1, max_size=3), max_size=2)


class Here:
    """A thing of ours, read from a source and edited by people in turns."""

    def __init__(self):
        self.told, self.ours, self.left = {}, {}, {}

    def read(self, theirs):
        merged = merge(self.told, theirs, self.ours, self.left)
        self.left = remembered(merged, self.ours, self.left)
        self.told, self.ours = theirs, merged

    def edit(self, told):
        self.ours = {**self.ours, **told}


@given(st.lists(told_by_them, min_size=1, max_size=5))
def test_without_edits_ours_is_theirs(readings):
    here = Here()
    for theirs in readings:
        here.read(theirs)
        shown = {k: v for k, v in here.ours.items() if not k.startswith("change.")}
        assert shown == {k: v for k, v in theirs.items() if not k.startswith("change.")}


@given(st.lists(st.tuples(told_by_them, edits), min_size=1, max_size=6))
def test_a_second_reading_changes_nothing(steps):
    here = Here()
    for theirs, told in steps:
        here.read(theirs)
        here.edit(told)
        here.read(theirs)
        before = (dict(here.told), dict(here.ours), dict(here.left))
        here.read(theirs)
        assert (here.told, here.ours, here.left) == before


@given(told_by_them, edits, st.lists(told_by_them, max_size=6))
def test_what_a_person_wrote_survives_every_later_reading(first, told, later):
    here = Here()
    here.read(first)
    hers = {name: text for name, text in told.items() if here.ours.get(name) != text}
    here.edit(hers)
    for theirs in later:
        here.read(theirs)
        assert {name: here.ours.get(name) for name in hers} == hers


def test_one_part_is_hers_and_the_others_follow():
    here = Here()
    here.read({"name.fi": "Kuoro", "place": "Talo"})
    here.edit({"name.fi": "Iloinen kuoro"})
    here.read({"name.fi": "Kuoro 2", "place": "Kirkko"})
    assert here.ours == {"name.fi": "Iloinen kuoro", "place": "Kirkko"}


def test_a_time_that_is_put_back_keeps_counting():
    """A calendar program that heard of the cancellation believes only a higher SEQUENCE."""
    change = {"original_start": "2035-03-05T18:00:00+02:00", "status": "cancelled"}
    here = Here()
    here.read({NAMES[4]: change})
    assert here.ours[NAMES[4]]["sequence"] == 1
    here.read({})
    assert (here.ours[NAMES[4]]["status"], here.ours[NAMES[4]]["sequence"]) == ("scheduled", 2)


def test_parts_make_the_content_again():
    content = ActivityContent(
        kind="event",
        name=Text(fi="Kuoro", sv="Kör"),
        minimum_age=7,
        channels=(
            ChannelContent(
                schedules=(ScheduleRecord(dtstart=PLANNED),),
                changes=(OccurrenceChange(original_start=PLANNED),),
            ),
            ChannelContent(kind="phone", phone="040"),
        ),
    )
    again = put_together(parts(content), content)
    assert again == content
    assert put_together(parts(content), None).channels == content.channels[:1]
