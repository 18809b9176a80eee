"""When two edit the same notice at once: what each changed, side by side, and both put together."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from seurantalo.activities import queries as activities
from seurantalo.telling import answers
from seurantalo.telling.answers import PARTS
from seurantalo.telling.models import Report
from seurantalo.telling.parts import Part, Told, same


class Collision(NamedTuple):
    """A piece that both changed, differently; `name` is the first of its answers."""

    name: str
    theirs: Told
    mine: Told


class Both(NamedTuple):
    """The answers of another and one's own since the same beginning."""

    before: Told
    theirs: Told
    mine: dict[str, Any]

    def _changed(self, part: Part, side: Any) -> bool:
        return not same(part.names, self.before, side)

    def collisions(self) -> list[Collision]:
        """What both changed and not alike; the rest goes together by itself."""
        return [
            Collision(
                part.names[0],
                {name: self.theirs.get(name) for name in part.names},
                {name: self.mine.get(name) for name in part.names},
            )
            for part in PARTS
            if self._changed(part, self.theirs)
            and self._changed(part, self.mine)
            and not same(part.names, self.theirs, self.mine)
        ]


def changed_meanwhile(report: Report) -> bool:
    """Whether the notice has a newer draft than the one the edit began from."""
    if report.activity is None or report.base_revision is None:
        return False
    return report.activity.latest_revision_id != report.base_revision


def collide(report: Report) -> Both:
    """What the other and the person changed; the report is of an activity."""
    if report.activity is None:
        raise ValueError("only an edit can collide")
    now = activities.content(report.activity)
    base = report.content or now
    return Both(
        before=answers.from_content(base, report.language),
        theirs=answers.from_content(now, report.language),
        mine=report.answers,
    )


def merged(both: Both, theirs: Collection[str]) -> dict[str, Any]:
    """Both changes together; of collisions the person's own, except those named in `theirs`."""
    together = {**both.mine}
    for part in PARTS:
        untouched = same(part.names, both.before, both.mine)
        if untouched or part.names[0] in theirs:
            together.update({name: both.theirs.get(name) for name in part.names})
    return together
