"""Removal of all metadata from photos: the decoded pixels are copied into a new image.

Saving a JPEG again keeps its comment ("taken at home"), so nothing of the uploaded file is kept: the decoded
image is rotated upright, converted to sRGB and pasted into a new one. A file that cannot be decoded to its
end is refused. No Django model here.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageFile, ImageOps

try:
    import pillow_heif
except ImportError:  # optional: docs/deploy.md; telephones send JPEG where a page asks for it
    pillow_heif = None  # type: ignore[assignment]
else:
    pillow_heif.register_heif_opener(thumbnails=False)

MAX_BYTES = 10_000_000
MAX_PIXELS = 12_500_000  # a telephone's "12 megapixels" are 4032 x 3024 = 12.2 million
MAX_SIDE = 1600
QUALITY = 82
SIGNATURE_SIZE = 12  # bytes that identify a HEIC file
FORMATS = ("JPEG", "PNG", "WEBP", *(("HEIF",) if pillow_heif else ()))
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
BLOCK = 24  # pixels: a face or a plate in the street is five to ten blocks wide
BLOCKS_ACROSS = 6  # at most, in a box: a small face must not stay recognisable from a distance

# Global for this process. Pillow warns above this number and raises above twice as many.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False


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
    try:
        return _as_jpeg(_repainted(data))
    except InvalidPhoto:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise InvalidPhoto(_too_many_pixels()) from None
    except Exception as error:  # decoders raise exceptions of any type
        raise InvalidPhoto(
            _("The file cannot be read as a photo. Choose a JPEG, PNG, WebP or HEIC picture.")
        ) from error


def blur(data: bytes, boxes: Sequence[BlurBox]) -> CleanPhoto:
    """A JPEG of this module with the boxes pixelated."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as opened:
        picture = opened.convert("RGB")
    for box in boxes:
        _pixelate(picture, box)
    return _as_jpeg(picture)


def _repainted(data: bytes) -> Image.Image:
    """The pixels in a new image: upright, sRGB, no side longer than MAX_SIDE."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:  # from the header: nothing is decoded yet
            raise InvalidPhoto(_too_many_pixels())
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        converted = _on_white(_in_srgb(upright))
    converted.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    fresh = Image.new("RGB", converted.size)
    fresh.paste(converted)
    return fresh


def _too_many_pixels() -> str | Promise:
    return _("The photo has more than 12 million pixels. Send a smaller one.")


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Apply the colour profile. An invalid profile is dropped and the pixels stay as they are."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(
            picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


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
