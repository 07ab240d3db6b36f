"""What is photographed: a page, what happens before it opens, and what is done on it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Route

from tools.screenshots import site

Do = Callable[[Page], object]


@dataclass(frozen=True)
class Shot:
    """`path` without the language; `{name}` in it stands for an address that the site knows (site.py)."""

    name: str
    path: str
    title: str
    before: Do = lambda page: None
    after: Do = lambda page: None
    staff: str = ""  # who is signed in
    picture: str = ""  # its name in docs/img, where the documentation shows it
    whole: bool = False  # the page to its end, not the first screen alone


WAITING = "/moderation/{waiting}"
PLACE = "?lat=43.7384&lon=7.4246&zoom=18"
MONACO = "?lat=43.7371&lon=7.4225&zoom=16"


def never(route: Route) -> None:
    """No answer: the page goes on waiting."""


def stop(pattern: str) -> Do:
    return lambda page: page.route(pattern, never)


def fail(*patterns: str) -> Do:
    def before(page: Page) -> None:
        for pattern in patterns:
            page.route(pattern, lambda route: route.abort())

    return before


def press(selector: str) -> Do:
    return lambda page: page.locator(selector).first.click()


def verb(name: str) -> Do:
    return press(f"[data-js-verb={name}] summary")


def open_a_camera(page: Page) -> None:
    page.locator("[data-js-map]").focus()
    page.keyboard.press("Enter")


def steps(number: int) -> Do:
    """Go on from the first step of a report to this one."""

    def after(page: Page) -> None:
        for step in range(1, number):
            if step == 2:
                page.locator("input[name=ownership][value=public]").check(force=True)
            page.locator("[data-js-next]").click()

    return after


def somebody_is_quicker(page: Page) -> None:
    """While the moderator writes a question, a colleague refuses the report."""
    page.locator("[data-js-verb=ask] summary").click()
    page.locator("#id_question").fill("Which wall is it on?")
    site.refuse(page.url)
    page.locator("[data-js-verb=ask] button").click()


SHOTS = (
    Shot("map", f"/{MONACO}", "The map"),
    Shot("map-loading", f"/{MONACO}", "The map while its cameras are on their way", stop("**/tiles/**")),
    Shot("map-empty", "/?lat=46.2&lon=-24.5&zoom=8", "No camera in view"),
    Shot("map-failed", f"/{MONACO}", "Neither cameras nor streets come", fail("**/tiles/**", "**/*.pmtiles")),
    Shot("map-outlines", f"/{MONACO}", "Without the street map", fail("**/*.pmtiles")),
    Shot("map-ten", "/?lat=43.7384&lon=7.4246&zoom=18", "A few cameras"),
    Shot("map-world", "/?lat=48&lon=8&zoom=4", "Clusters"),
    Shot("map-crowd", "/{crowd}", "Ten thousand cameras"),
    Shot("map-filters", f"/{MONACO}", "Filters", after=press("[data-js-open-filters]")),
    Shot("map-card", f"/{MONACO}", "A camera's card", after=open_a_camera),
    Shot("map-share", f"/{MONACO}", "Share", after=press("[data-js-share-open]")),
    Shot("embed", f"/embed{MONACO}", "The map in another page"),
    Shot("list", "/cameras?bbox=7.40,43.72,7.45,43.75", "The list"),
    Shot("list-empty", "/cameras?bbox=-25,40,-24,41", "The list without a camera"),
    Shot("camera", "/cameras/{camera}", "A camera", whole=True),
    Shot("camera-long", "/cameras/{long}", "A camera with long names", whole=True),
    Shot("not-found", "/cameras/999999", "No such page"),
    Shot("report-correct", "/report?kind=correction&camera={camera}", "A correction"),
    Shot("report-gone", "/report?kind=removed&camera={camera}", "A camera that is gone"),
    Shot("report-where", f"/report{PLACE}", "A report: where"),
    Shot("report-what", f"/report{PLACE}", "A report: what", after=steps(2)),
    Shot("report-more", f"/report{PLACE}", "A report: details", after=steps(3)),
    Shot("my-reports", "/my-reports", "The reports of this device"),
    Shot("objection", "/objection", "An objection"),
    Shot("transparency", "/transparency", "Transparency", whole=True),
    Shot("about", "/about", "About", whole=True),
    Shot("privacy", "/privacy", "Privacy", whole=True),
    Shot("help", "/help", "Help", whole=True),
    Shot("data", "/data", "The data", whole=True),
    Shot("api", "/api/v1?f=html", "The API, for people"),
    Shot("api-items", "/api/v1/collections/cameras/items?f=html", "Cameras of the API, for people"),
    Shot("api-docs", "/api/v1/docs", "The API's documentation"),
    Shot("login", "/accounts/login/", "Log in"),
    Shot("queue", "/moderation", "The queue", staff="moderator", picture="queue"),
    Shot("queue-empty", "/moderation", "Nothing is waiting", staff="elsewhere", picture="queue-empty"),
    Shot("queue-edit", WAITING, "Edit, then approve", site.put_back, verb("edit"), staff="moderator"),
    Shot("queue-merge", WAITING, "The same as", site.put_back, verb("merge"), staff="moderator"),
    Shot(
        "queue-conflict",
        WAITING,
        "Somebody was quicker",
        site.put_back,
        somebody_is_quicker,
        staff="moderator",
        picture="conflict",
    ),
    Shot("account", "/account", "An account", staff="moderator", whole=True),
    Shot("queue-many", "/moderation/bulk", "Several reports at once", staff="moderator"),
    Shot("status", "/report/status/{asked}", "What became of a report", picture="status"),
    Shot("status-refused", "/report/status/{refused}", "A report that was refused", whole=True),
)
