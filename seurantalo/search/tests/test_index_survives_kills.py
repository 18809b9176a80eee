"""Whoever writes the index may be killed at any moment: the readers never notice."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seurantalo.search.index import Busy, Document, Index, Plan

PLAN = Plan(now=datetime(2026, 3, 1, tzinfo=UTC))
WRITE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from seurantalo.search.index import Document, Index

def documents():
    for n in range(50):
        if n == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        yield Document(key=f"new:{n}", terms={"uusi": 1.0})

Index.build(documents(), Path(sys.argv[1]), 2)
"""


def document(key: str) -> Document:
    return Document(key=key, terms={"kuoro": 0.5}, facets={"kind": ("hobby",)})


def keys(directory: Path) -> list[str]:
    return [hit.key for hit in Index.open(directory).answer(PLAN).hits]


def directories(directory: Path) -> int:
    return sum(path.is_dir() for path in directory.iterdir())


@pytest.mark.parametrize("step", range(0, 60, 3))
def test_stopped_at_any_step_the_old_or_the_new_index_is_whole(tmp_path, monkeypatch, step):
    Index.build([document("a")], tmp_path, 1)
    steps = iter(range(1000))

    def dying(original):
        def call(*arguments, **named):
            if next(steps) == step:
                raise KeyboardInterrupt
            return original(*arguments, **named)

        return call

    with monkeypatch.context() as patch:
        patch.setattr("numpy.save", dying(__import__("numpy").save))
        patch.setattr("os.fsync", dying(os.fsync))
        patch.setattr(Path, "replace", dying(Path.replace))
        patch.setattr("shutil.rmtree", dying(__import__("shutil").rmtree))
        with contextlib.suppress(KeyboardInterrupt):
            Index.build([document("b")], tmp_path, 2)
    assert keys(tmp_path) in (["a"], ["b"])
    Index.build([document("c")], tmp_path, 3)
    assert keys(tmp_path) == ["c"]
    assert directories(tmp_path) == 1  # the halves were swept away


def test_a_killed_writer_leaves_the_lock_free_and_the_index_whole(tmp_path):
    Index.build([document("a")], tmp_path, 1)
    killed = subprocess.run([sys.executable, "-c", WRITE_AND_DIE, str(tmp_path), "20"], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert directories(tmp_path) == 2
    assert keys(tmp_path) == ["a"]
    Index.build([document("b")], tmp_path, 2)
    assert keys(tmp_path) == ["b"] and directories(tmp_path) == 1


def test_two_writers_do_not_meet(tmp_path):
    def meanwhile():
        with pytest.raises(Busy):
            Index.build([document("b")], tmp_path, 2)
        yield document("a")

    Index.build(meanwhile(), tmp_path, 1)
    assert keys(tmp_path) == ["a"]


def test_a_reader_keeps_its_segment_when_another_is_written(tmp_path):
    Index.build([document("a")], tmp_path, 1)
    reader = Index.open(tmp_path)
    Index.build([document("b")], tmp_path, 2)
    assert [hit.key for hit in reader.answer(PLAN).hits] == ["a"]
    assert reader.superseded()


def test_an_index_of_another_format_is_not_opened(tmp_path):
    Index.build([document("a")], tmp_path, 1)
    header = next(tmp_path.glob("*/header.json"))
    header.write_text(header.read_text("utf-8").replace('"format": 1', '"format": 0'), "utf-8")
    assert keys(tmp_path) == []


def test_questions_asked_while_changes_come_see_each_change_whole(tmp_path):
    """Twenty documents move together from one word to another: no reader sees some of each."""
    index = Index.open(tmp_path)
    everybody = [f"k:{n}" for n in range(20)]
    torn, done = [], threading.Event()

    def ask() -> None:
        plan = Plan(now=PLAN.now, facets=("word",), limit=50)
        while not done.is_set():
            answer = index.answer(plan)
            if len(answer.facets["word"]) > 1 or answer.total not in (0, 20):
                torn.append(answer)

    readers = [threading.Thread(target=ask) for _ in range(3)]
    for reader in readers:
        reader.start()
    for seq in range(1, 120):
        facets = {"word": (f"w{seq}",)}
        index.apply(seq, [(key, Document(key=key, terms={}, facets=facets)) for key in everybody])
    done.set()
    for reader in readers:
        reader.join()
    assert torn == []
