"""The door for application servers (granian, gunicorn)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seurantalo.config.settings.production")
application = get_wsgi_application()
