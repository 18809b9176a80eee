"""A wrong setting stops the start with a message; an unsafe one never reaches the public."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from seurantalo.config import env
from seurantalo.config.settings.base import database

ROOT = Path(__file__).resolve().parents[1]
SAFE = {
    "SEURANTALO_SECRET_KEY": "k7Qw" * 15,
    "SEURANTALO_DATABASE_URL": "postgresql://seurantalo:pw@db/seurantalo",
    "SEURANTALO_BASE_URL": "https://seurantalo.example",
}
SHOW = """
from seurantalo.config.settings import {module} as s
print(s.DEBUG, getattr(s, "SESSION_COOKIE_SECURE", None), s.ALLOWED_HOSTS)
"""


def start(module: str = "production", **variables: str) -> subprocess.CompletedProcess[str]:
    """Import the settings as a server would, with only these variables set."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith("SEURANTALO_")
    }
    return subprocess.run(
        [sys.executable, "-c", SHOW.format(module=module)],
        cwd=ROOT,
        env={**clean, **variables},
        capture_output=True,
        text=True,
    )


def test_production_starts_with_safe_settings():
    done = start(**SAFE, SEURANTALO_HOSTS="seurantalo.example, www.seurantalo.example")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "False True ['seurantalo.example', 'www.seurantalo.example']"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SEURANTALO_DEBUG": "yes"}, "SEURANTALO_DEBUG"),
        ({"SEURANTALO_SECRET_KEY": ""}, "SEURANTALO_SECRET_KEY"),
        ({"SEURANTALO_SECRET_KEY": "short"}, "SEURANTALO_SECRET_KEY"),
        ({"SEURANTALO_SECRET_KEY": "insecure-" + "x" * 60}, "SEURANTALO_SECRET_KEY"),
        ({"SEURANTALO_DATABASE_URL": "sqlite:////data/db.sqlite3"}, "SEURANTALO_ALLOW_SQLITE"),
        ({"SEURANTALO_SECURE_COOKIES": "no"}, "SECURE_COOKIES"),
        ({"SEURANTALO_BASE_URL": "http://seurantalo.example"}, "SEURANTALO_BASE_URL"),
    ],
)
def test_production_refuses_what_is_unsafe_and_says_which(change, named):
    done = start(**{**SAFE, **change})
    assert done.returncode != 0
    assert named in done.stderr.splitlines()[-1]


def test_sqlite_in_production_must_be_said():
    chosen = {
        "SEURANTALO_DATABASE_URL": "sqlite:////tmp/x.sqlite3",
        "SEURANTALO_ALLOW_SQLITE": "yes",
    }
    assert start(**{**SAFE, **chosen}).returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SEURANTALO_DEBUG", "maybe"),
        ("SEURANTALO_BASE_URL", "seurantalo.example"),
        ("SEURANTALO_DATABASE_URL", "mysql:"),
        ("SEURANTALO_DATABASE_URL", "postgresql://db:port/x"),
        ("SEURANTALO_SEARCH_ANALYSER", "magic"),
        ("SEURANTALO_OCCURRENCE_HORIZON_DAYS", "a year"),
        ("SEURANTALO_OCCURRENCE_HORIZON_DAYS", "3"),
        ("SEURANTALO_SECRET_KEY_FILE", "/no/such/file"),
    ],
)
def test_a_wrong_value_stops_the_start_with_its_name(name, value):
    done = start("development", **{name: value})
    assert done.returncode != 0
    last = done.stderr.splitlines()[-1]
    assert name in last and (value in last or "port" in last)


def test_yes_and_no_are_written_in_many_ways(monkeypatch):
    for written, meant in [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("", False)]:
        monkeypatch.setenv("X", written)
        assert env.boolean("X", True) is meant


def test_a_secret_may_come_from_a_file(monkeypatch, tmp_path):
    (tmp_path / "secret").write_text("hidden\n")
    monkeypatch.setenv("X_FILE", str(tmp_path / "secret"))
    assert env.secret("X") == "hidden"


@pytest.mark.parametrize("written", ["1_000", "²", "--5", "1.5", "", "nan", "9" * 30 + "x"])
def test_only_whole_numbers_are_numbers(monkeypatch, written):
    monkeypatch.setenv("X", written)
    with pytest.raises(ImproperlyConfigured, match="X="):
        env.integer("X", 1)


def test_a_password_with_special_characters_survives():
    settings = database("postgresql://user:p%40ss%2Fword@db:5433/seurantalo")
    assert (settings["PASSWORD"], settings["PORT"]) == ("p@ss/word", "5433")


def test_a_wrong_database_address_does_not_show_its_password():
    with pytest.raises(ImproperlyConfigured) as refused:
        database("mysql://user:hunter2@db/x")
    assert "hunter2" not in str(refused.value)
