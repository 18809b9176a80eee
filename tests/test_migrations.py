"""A new database can be made by migrations alone, on the engine that the tests run on."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
NAME = "seurantalo_from_migrations"


@pytest.fixture
def empty_database(tmp_path, request):
    """The address of a database that nobody has touched."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.sqlite3'}"
        return
    psycopg = pytest.importorskip("psycopg")
    server = os.environ["SEURANTALO_DATABASE_URL"]
    name = f"{NAME}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_migrations_make_a_working_database(empty_database, tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "seurantalo.config.settings.development",
        "SEURANTALO_DATABASE_URL": empty_database,
        "SEURANTALO_VAR": str(tmp_path),
    }
    for command in (["migrate", "-v0"], ["check", "--database", "default"], ["load_places"]):
        subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True
        )
