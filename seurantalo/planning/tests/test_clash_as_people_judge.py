"""What people call a clash, the advice calls a clash: precision and recall on labelled pairs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from seurantalo.planning.collisions import clash
from seurantalo.planning.tests.pairs import Pair, pairs

LEAST = 0.85


@pytest.mark.parametrize("part", ["tune", "check"])
def test_precision_and_recall(part: str, record_property: Callable[[str, object], None]) -> None:
    """On the pairs it was tuned with, and on those it was not."""
    judged: dict[tuple[bool, bool], list[Pair]] = {}
    for pair in (each for each in pairs() if each.part == part):
        judged.setdefault((clash(pair.a, pair.b).clashes, pair.clash), []).append(pair)
    right = len(judged[True, True])
    false, missed = judged.get((True, False), []), judged.get((False, True), [])
    precision, recall = right / (right + len(false)), right / (right + len(missed))
    record_property(part, f"precision {precision:.3f}, recall {recall:.3f}")
    wrong = "\n".join(f"{each.name}: {each.why}" for each in (*false, *missed))
    assert precision >= LEAST, wrong
    assert recall >= LEAST, wrong


def test_the_set_is_big_enough() -> None:
    """At least 240 pairs, both answers, both parts."""
    known = pairs()
    assert len(known) >= 240
    for part in ("tune", "check"):
        clashes = [each.clash for each in known if each.part == part]
        assert sum(clashes) > 40
        assert len(clashes) - sum(clashes) > 40
