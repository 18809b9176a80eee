#!/usr/bin/env python
"""Django's own command line, with our settings."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seurantalo.config.settings.development")
    execute_from_command_line(sys.argv)
