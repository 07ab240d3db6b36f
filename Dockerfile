# The site in a container: docs/deploy.md says how to run it.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

# The number, not the name: orchestrators that refuse root compare numbers.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin contrechamp \
 && install -d -o 10001 -g 10001 /data
COPY . .
USER 10001
VOLUME /data
EXPOSE 8000

# The Host header of the site itself: ALLOWED_HOSTS need not name the container.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["python", "-c", "\
import os, urllib.request as u; \
host = os.environ.get('PUBLIC_URL', 'http://localhost').split('/')[2]; \
u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': host}), timeout=4)"]

# Static files are collected at the start, because their place (DATA_DIR) is known only then.
CMD ["sh", "-c", "python manage.py migrate --noinput --verbosity 0 \
 && python manage.py collectstatic --noinput --verbosity 0 \
 && exec gunicorn -c config/gunicorn.conf.py config.wsgi --bind 0.0.0.0:8000"]
