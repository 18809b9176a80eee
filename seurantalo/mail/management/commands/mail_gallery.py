"""`manage.py mail_gallery FOLDER`: every letter as HTML and text, to be looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.html import format_html, format_html_join

from seurantalo.mail.gallery import LANGUAGES, specimen
from seurantalo.mail.kinds import kinds


class Command(BaseCommand):
    help = "Write every kind of letter into a folder, as HTML and text, in fi, sv and en."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write them, and a page that leads to all."""
        folder.mkdir(parents=True, exist_ok=True)
        links = []
        for kind in kinds():
            for language in LANGUAGES:
                letter, name = specimen(kind, language), f"{kind.name}.{language}"
                (folder / f"{name}.html").write_text(letter.html, encoding="utf-8")
                (folder / f"{name}.txt").write_text(letter.text, encoding="utf-8")
                links.append((f"{name}.html", name, letter.subject))
        items = format_html_join("", '<li><a href="{}">{}</a> {}</li>', links)
        page = format_html("<!doctype html><title>Letters</title><ul>{}</ul>", items)
        (folder / "index.html").write_text(page, encoding="utf-8")
        self.stdout.write(f"{len(links)} letters: {folder / 'index.html'}")
