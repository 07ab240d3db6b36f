"""All addresses. HTML pages take the language of the address; API, tiles and files have none."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

import accounts.admin  # noqa: F401  SimpleAdminConfig discovers nothing by itself
import areas.admin  # noqa: F401
import cameras.admin  # noqa: F401
import reports.admin  # noqa: F401
from cameras.urls import files, pages
from config.views import favicon, healthz

# allauth's login guards the admin too: its rate limits, and later its second factor, hold for both doors.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("favicon.ico", favicon),
    path("", include("cameras.api.urls")),
    path("", include((files, "files"))),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include((pages, "cameras"))),
        path("", include("reports.urls")),
        path("accounts/", include("allauth.urls")),
        path("jsi18n/", JavaScriptCatalog.as_view(), name="javascript-catalog"),
        prefix_default_language=False,
    ),
]
