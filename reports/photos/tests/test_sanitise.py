"""I20: of a stored photo nothing is left but its pixels; what cannot be cleaned is refused."""

import io
import os
from threading import Thread

from django.test import SimpleTestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reports.photos.sanitise import (
    MAX_BYTES,
    MAX_SIDE,
    START_OF_SCAN,
    BlurBox,
    InvalidPhoto,
    blur,
    decoding,
    sanitise,
)
from reports.tests.pictures import CANARY, archive, bomb, exif, picture, telling, with_iptc

KINDS = ["JPEG", "PNG", "WEBP", "HEIF"]
# JFIF, tables, frame, scan: what a JPEG needs. No APP1 (EXIF, XMP), APP2 (ICC), APP13 (IPTC), no COM.
SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}


def segments(jpeg):
    """The markers of a JPEG up to its scan."""
    at, markers = 2, set()
    while jpeg[at + 1] != 0xDA:
        markers.add(jpeg[at + 1])
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
    return markers | {0xDA}


def opened(jpeg):
    return Image.open(io.BytesIO(jpeg))


class I20_NothingIsLeftButPixels(SimpleTestCase):
    def assert_clean(self, jpeg):
        self.assertLessEqual(segments(jpeg), SEGMENTS)
        self.assertTrue(jpeg.endswith(b"\xff\xd9"), "something trails the picture")
        self.assertNotIn(CANARY, jpeg)
        self.assertEqual(dict(opened(jpeg).getexif()), {})
        self.assertLessEqual(opened(jpeg).info.keys(), {"jfif", "jfif_version", "jfif_unit", "jfif_density"})

    def test_place_names_profile_xmp_and_comment_are_gone_from_every_format(self):
        for kind in KINDS:
            with self.subTest(kind):
                sent = telling(kind)
                self.assertIn(CANARY, sent)
                self.assert_clean(sanitise(sent).jpeg)

    def test_iptc_and_what_trails_the_picture_are_gone(self):
        sent = with_iptc(telling("JPEG"))
        for name, tail in (("iptc", b""), ("zip", archive()), ("page", b"<script>alert(1)</script>")):
            with self.subTest(name):
                self.assert_clean(sanitise(sent + tail).jpeg)
                self.assertNotIn(b"script", sanitise(sent + tail).jpeg)

    def test_a_turned_photo_stands_upright(self):
        sent = telling("JPEG", orientation=6, size=(400, 300))
        seen = opened(sanitise(sent).jpeg)
        self.assertEqual(seen.size, (300, 400))
        self.assertGreater(seen.getpixel((290, 10))[0], 200)  # the red quarter is at the top right now

    def test_a_large_photo_is_made_smaller_and_keeps_its_shape(self):
        made = sanitise(telling("JPEG", size=(4000, 3000)))
        self.assertEqual((made.width, made.height), (MAX_SIDE, 1200))
        self.assertEqual(opened(made.jpeg).size, (MAX_SIDE, 1200))

    def test_photos_of_telephones_are_taken(self):
        for width, height in ((4080, 3072), (5712, 4284), (8944, 6708)):  # 12.5, 24, 60 megapixels
            out = io.BytesIO()
            Image.new("RGB", (width, height), (90, 140, 200)).save(out, "JPEG", exif=exif(orientation=6))
            with self.subTest(width):
                made = sanitise(out.getvalue())
                self.assertEqual((made.width, made.height), (round(MAX_SIDE * height / width), MAX_SIDE))
                seen = opened(made.jpeg).getpixel((600, 800))
                self.assertLess(max(abs(a - b) for a, b in zip(seen, (90, 140, 200), strict=True)), 4)

    def test_grey_of_16_bits_keeps_its_shades(self):
        grey = Image.new("I;16", (300, 200))
        grey.putdata([int(x / 299 * 65535) for _row in range(200) for x in range(300)])
        out = io.BytesIO()
        grey.save(out, "PNG")
        seen = opened(sanitise(out.getvalue()).jpeg).convert("L")
        for x, shade in ((5, 4), (150, 128), (295, 251)):
            self.assertAlmostEqual(seen.getpixel((x, 100)), shade, delta=4)

    def test_a_picture_of_many_bands_is_put_together(self):
        for size in ((700, 1500), (3300, 2200), (1601, 1)):
            out = io.BytesIO()
            picture(size).save(out, "PNG")
            seen = opened(sanitise(out.getvalue()).jpeg)
            right, low = seen.width - 1, seen.height - 1
            with self.subTest(size):
                self.assertGreater(seen.getpixel((right, low))[1], 200)  # white, the last band too
                self.assertGreater(seen.getpixel((0, low))[2], 200)

    def test_one_picture_is_decoded_at_a_time(self):
        with decoding:
            waiting = Thread(target=sanitise, args=[telling("PNG")])
            waiting.start()
            waiting.join(0.2)
            self.assertTrue(waiting.is_alive())
        waiting.join()

    def test_every_kind_of_pixel_can_be_sent(self):
        for mode, kind in (("L", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("RGBA", "PNG"), ("CMYK", "JPEG")):
            with self.subTest(mode):
                out = io.BytesIO()
                picture(mode=mode).save(out, kind)
                self.assert_clean(sanitise(out.getvalue()).jpeg)

    def test_a_profile_that_cannot_be_read_costs_the_profile_alone(self):
        out = io.BytesIO()
        picture().save(out, "JPEG", icc_profile=CANARY)
        self.assert_clean(sanitise(out.getvalue()).jpeg)


class RefusedPhotos(SimpleTestCase):
    def refused(self, data):
        with self.assertRaises(InvalidPhoto) as caught:
            sanitise(data)
        return str(caught.exception.message)

    def test_a_bomb_is_refused_before_it_unfolds(self):
        sent = bomb()
        self.assertLess(len(sent), 200_000)
        self.assertIn("60 million pixels", self.refused(sent))

    def test_more_than_ten_megabytes(self):
        self.assertIn("10 MB", self.refused(b"\xff\xd8" + bytes(MAX_BYTES)))

    def test_half_a_file(self):
        for kind in KINDS:
            sent = telling(kind)
            with self.subTest(kind):
                self.assertIn("cannot be read", self.refused(sent[: len(sent) // 2]))

    def test_other_files_with_the_name_of_a_photo(self):
        files = {
            "program": b"\x7fELF" + os.urandom(500), "windows": b"MZ" + bytes(500), "zip": archive(),
            "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "page": b"<html></html>", "empty": b"",
            "gif": b"GIF89a" + bytes(100), "pdf": b"%PDF-1.7\n", "zip first": archive() + telling("JPEG"),
        }  # fmt: skip
        for name, data in files.items():
            with self.subTest(name):
                self.refused(data)

    def test_a_real_picture_of_a_format_that_we_do_not_take(self):
        for kind in ("GIF", "TIFF", "BMP", "PPM", "EPS"):
            out = io.BytesIO()
            picture().save(out, kind)
            with self.subTest(kind):
                self.refused(out.getvalue())

    def test_heic_is_named_where_it_cannot_be_read(self):
        from unittest.mock import patch

        with patch("reports.photos.sanitise.FORMATS", ("JPEG", "PNG", "WEBP")):
            self.assertIn("HEIC", self.refused(telling("HEIF")))
            self.assertNotIn("HEIC", self.refused(b"no photo"))  # it is not among those to choose

    def test_an_empty_file(self):
        self.assertIn("empty", self.refused(b""))

    def test_a_picture_that_can_only_be_decoded_whole_has_fewer_pixels(self):
        for kind, options in (("PNG", {}), ("JPEG", {"progressive": True}), ("WEBP", {})):
            out = io.BytesIO()
            Image.new("L", (4200, 3000)).save(out, kind, **options)
            with self.subTest(kind):
                self.assertIn("million pixels", self.refused(out.getvalue()))

    def test_a_jpeg_of_endless_scans(self):
        sent = telling("JPEG")
        scan = sent.index(START_OF_SCAN)
        self.assertIn("cannot be read", self.refused(sent[:scan] + sent[scan:-2] * 60 + sent[-2:]))

    @settings(max_examples=80, deadline=None)
    @given(st.sampled_from(KINDS[:3]), st.integers(0, 100_000), st.integers(0, 255))
    def test_a_broken_file_is_clean_or_refused(self, kind, where, byte):
        sent = bytearray(telling(kind, size=(64, 48)))
        sent[where % len(sent)] = byte
        try:
            made = sanitise(bytes(sent))
        except InvalidPhoto:
            return
        self.assertLessEqual(segments(made.jpeg), SEGMENTS)
        self.assertNotIn(CANARY, made.jpeg)


class Covering(SimpleTestCase):
    def test_a_box_becomes_coarse_and_the_rest_stays(self):
        stripes = Image.new("RGB", (480, 360))
        stripes.putdata([(255, 255, 255) if x % 2 else (0, 0, 0) for _y in range(360) for x in range(480)])
        out = io.BytesIO()
        stripes.save(out, "JPEG", quality=95)
        seen = opened(blur(out.getvalue(), [BlurBox(0.5, 0, 1, 1)]).jpeg).convert("L")
        covered, left = seen.crop((260, 20, 460, 340)), seen.crop((20, 20, 220, 340))
        self.assertLess(covered.getextrema()[1] - covered.getextrema()[0], 40)
        self.assertGreater(left.getextrema()[1] - left.getextrema()[0], 150)

    def test_a_box_lies_inside_the_picture(self):
        for sides in (
            (0, 0, 1.1, 1),
            (0.5, 0, 0.5, 1),
            (-0.1, 0, 1, 1),
            (0, 1, 1, 0),
            (0, 0, float("nan"), 1),
        ):
            with self.subTest(sides), self.assertRaises(ValueError):
                BlurBox(*sides)
