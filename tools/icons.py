"""Draws the app's icons from the shapes of static/img/favicon.svg: `python -m tools.icons`.

A test compares what is committed with what this draws, so change the numbers in both.
"""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "static" / "img"
FINE = 8  # drawn so many times larger, then made smaller: smooth edges
INK, LIGHT, WHITE = "#16202c", "#f2a3ac", "#ffffff"
UNITS = 32  # the viewBox of the SVG
EYE = (16.0, 20.5)
SIGHT = (16.24, 238.86, 301.14)  # radius, and the two edges in degrees clockwise from three o'clock


def draw(size: int, *, corner: float = 0.0, scale: float = 1.0) -> Image.Image:
    """The eye that looks up, on ink. `scale` below 1 keeps it inside the circle that any mask leaves."""
    side = size * FINE
    unit = side / UNITS
    image = Image.new("RGBA", (side, side), "#16202c00")
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, side - 1, side - 1), corner * unit, fill=INK)
    x, y = (side / 2 + (at - UNITS / 2) * unit * scale for at in EYE)

    def box(radius: float) -> tuple[float, float, float, float]:
        around = radius * unit * scale
        return (x - around, y - around, x + around, y + around)

    radius, start, end = SIGHT
    pen.pieslice(box(radius), start, end, fill=LIGHT)
    pen.ellipse(box(7), fill=WHITE)
    pen.ellipse(box(3), fill=INK)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def icons() -> dict[str, Image.Image]:
    return {
        "icon-180.png": draw(180).convert("RGB"),  # iOS rounds the corners itself
        "icon-192.png": draw(192, corner=7),
        "icon-512.png": draw(512, corner=7),
        "icon-maskable-512.png": draw(512, scale=0.78).convert("RGB"),
    }


if __name__ == "__main__":
    for name, image in icons().items():
        image.save(FOLDER / name, optimize=True)
