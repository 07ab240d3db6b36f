"""URL configuration. HTML pages have a language prefix; API, tiles and files have none."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

import accounts.admin  # noqa: F401  SimpleAdminConfig discovers nothing by itself
import areas.admin  # noqa: F401
import cameras.admin  # noqa: F401
import reports.admin  # noqa: F401
from accounts.admin_login import guard_admin
from cameras.api import openapi
from cameras.urls import files, pages
from config.offline import manifest, offline_page, service_worker
from config.sitemaps import sitemap_file
from config.views import about, favicon, healthz, help_page, privacy, readyz, robots, security_txt
from reports.accountability.transparency_views import transparency_json
from reports.api import openapi as reports_openapi

guard_admin(admin.site)
openapi.add(reports_openapi.PATHS, reports_openapi.SCHEMAS)

handler500 = "config.errors.server_error"
urlpatterns = [
    path("", include((files, "files"))),  # first: tiles are requested most often
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("favicon.ico", favicon),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap_file, name="sitemap"),
    path(".well-known/security.txt", security_txt, name="security-txt"),
    path("sw.js", service_worker, name="service-worker"),
    path("", include("reports.api.urls")),  # before the read-only API, which has a catch-all
    path("", include("cameras.api.urls")),
    path("transparency.json", transparency_json, name="transparency-json"),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include((pages, "cameras"))),
        path("about", about, name="about"),
        path("privacy", privacy, name="privacy"),
        path("help", help_page, name="help"),
        path("offline", offline_page, name="offline"),
        path("manifest.webmanifest", manifest, name="manifest"),
        path("", include("reports.urls")),
        path("", include("accounts.urls")),
        path("accounts/", include("allauth.urls")),
        path("jsi18n/", JavaScriptCatalog.as_view(), name="javascript-catalog"),
        prefix_default_language=False,
    ),
]
