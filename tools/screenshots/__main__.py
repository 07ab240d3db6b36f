"""script/screenshots [NAMES]"""

import io
import sys
from pathlib import Path

import django
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tools.screenshots.shots import SHOTS, Shot

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "img" / "screens"
GALLERY = ROOT / "docs" / "screens.md"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
LANGUAGES = {"en": "", "fr": "/fr"}
QUALITY = 60
PICTURES = IMAGES.parent
ON_PHONES = ("queue",)
COLOURS = 128
SETTLED = 1500  # milliseconds for the tiles to be drawn


def main(names: list[str]) -> None:
    django.setup()
    from tools.screenshots import site

    words = site.fill() | site.fill_reviews() | {"crowd": site.fill_crowd()}
    selected = [shot for shot in SHOTS if not names or shot.name.startswith(tuple(names))]
    IMAGES.mkdir(parents=True, exist_ok=True)
    with site.serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for size in SIZES:
            for language in LANGUAGES:
                for who in sorted({shot.staff for shot in selected}):
                    with _context(browser, address, size, language) as context:
                        _sign_in(context, who)
                        for shot in selected:
                            if shot.staff == who:
                                _take(context, shot, words, size, language)
    GALLERY.write_text(gallery())


def _context(browser: Browser, address: str, size: str, language: str) -> BrowserContext:
    width, height = SIZES[size]
    phone = size == "phone"
    return browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, locale=language,
        is_mobile=phone, has_touch=phone, reduced_motion="reduce",
    )  # fmt: skip


def _sign_in(context: BrowserContext, who: str) -> None:
    if not who:
        return
    page = context.new_page()
    page.goto("/accounts/login/?next=/moderation")
    page.locator("#id_login").fill(who)
    page.locator("#id_password").fill(settings.DEMO_PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#queue-title").wait_for()
    page.close()


def _take(context: BrowserContext, shot: Shot, words: dict[str, str], size: str, language: str) -> None:
    page = context.new_page()
    page.set_default_timeout(5000)
    shot.before(page)
    prefix = "" if shot.path.startswith("/api") else LANGUAGES[language]
    page.goto(prefix + shot.path.format(**words))
    page.wait_for_timeout(SETTLED)
    shot.after(page)
    page.wait_for_timeout(SETTLED // 2)
    image = Image.open(io.BytesIO(page.screenshot(full_page=shot.whole)))
    image.convert("RGB").save(IMAGES / file_name(shot, size, language), quality=QUALITY, method=6)
    if shot.picture:
        _keep(image, shot, size, language)
    page.unroute_all(behavior="ignoreErrors")
    page.close()


def _keep(image: Image.Image, shot: Shot, size: str, language: str) -> None:
    """For the documentation, in few colours: the desktop, and what is worked on phones on a phone too."""
    fewer = Image.Quantize.FASTOCTREE  # keeps the rare ones, such as the red of a public camera
    small = image.convert("RGB").quantize(COLOURS, fewer, dither=Image.Dither.NONE)
    name = shot.picture if size == "desktop" else f"{shot.picture}-phone"
    if size == "desktop" or shot.picture in ON_PHONES:
        small.save(PICTURES / f"{name}{'' if language == 'en' else '-' + language}.png", optimize=True)


def file_name(shot: Shot, size: str, language: str) -> str:
    return f"{shot.name}-{language}-{size}.webp"


def gallery() -> str:
    """docs/screens.md: each shot, both sizes, both languages."""
    lines = [
        "# The pages in pictures",
        "",
        "`script/screenshots` takes them: every page and state, 390 x 844 and 1280 x 800, both languages.",
    ]
    for shot in SHOTS:
        lines += ["", f"## {shot.title}", ""]
        lines += [
            f"[{language} {size}](img/screens/{file_name(shot, size, language)})"
            for language in LANGUAGES
            for size in SIZES
        ]
        lines += ["", f"![{shot.title}](img/screens/{file_name(shot, 'desktop', 'en')})"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
