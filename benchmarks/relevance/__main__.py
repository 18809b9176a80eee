"""Measure: `python -m benchmarks.relevance [PATH] [--analyser voikko|simplemma|snowball|all]`."""

import os

import django


def run() -> None:
    """Sets Django up before anything of the project is imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seurantalo.config.settings.test")
    django.setup()
    from benchmarks.relevance.report import main

    main()


run()
