import assert from "node:assert/strict";
import test from "node:test";
import { placeOfPhoto } from "../../static/js/report/photo_place.js";

const GPS_IFD = 0x8825;

/** The beginning of a JPEG whose Exif says 43° 44' 18.24" and 7° 25' 28.56". */
function jpeg({ little = true, sides = ["N", "E"], gps = true, app0 = true } = {}) {
  const tiff = new DataView(new ArrayBuffer(256));
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  tiff.setUint16(8, 1, little);
  entry(tiff, 10, [gps ? GPS_IFD : 0x0112, 4, 1, 40], little);
  tiff.setUint16(40, 4, little);
  const rows = [
    [1, 2, 2, null],
    [2, 5, 3, 120],
    [3, 2, 2, null],
    [4, 5, 3, 160],
  ];
  rows.forEach((row, index) => {
    entry(tiff, 42 + index * 12, row, little);
    if (row[3] === null) tiff.setUint8(42 + index * 12 + 8, sides[index / 2].charCodeAt(0));
  });
  rationals(tiff, 120, [43, 1, 44, 1, 1824, 100], little);
  rationals(tiff, 160, [7, 1, 25, 1, 2856, 100], little);
  const exif = [0xff, 0xe1, 1, 8, 0x45, 0x78, 0x69, 0x66, 0, 0, ...new Uint8Array(tiff.buffer)];
  const jfif = app0 ? [0xff, 0xe0, 0, 4, 1, 1] : [];
  return new Uint8Array([0xff, 0xd8, ...jfif, ...exif, 0xff, 0xda]).buffer;
}

function entry(view, at, [tag, type, count, value], little) {
  view.setUint16(at, tag, little);
  view.setUint16(at + 2, type, little);
  view.setUint32(at + 4, count, little);
  if (value !== null) view.setUint32(at + 8, value, little);
}

function rationals(view, at, numbers, little) {
  numbers.forEach((number, index) => {
    view.setUint32(at + index * 4, number, little);
  });
}

const rounded = (place) => [place.lat.toFixed(4), place.lon.toFixed(4)];

test("reads the place in either order of bytes, with or without another segment before", () => {
  assert.deepEqual(rounded(placeOfPhoto(jpeg())), ["43.7384", "7.4246"]);
  assert.deepEqual(rounded(placeOfPhoto(jpeg({ little: false, app0: false }))), ["43.7384", "7.4246"]);
});

test("south and west are negative", () => {
  assert.deepEqual(rounded(placeOfPhoto(jpeg({ sides: ["S", "W"] }))), ["-43.7384", "-7.4246"]);
});

test("a photo without a place has none", () => {
  assert.equal(placeOfPhoto(jpeg({ gps: false })), null);
  assert.equal(placeOfPhoto(new ArrayBuffer(0)), null);
  assert.equal(placeOfPhoto(new TextEncoder().encode("GIF89a, not a JPEG").buffer), null);
});

test("cut off anywhere it gives the place or none, and never fails", () => {
  const whole = jpeg();
  for (let length = 0; length < whole.byteLength; length += 1) {
    const place = placeOfPhoto(whole.slice(0, length));
    assert.ok(place === null || place.lat > 43);
  }
});
