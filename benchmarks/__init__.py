"""Measurements: one command each, ratios in one run."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seurantalo.config.settings.test")
django.setup()
