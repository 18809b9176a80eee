"""For the tests: fast passwords, an outbox in memory, an index of its own for each worker."""

import os
import tempfile
from pathlib import Path

from seurantalo.config.settings.base import *  # noqa: F403 - settings modules are layered so
from seurantalo.config.settings.base import DATABASES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SEARCH_INDEX_DIR = Path(tempfile.mkdtemp(prefix="seurantalo-index-"))
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="seurantalo-media-"))
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="seurantalo-static-"))
if "SEURANTALO_DATABASE_URL" not in os.environ:
    DATABASES["default"]["NAME"] = ":memory:"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
LOOKS_WRITTEN_EVERY = 0
REQUIRE_SECOND_FACTOR = False  # tests that are about it turn it on
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# What is enqueued is done at once, and its failure fails the test.
TASKS = {"default": {"BACKEND": "seurantalo.jobs.backends.AtOnce", "QUEUES": ["default", "mail"]}}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
