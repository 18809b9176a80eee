"""Whatever JSON comes, reading it gives items and problems, never an exception."""

import copy
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from seurantalo.records.formats import ptv

EXAMPLES = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "ptv_payloads").glob("*.json"))
]
KEYS = sorted(
    {"id", "itemList", "language", "value", "type", "serviceNames", "organizationNames"}
    | {"serviceChannelNames", "serviceChannelType", "serviceHours", "openingHour", "addresses"}
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(["fi", "Published", "2026-02-30", "9999-12-31T23:59:59Z", "08:00", "\ud800"])
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(anything)
def test_arbitrary_json(payload):
    reading = ptv.read(payload)
    assert reading.model_dump_json()
    assert reading.problems or reading.services or reading.channels or reading.organizations


def places_in(value, path=()):
    yield path
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from places_in(inner, (*path, key))


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_real_shapes_with_parts_replaced(data):
    payload = copy.deepcopy(data.draw(st.sampled_from(EXAMPLES)))
    for _ in range(data.draw(st.integers(1, 4))):
        paths = [path for path in places_in(payload) if path]
        if not paths:
            break
        *way, last = data.draw(st.sampled_from(paths))
        target = payload
        for key in way:
            target = target[key]
        if data.draw(st.booleans()):
            target[last] = data.draw(anything)
        else:
            del target[last]
    assert ptv.read(payload).model_dump_json()
