"""Photos as people send them, made on the spot: with everything in them that may give somebody away."""

import io
import zipfile

from PIL import Image, ImageCms, PngImagePlugin

CANARY = b"canary-home-street-7"
PLACE = {1: "N", 2: (43.0, 44.0, 18.0), 3: "E", 4: (7.0, 25.0, 28.0)}  # EXIF GPS: latitude, longitude


def picture(size=(400, 300), mode="RGB"):
    """Four quarters, so that a turned picture is seen: red, green, blue, white from the top left."""
    made = Image.new("RGB", size, "white")
    half = (size[0] // 2, size[1] // 2)
    made.paste("red", (0, 0, *half))
    made.paste("lime", (half[0], 0, size[0], half[1]))
    made.paste("blue", (0, half[1], half[0], size[1]))
    return made.convert(mode)


def exif(orientation=1):
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010F] = CANARY.decode()  # make of the device
    tags[0x013B] = CANARY.decode()  # artist
    tags.get_ifd(0x8825).update(PLACE)
    return tags


def telling(kind, *, orientation=1, size=(400, 300)):
    """A file with place, names, profile, XMP and comment, as far as its format has them."""
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + CANARY + b"</x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + CANARY
    options = {"exif": exif(orientation), "icc_profile": profile}
    if kind in ("JPEG", "WEBP", "HEIF"):
        options["xmp"] = xmp
    if kind == "JPEG":
        options["comment"] = CANARY
    if kind == "PNG":
        options["pnginfo"] = PngImagePlugin.PngInfo()
        options["pnginfo"].add_text("Comment", CANARY.decode())
    out = io.BytesIO()
    picture(size).save(out, kind, **options)
    return out.getvalue()


def with_iptc(jpeg):
    """A Photoshop segment with an IPTC caption, and an embedded thumbnail, behind the start of the file."""
    caption = b"\x1c\x02\x78" + len(CANARY).to_bytes(2, "big") + CANARY
    body = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + len(caption).to_bytes(4, "big") + caption
    return jpeg[:2] + b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body + jpeg[2:]


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("home.txt", CANARY)
    return out.getvalue()


def bomb(side=30_000):
    """A PNG of 30,000 x 30,000 white pixels: 110 kB on the way, 900 MB in memory."""
    out = io.BytesIO()
    Image.new("1", (16, 16)).save(out, "PNG")
    small = out.getvalue()
    import struct
    import zlib

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((side // 8 + 1) * side), 9)
    return small[:8] + b"".join(_chunk(*part) for part in ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")))


def _chunk(name, body):
    import struct
    import zlib

    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
