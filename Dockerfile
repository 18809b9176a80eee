# The service for production: compose.yaml shows how it is used.
FROM python:3.13-slim
RUN apt-get update && apt-get install -y --no-install-recommends libvoikko1 voikko-fi \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/seurantalo
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements/base.txt
COPY . .
ENV DJANGO_SETTINGS_MODULE=seurantalo.config.settings.production SEURANTALO_VAR=/var/lib/seurantalo
# Values for the build alone: the settings refuse to load without them, and nothing keeps them.
RUN npm --prefix frontend ci --ignore-scripts --no-audit --no-fund && node frontend/build.mjs \
    && rm -rf frontend/node_modules \
    && python -c "import pathlib; from seurantalo.common.management import catalogs; catalogs.compile_all(pathlib.Path.cwd())" \
    && SEURANTALO_SECRET_KEY=only-while-building-only-while-building-only \
       SEURANTALO_DATABASE_URL=postgresql://nobody@nowhere/nothing \
       SEURANTALO_BASE_URL=https://build.invalid \
       python manage.py collectstatic --noinput \
    && mkdir -p /var/lib/seurantalo/media /var/lib/seurantalo/search \
    && useradd --system seurantalo && chown -R seurantalo /var/lib/seurantalo
USER seurantalo
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", \
     "seurantalo.config.wsgi:application"]
