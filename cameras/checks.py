"""System checks of the settings, for `manage.py check` and `check --deploy`.

contrechamp.W001  a street map of BASEMAP is missing or cannot be read
contrechamp.W002  the basemap is served by a third party (deploy)
contrechamp.W003  a setting of the demo on a public site (deploy)
contrechamp.E001  the database stopped between migrations that are one today (migrate)
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from cameras.map.basemap import NotPMTiles, basemap_path, bounds

Apps = Sequence[AppConfig] | None
Names = Sequence[str] | None


@register(Tags.files)
def basemap_files(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """Every file of BASEMAP exists and is readable; without one the map has a plain background."""
    folders = ", ".join(str(folder) for folder in settings.BASEMAP_DIRS)
    messages: list[CheckMessage] = []
    for name in settings.BASEMAP.files:
        path = basemap_path(name)
        try:
            problem = f"{name} lies in none of: {folders}" if path is None else ""
            if path:
                bounds(path)
        except (NotPMTiles, OSError) as error:
            problem = str(error)
        if problem:
            hint = f"Put the file into {settings.BASEMAP_DIRS[0]} or take its name out of BASEMAP."
            messages.append(Warning(f"BASEMAP: {problem}.", hint=hint, id="contrechamp.W001"))
    return messages


@register(Tags.security, deploy=True)
def third_party_map(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    if not settings.BASEMAP.raster:
        return []
    host = urlsplit(settings.BASEMAP.raster).netloc
    message = f"BASEMAP: {host} learns the address of every visitor and what they look at."
    hint = "Name PMTiles files instead: then no request leaves for another host."
    return [Warning(message, hint=hint, id="contrechamp.W002")]


@register(Tags.security, deploy=True)
def demo_settings(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """Demo settings are fine on a local machine; an https URL is taken for a public site."""
    if not settings.PUBLIC_URL.startswith("https://"):
        return []
    problems = []
    if settings.DEMO_PASSWORD:
        problems.append("DEMO_PASSWORD is set: the demo's moderator can log in")
    if not settings.STAFF_MFA_REQUIRED:
        problems.append("STAFF_MFA_REQUIRED is false: a stolen password is enough to moderate")
    hint = "docs/deploy.md lists the variables of a public site."
    return [Warning(f"{problem}.", hint=hint, id="contrechamp.W003") for problem in problems]


@register(Tags.database)
def half_migrated(app_configs: Apps, databases: Names = None, **kwargs: Any) -> list[CheckMessage]:
    """A migration is applied, but not all that it replaces: Django would take its app for up to date, or make
    its tables again."""
    errors: list[CheckMessage] = []
    for alias in databases or ():
        applied = MigrationRecorder(connections[alias]).applied_migrations()
        for key, migration in MigrationLoader(None).replacements.items():
            missing = [step for step in migration.replaces if step not in applied]
            if key in applied and missing:
                message = (
                    f"Database {alias} stopped before {'.'.join(missing[0])}, now a part of {'.'.join(key)}."
                )
                hint = "Run `manage.py migrate` of commit 11c9c90 first (docs/deploy.md, Upgrade)."
                errors.append(Error(message, hint=hint, id="contrechamp.E001"))
    return errors
