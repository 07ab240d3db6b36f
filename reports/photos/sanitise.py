"""Removal of all metadata from photos: the decoded pixels are copied into a new image.

Saving a JPEG again keeps its comment ("taken at home"), so nothing of the uploaded file is kept: the decoded
image is rotated upright, converted to sRGB and pasted into a new one. A file that cannot be decoded to its
end is refused. No Django model here.

One picture is decoded at a time in each process, in less than 100 MB: a baseline JPEG, as telephones write
it, at a half, a quarter or an eighth of its size; what can only be decoded whole has fewer pixels.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps, PngImagePlugin

try:
    import pillow_heif
except ImportError:  # optional: docs/deploy.md; telephones send JPEG where a page asks for it
    pillow_heif = None  # type: ignore[assignment]
else:
    pillow_heif.register_heif_opener(thumbnails=False)

MAX_BYTES = 10_000_000
MAX_PIXELS = 60_000_000  # of a baseline JPEG
# Decoded whole. WebP's decoder keeps three canvases more.
MAX_WHOLE_PIXELS = {"JPEG": 12_500_000, "PNG": 12_500_000, "HEIF": 12_500_000, "WEBP": 5_000_000}
MAX_SCANS = 50  # of a JPEG; each one of a progressive file passes over the whole picture, ten are usual
START_OF_SCAN = b"\xff\xda"  # cannot occur inside a scan
BAND = 256  # rows that are converted at a time
MAX_SIDE = 1600
QUALITY = 82
SIGNATURE_SIZE = 12  # bytes that identify a HEIC file
FORMATS = ("JPEG", "PNG", "WEBP", *(("HEIF",) if pillow_heif else ()))
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
BLOCK = 24  # pixels: a face or a plate in the street is five to ten blocks wide
BLOCKS_ACROSS = 6  # at most, in a box: a small face must not stay recognisable from a distance

# Global for this process. Pillow warns above this number and raises above twice as many.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
PngImagePlugin.MAX_TEXT_MEMORY = 1_000_000  # bytes of unpacked text
ImageFile.LOAD_TRUNCATED_IMAGES = False
decoding = Lock()


class InvalidPhoto(Exception):
    """The file is refused. Its argument is the message for the sender."""

    @property
    def message(self) -> str | Promise:
        message: str | Promise = self.args[0]
        return message


@dataclass(frozen=True)
class CleanPhoto:
    """A JPEG without metadata, written by this module. Sizes in pixels."""

    jpeg: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return sha256(self.jpeg).hexdigest()


@dataclass(frozen=True)
class BlurBox:
    """A part of a picture to be blurred, in fractions of its width and height (0 to 1)."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise ValueError("a box lies inside the picture, left before right, top before bottom")


def sanitise(data: bytes) -> CleanPhoto:
    """Convert a JPEG, PNG, WebP or HEIC file. Raises InvalidPhoto for anything else and for any error."""
    if len(data) > MAX_BYTES:
        raise InvalidPhoto(_("The photo is larger than 10 MB. Send a smaller one."))
    if "HEIF" not in FORMATS and data[4:8] == b"ftyp" and data[8:SIGNATURE_SIZE] in HEIF_BRANDS:
        raise InvalidPhoto(_("HEIC photos cannot be read here. Save it as JPEG, or take it with this page."))
    if not data:
        raise InvalidPhoto(_("The photo is empty: 0 bytes. Choose it again, or send the report without it."))
    try:
        with decoding:
            return _as_jpeg(_repainted(data))
    except InvalidPhoto:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise InvalidPhoto(_too_many_pixels(MAX_PIXELS)) from None
    except Exception as error:  # decoders raise exceptions of any type
        raise InvalidPhoto(_unreadable()) from error


def blur(data: bytes, boxes: Sequence[BlurBox]) -> CleanPhoto:
    """A JPEG of this module with the boxes pixelated."""
    with decoding, Image.open(io.BytesIO(data), formats=["JPEG"]) as opened:
        picture = opened.convert("RGB")
        for box in boxes:
            _pixelate(picture, box)
        return _as_jpeg(picture)


