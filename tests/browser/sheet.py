"""What the tests of the report's sheet share: its steps, and how a hand goes through them."""

import re

from playwright.sync_api import expect

HERE = "/report?lat=43.7384&lon=7.4246&zoom=18"
TOUCH = {"is_mobile": True, "has_touch": True}
STILL = {"reduced_motion": "reduce"}  # the map stops with the finger
SMALL = {"width": 320, "height": 568}
PLACE = "[data-js-place]"
STEPS = ["Where is it?", "What do you see?", "Photo and details"]


def heading(page, step):
    return page.get_by_role("heading", name=STEPS[step - 1])


def on_step(page, step):
    expect(heading(page, step)).to_be_visible()
    expect(page.locator("[data-js-step-count]")).to_have_text(f"Step {step} of 3")


def to_step(page, step):
    on_step(page, 1)
    if step > 1:
        page.get_by_role("button", name="The pin is right").click()
        on_step(page, 2)
    if step > 2:
        page.get_by_label("Public").check(force=True)
        page.get_by_role("button", name="Continue").click()
        on_step(page, 3)


def thanked(page):
    expect(page.locator("main")).to_contain_text("Your report has arrived")
    expect(page.locator("main")).to_contain_text(re.compile(r"R-\w{4}-\w{4}"))
    expect(page.get_by_label("Link to this page")).to_have_value(re.compile(r"/report/status/\w{32}"))


def tap(page, name, role="button"):
    page.get_by_role(role, name=name).tap()


def drag(page):
    box = page.locator("[data-js-map]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.7
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 40, steps=4)
    page.mouse.up()
