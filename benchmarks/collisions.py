"""Advice about collisions over the nation's calendar: `python -m benchmarks.collisions`.

In an empty database of its own (`SEURANTALO_DATABASE_URL=sqlite:////…/nation.sqlite3`) it makes
200,000 public activities and 3,000,000 times on 450 days, as crowded about the towns as people are,
or takes those made before, and asks about evenings in Helsinki, in towns and in the countryside. The
baseline reads all that begins on that day by its start and scores everything. Prints precision and
recall on the labelled pairs too.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import batched
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model
from tqdm import tqdm

from seurantalo.activities.models import Activity, Occurrence
from seurantalo.common.text import Text
from seurantalo.common.time import helsinki
from seurantalo.organizations.models import Organization
from seurantalo.places import nearness
from seurantalo.places.models import Area
from seurantalo.planning import advising, candidates, narrowing
from seurantalo.planning.collisions import MARGIN, SAME_DAY, Occasion, clash, occasion, score
from seurantalo.planning.crowds import KNOWN, audience, topics
from seurantalo.planning.models import Appeal
from seurantalo.planning.narrowing import Span
from seurantalo.planning.tests.pairs import pairs

FIRST = helsinki(datetime(2027, 1, 1))
DAYS = 450
SHARES = {"urban": 20, "semi-urban": 3, "rural": 1}  # how much more there is in a town
CITIES = {"091": 40, "049": 12, "092": 10, "837": 14, "853": 11, "564": 10}
THEMES = [
    ("walking-running-cycling", "sport"),
    ("digital-help", "everyday-help"),
    ("memory-disorders", "health"),
    ("theatre", "culture"),
    ("village-work", "community"),
    ("dance", "sport"),
    ("choir-and-singing", "culture"),
    ("crafts", "culture"),
    ("heart", "health"),
]
CHUNK = 5000
NAMES = Activity._meta.get_field("name").get_db_prep_save
OF_ROW = ("activity_id", "start", "end", "original_start", "cell")
FORMS = ["", "", "lecture", "performance", "course", "fair-or-festival"]


def towns() -> tuple[list[Area], list[int]]:
    """The municipalities and how much happens in each."""
    rows = list(Area.objects.filter(kind="municipality", latitude__isnull=False))
    kinds = nearness.settlements()
    return rows, [CITIES.get(row.code, 1) * SHARES[kinds.get(row.code, "rural")] for row in rows]


def fill(activities: int, times: int) -> None:
    """A nation of invented activities, most of the times of weekly clubs."""
    dice = random.Random(20270101)
    rows, shares = towns()
    once = activities * 7 // 10
    each = -(-(times - once) // (activities - once))
    _indices("remove_index")
    with transaction.atomic():
        organization = Organization.objects.create(name=Text(fi="Seura"), live=True)
        sample = Activity(organization=organization, kind="event", live=True)
        for numbers in tqdm([*batched(range(activities), CHUNK, strict=False)]):
            _write(sample, {"id": [n + 1 for n in numbers],
                            "name": [NAMES(Text(fi=f"Tapahtuma {n}"), connection) for n in numbers]})  # fmt: skip
            appeals = [
                _appeal(n + 1, dice, dice.choices(rows, shares)[0], n >= once) for n in numbers
            ]
            Appeal.objects.bulk_create(appeals)
            times = zip(*_times(appeals, dice, each), strict=True)
            _write(Occurrence(), dict(zip(OF_ROW, times, strict=True)))
    _indices("add_index")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _indices(do: str) -> None:
    """Built when all is there they take seconds, kept while it is written minutes."""
    with connection.schema_editor() as editor:
        for index in Occurrence._meta.indexes:
            getattr(editor, do)(Occurrence, index)


def _write(like: Model, columns: dict[str, Sequence[Any]]) -> None:
    """Rows like one model, past the models: millions of them would take the longest of all."""
    fields = [
        each
        for each in like._meta.concrete_fields
        if each.attname in columns or not each.primary_key
    ]
    same = [each for each in fields if each.attname not in columns]
    rest = tuple(each.get_db_prep_save(each.pre_save(like, True), connection) for each in same)
    names = [like._meta.get_field(name).column for name in columns] + [each.column for each in same]
    into = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{like._meta.db_table}" ({into}) VALUES ({marks})',
            [(*row, *rest) for row in zip(*columns.values(), strict=True)],
        )


def _appeal(pk: int, dice: random.Random, town: Area, weekly: bool) -> Appeal:
    groups = dice.sample(KNOWN, dice.choice([0, 1, 1, 1, 2]))
    themes = dice.choice(THEMES)
    low = dice.choice([None, None, None, 7, 18])
    return Appeal(
        activity_id=pk,
        kind="hobby" if weekly else "event",
        format="regular-group" if weekly else dice.choice(FORMS),
        municipality=town,
        latitude=(town.latitude or 0) + dice.gauss(0, 0.05),
        longitude=(town.longitude or 0) + dice.gauss(0, 0.1),
        themes=sorted(themes),
        topics=topics(themes),
        target_groups=sorted(groups),
        audience=audience(groups),
        minimum_age=low,
        languages=dice.choice([["fi"], ["fi"], ["fi", "sv"], ["sv"], []]),
        weekly=weekly,
        expected=dice.choice([None, None, 20, 60, 300]),
    )


def _times(appeals: list[Appeal], dice: random.Random, each: int) -> Iterator[tuple[Any, ...]]:
    """A weekly one comes again to the end of the horizon; the hours are those of associations."""
    for appeal in appeals:
        hour = dice.choice([10, 11, 13, 14, 16, 17, 17, 18, 18, 18, 19])
        day = dice.randrange(7 if appeal.weekly else DAYS)
        cell = nearness.cell(appeal.latitude or 0, appeal.longitude or 0)
        for week in range(each if appeal.weekly else 1):
            start, end = _hours((day + week * 7) % DAYS, hour)
            yield appeal.pk, start, end, start, cell


@cache
def _hours(day: int, hour: int) -> tuple[Any, Any]:
    """Two hours of a day, as the database keeps them."""
    start = FIRST + timedelta(days=day, hours=hour)
    kept = connection.ops.adapt_datetimefield_value
    return kept(start), kept(start + timedelta(hours=2))


def questions(many: int) -> Iterator[Occasion]:
    """Evenings as planners ask of them: half in the six biggest cities, half anywhere."""
    dice = random.Random(7)
    rows, shares = towns()
    cities = [row for row in rows if row.code in CITIES]
    for number in range(many):
        town = dice.choice(cities) if number % 2 else dice.choices(rows, shares)[0]
        start = FIRST + timedelta(days=dice.randrange(60, DAYS - 60), hours=18)
        yield occasion(
            start=start,
            end=start + timedelta(hours=2),
            latitude=town.latitude,
            longitude=town.longitude,
            target_groups=dice.sample(KNOWN, dice.choice([0, 1, 1, 2])),
            themes=dice.choice(THEMES),
        )


def indexed(asked: Occasion) -> int:
    """By square, hour and audience: how many are advised."""
    near = candidates.public(asked, [Span(asked.start, asked.end)], margin=MARGIN)
    return sum(score(asked, each.occasion).clashes for each in near)


def first_answer(asked: Occasion) -> int:
    """What is shown while one types: clashes with their reasons and names, plans, remarks."""
    return len(_advised(asked, free=False).clashes)


def same_day(asked: Occasion) -> int:
    """The same when she chose to look at the whole day: the widest margin there is."""
    return len(_advised(asked, free=False, margin=SAME_DAY).clashes)


def free_dates(asked: Occasion) -> int:
    """The second answer: the same again, and when it would be free."""
    return len(_advised(asked, free=True).clashes)


def _advised(asked: Occasion, **how: Any) -> advising.Advice:
    user = AnonymousUser()
    (told,) = advising.advise(advising.Asked((asked,)), by=user, today=FIRST.date(), **how)
    return told


def naive(asked: Occasion) -> int:
    """By the start alone, and everything is scored."""
    day = Occurrence.objects.filter(
        start__gte=asked.start - timedelta(hours=8), start__lte=asked.end + MARGIN
    )
    rows = list(day.values_list("activity_id", "start", "end", "whole_day", "cell"))
    told = {row[0]: row for pks in batched({row[0] for row in rows}, 20_000, strict=False)
            for row in Appeal.objects.filter(pk__in=pks).values_list(*narrowing.COLUMNS)}  # fmt: skip
    known: dict[int, Occasion] = {}
    near = [candidates.candidate((*told[pk], *rest), known) for pk, *rest in rows]
    return sum(score(asked, each.occasion).clashes for each in near)


def measured(
    ask: Callable[[Occasion], int], asked: list[Occasion]
) -> tuple[list[float], list[float], int]:
    """CPU and wall milliseconds of each question, and how many were advised in all."""
    spent, waited, found = [], [], 0
    for each in asked:
        begun, now = process_time(), perf_counter()
        found += ask(each)
        spent.append((process_time() - begun) * 1000)
        waited.append((perf_counter() - now) * 1000)
    return spent, waited, found


def say(text: str) -> None:
    """A line of the report."""
    sys.stdout.write(text + "\n")


def judged(part: str) -> str:
    """Precision and recall on the labelled pairs of a part."""
    answers = [(clash(each.a, each.b).clashes, each.clash) for each in pairs() if each.part == part]
    right = answers.count((True, True))
    said, true = (sum(each[at] for each in answers) for at in (0, 1))
    return f"{part}: {len(answers)} pairs, precision {right / said:.3f}, recall {right / true:.3f}"


def main() -> None:
    """Fill, ask in turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=3_000_000)
    parser.add_argument("--questions", type=int, default=200)
    told = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("load_places", verbosity=0)
    if not Appeal.objects.exists():
        fill(told.activities, told.times)
    say(f"{Occurrence.objects.count()} times of {Appeal.objects.count()} activities")
    asked = list(questions(told.questions))
    measured(indexed, asked[:10])
    results = {}
    pages = (
        first_answer,
        indexed,
        same_day,
        free_dates,
    )  # the first pays for what is learnt of the map
    for ask, some in (*((each, asked) for each in pages), (naive, asked[:20])):
        spent, waited, found = measured(ask, some)
        cpu, wall = quantiles(spent, n=20), quantiles(waited, n=20)
        results[ask] = cpu[9]
        say(f"{ask.__name__}: CPU p50 {cpu[9]:.1f} ms, p95 {cpu[18]:.1f} ms; "
            f"wall p50 {wall[9]:.1f} ms, p95 {wall[18]:.1f} ms; {found} advised")  # fmt: skip
    for ask in (indexed, first_answer):
        say(
            f"the baseline takes {results[naive] / results[ask]:.1f} times as long as {ask.__name__}"
        )
    same = sum(indexed(each) == naive(each) for each in asked[:40])
    say(f"{same} of {len(asked[:40])} answers are as many clashes as the baseline's")
    for part in ("tune", "check"):
        say(judged(part))


if __name__ == "__main__":
    main()