def _repainted(data: bytes) -> Image.Image:
    """The pixels in a new image: upright, sRGB, no side longer than MAX_SIDE."""
    small, orientation, profile = _decoded(data)
    small.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    small.getexif()[ExifTags.Base.Orientation] = orientation
    upright = _in_srgb(ImageOps.exif_transpose(small), profile).convert("RGB")
    fresh = Image.new("RGB", upright.size)
    fresh.paste(upright)
    return fresh


def _decoded(data: bytes) -> tuple[Image.Image, int, bytes | None]:
    """The reduced picture, its orientation in EXIF and its colour profile."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        _check_pixels(opened, data)  # from the header: nothing is decoded yet
        opened.draft(None, _fitting(opened.size))
        opened.load()
        orientation = opened.getexif().get(ExifTags.Base.Orientation, 1)
        return _reduced(opened), orientation, opened.info.get("icc_profile")


def _check_pixels(opened: Image.Image, data: bytes) -> None:
    """Raises InvalidPhoto when decoding would take too much memory or time."""
    is_jpeg = opened.format == "JPEG"
    if is_jpeg and data.count(START_OF_SCAN) > MAX_SCANS:
        raise InvalidPhoto(_unreadable())
    is_reducible = is_jpeg and "progressive" not in opened.info
    limit = MAX_PIXELS if is_reducible else MAX_WHOLE_PIXELS[str(opened.format)]
    if opened.width * opened.height > limit:
        raise InvalidPhoto(_too_many_pixels(limit))


def _too_many_pixels(limit: int) -> str:
    message = _(
        "The photo has more than %(millions)s million pixels. Send a smaller one, or save it as JPEG."
    )
    return message % {"millions": limit // 1_000_000}


def _unreadable() -> str | Promise:
    if "HEIF" in FORMATS:
        return _("The file cannot be read as a photo. Choose a JPEG, PNG, WebP or HEIC picture.")
    return _("The file cannot be read as a photo. Choose a JPEG, PNG or WebP picture.")


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    """The same shape with no side longer than MAX_SIDE."""
    scale = min(1.0, MAX_SIDE / max(size))
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def _reduced(opened: Image.Image) -> Image.Image:
    """The picture at a whole fraction of its size, no smaller than MAX_SIDE, in a mode without transparency.
    Band by band, because conversions copy what they convert."""
    factor = max(1, max(opened.size) // MAX_SIDE)
    size = (-(-opened.width // factor), -(-opened.height // factor))
    made = Image.new(_opaque(opened.crop((0, 0, 1, 1))).mode, size)
    for top in range(0, size[1], BAND):
        box = (0, top * factor, opened.width, min((top + BAND) * factor, opened.height))
        made.paste(_opaque(opened.crop(box)).reduce(factor), (0, top))
    return made


def _opaque(picture: Image.Image) -> Image.Image:
    """The picture as RGB, CMYK or L, transparent parts white, 16-bit grey as 8-bit grey."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
    if picture.has_transparency_data:
        layer = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return picture if picture.mode in ("RGB", "CMYK", "L") else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Apply the colour profile. An invalid profile is dropped and the pixels stay as they are."""
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture


def _as_jpeg(picture: Image.Image) -> CleanPhoto:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True)
    return CleanPhoto(out.getvalue(), picture.width, picture.height)


def _pixelate(picture: Image.Image, box: BlurBox) -> None:
    left, top = int(box.left * picture.width), int(box.top * picture.height)
    right = max(left + 1, round(box.right * picture.width))
    bottom = max(top + 1, round(box.bottom * picture.height))
    part = picture.crop((left, top, right, bottom))
    block = max(BLOCK, max(part.size) // BLOCKS_ACROSS)
    coarse = part.resize((max(1, part.width // block), max(1, part.height // block)), Image.Resampling.BOX)
    picture.paste(coarse.resize(part.size, Image.Resampling.NEAREST), (left, top))
