// Where a photo was taken, as its file says. Read here, never sent. Pure: bytes in, {lat, lon} or null out.

const APP1 = 0xffe1;
const GPS_IFD = 0x8825;
const MAX_ENTRIES = 200; // a damaged file may count to 65,535

/** `buffer`: an ArrayBuffer with the beginning of a JPEG. */
export function placeOfPhoto(buffer) {
  try {
    const view = new DataView(buffer);
    const start = tiffStart(view);
    return start === null ? null : placeIn(view, start);
  } catch (error) {
    if (error instanceof RangeError) return null; // cut off, or pointing out of itself
    throw error;
  }
}

function tiffStart(view) {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const isExif = view.getUint16(at) === APP1 && view.getUint32(at + 4) === 0x45786966; // "Exif"
    if (isExif) return at + 10;
  }
  return null;
}

function placeIn(view, start) {
  const little = view.getUint16(start) === 0x4949;
  const short = (at) => view.getUint16(at, little);
  const long = (at) => view.getUint32(at, little);
  const entries = (at) => {
    const offsets = new Map();
    for (let n = Math.min(short(at), MAX_ENTRIES); n > 0; n -= 1) {
      const entry = at + 2 + (n - 1) * 12;
      offsets.set(short(entry), entry + 8);
    }
    return offsets;
  };
  const root = entries(start + long(start + 4));
  if (!root.has(GPS_IFD)) return null;
  const gps = entries(start + long(root.get(GPS_IFD)));
  const degrees = (name, side, negative) => {
    if (!gps.has(name) || !gps.has(side)) return Number.NaN;
    const at = start + long(gps.get(name));
    const [d, m, s] = [0, 8, 16].map((offset) => long(at + offset) / long(at + offset + 4));
    const value = d + m / 60 + (s || 0) / 3600;
    return String.fromCharCode(view.getUint8(gps.get(side))) === negative ? -value : value;
  };
  const place = { lat: degrees(2, 1, "S"), lon: degrees(4, 3, "W") };
  const isPlace = Math.abs(place.lat) <= 90 && Math.abs(place.lon) <= 180 && (place.lat || place.lon);
  return isPlace ? place : null;
}
