"""What is published is found by the next question anywhere; what is withdrawn is not."""

import threading

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity
from seurantalo.common.text import Text
from seurantalo.common.time import now
from seurantalo.organizations.tests.factories import organization
from seurantalo.publishing import commands as publishing
from seurantalo.search import commands, live
from seurantalo.search.index import Plan
from seurantalo.search.models import SearchDocument, SearchGap

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path
    live.forget()
    yield
    live.forget()


def found(index=None) -> set[str]:
    hits = (index or live.current_index()).answer(Plan(now=now())).hits
    return {hit.key.split(":")[0] for hit in hits}


def another_process() -> live.LiveIndex:
    return live.LiveIndex(settings.SEARCH_INDEX_DIR)


def helmi():
    return Activity.objects.get().latest_revision.user


def test_a_published_club_is_found_at_once_by_every_process():
    elsewhere = another_process()
    assert found(elsewhere.caught_up()) == set()
    activity()
    assert found() == found(elsewhere.caught_up()) == {"activity", "organization"}


def test_a_draft_is_not_found():
    activity(publish=False)
    assert "activity" not in found()


def test_a_withdrawn_club_is_gone():
    club = activity()
    assert "activity" in found()
    publishing.withdraw(club, by=helmi())
    assert "activity" not in found()


def test_a_withdrawn_organisation_takes_its_clubs_along():
    club = activity()
    publishing.withdraw(club.organization, by=helmi())
    assert found() == set()


def test_asking_costs_one_query_while_nothing_changes(django_assert_num_queries):
    activity()
    found()
    with django_assert_num_queries(1):
        found()


def test_who_asked_before_another_caught_up_does_not_open_everything_again():
    """Else a publication under load makes one thread after the other throw the index away."""
    club = activity()
    shared = another_process()
    known = shared.caught_up()
    overtaken = []

    def slow(execute, sql, *rest):
        answer = execute(sql, *rest)
        if "search_searchlog" in sql and not overtaken:
            overtaken.append(sql)
            publishing.withdraw(club, by=helmi())
            shared.caught_up()  # another thread, while the answer is on its way to us
        return answer

    with connection.execute_wrapper(slow):
        assert found(shared.caught_up()) == {"organization"}
    assert overtaken and shared.caught_up() is known


def test_what_did_not_change_is_no_change():
    club = activity()
    before = live.log_state()
    commands.index_organization(club.organization)
    assert live.log_state() == before


def test_the_index_is_built_anew_without_a_gap():
    activity()
    running = another_process()
    known = running.caught_up()
    call_command("reindex", verbosity=0)
    assert found(known) == {"activity", "organization"}  # a question under way
    assert running.caught_up() is not known  # the next one opens the new segment
    assert running.caught_up().changed == 0
    assert found(running.caught_up()) == {"activity", "organization"}


def test_building_anew_finds_what_was_missed_and_drops_what_is_gone():
    club = activity()
    Activity.objects.filter(pk=club.pk).update(live=False)  # behind everybody's back
    organization("Toinen ry")
    SearchDocument.objects.filter(key__startswith="organization:").delete()
    call_command("reindex", verbosity=0)
    assert found() == {"organization"}
    assert live.current_index().live == 2
    assert not SearchDocument.objects.filter(deleted=True).exists()


def test_building_stopped_half_way_harms_nothing():
    activity()
    call_command("reindex", verbosity=0)
    club = activity("Toinen kerho")

    def interrupted(items, _total):
        for item in items:
            yield item
            raise KeyboardInterrupt

    for build in (commands.reindex, commands.compact):
        with pytest.raises(KeyboardInterrupt):
            build(interrupted)
        assert f"activity:{club.pk}" in {
            hit.key for hit in another_process().caught_up().answer(Plan(now=now())).hits
        }


def test_files_of_another_database_are_not_taken_for_ours():
    activity()
    call_command("reindex", verbosity=0)
    commands.SearchLog.objects.update(source="another", seq=0)
    SearchDocument.objects.all().delete()
    assert found(another_process().caught_up()) == set()


def test_many_changes_lead_to_a_new_segment(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(commands, "CHANGES_KEPT", 1)
    monkeypatch.setattr(commands, "LOOK_EVERY", 1)
    with django_capture_on_commit_callbacks(execute=True):
        activity()
    assert live.current_index().changed == 0
    assert found() == {"activity", "organization"}


def test_a_search_without_results_is_counted_not_who_made_it():
    for _ in range(2):
        commands.note_gap("Siilinhoito", [("municipality", "297")])
    gap = SearchGap.objects.get()
    assert (gap.words, gap.place, gap.count) == ("siilinhoito", "297", 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_changes_are_numbered_in_the_order_of_their_commits():
    """Else a process that has seen change 8 would never hear of 7, committed later."""
    first, second = organization("Ensin aloitettu ry"), organization("Toiseksi aloitettu ry")
    waiting = threading.Event()

    def change(house):
        house.name = Text(fi=f"{house.name} muuttui")
        house.save()
        commands.index_organization(house)

    def another() -> None:
        waiting.set()
        with transaction.atomic():
            change(second)
        connection.close()

    reader = another_process()
    reader.caught_up()
    with transaction.atomic():
        change(first)
        thread = threading.Thread(target=another)
        thread.start()
        waiting.wait()
        thread.join(0.3)
        assert thread.is_alive()  # it waits for our commit before it gets a number
    thread.join()
    seqs = dict(SearchDocument.objects.values_list("key", "seq"))
    assert seqs[f"organization:{first.pk}"] < seqs[f"organization:{second.pk}"]
    assert reader.caught_up().seq == seqs[f"organization:{second.pk}"]
