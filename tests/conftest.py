"""What every test of the whole shares: a browser when there is one."""

from __future__ import annotations

import os
import shutil

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


def pytest_configure() -> None:
    # Playwright keeps an event loop in the test's thread; our code in it stays synchronous.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the browser tests, and say so, where Chromium is missing."""
    if CHROMIUM is None:
        skip = pytest.mark.skip(reason="Chromium is not installed (apt install chromium)")
        for item in items:
            if "browser" in item.keywords:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium; without its sandbox where the user is root (CI containers)."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": arguments}


@pytest.fixture(scope="session")
def base_url():
    """Ours instead of pytest-playwright's, which pytest 9.2 warns of; addresses are whole anyway."""
    return None


@pytest.fixture
def kept_connection():
    """A raw WSGI call lets go of the test's connection when it ends; Django's client prevents it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
