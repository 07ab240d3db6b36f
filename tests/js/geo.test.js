import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bboxText,
  compassWord,
  distance,
  formatDistance,
  formatNumber,
  formatPlace,
  latLonToWorld,
  metersPerPixel,
  shortNumber,
  tileToLatLon,
  worldToLatLon,
  wrapLongitude,
} from "../../static/js/lib/geo.js";

const near = (actual, expected, tolerance) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected} ± ${tolerance}`);

test("the middle of the world is at zero degrees", () => {
  assert.deepEqual(latLonToWorld(0, 0, 0), { x: 128, y: 128 });
});

test("world pixels lead back to the place they came from", () => {
  for (const [lat, lon] of [
    [43.7384, 7.4246],
    [-54.8, -68.3],
    [84.9, 179.9],
  ]) {
    const { x, y } = latLonToWorld(lat, lon, 18);
    const back = worldToLatLon(x, y, 18);
    near(back.lat, lat, 1e-9);
    near(back.lon, lon, 1e-9);
  }
});

test("a latitude beyond the web map stays on its edge", () => {
  assert.ok(latLonToWorld(90, 0, 1).y >= 0);
  assert.ok(latLonToWorld(-90, 0, 1).y <= 512);
});

test("tile units count from the tile's north-west corner", () => {
  const corner = tileToLatLon(1, 0, 0, 0, 0);
  near(corner.lat, 85.0511, 1e-4);
  near(corner.lon, -180, 1e-9);
  const middle = tileToLatLon(1, 0, 0, 4096, 4096);
  near(middle.lat, 0, 1e-9);
  near(middle.lon, 0, 1e-9);
});

test("a pixel is 156 km at zoom 0 on the equator and half as much at 60 degrees", () => {
  near(metersPerPixel(0, 0), 156_543, 1);
  near(metersPerPixel(60, 0) / metersPerPixel(0, 0), 0.5, 1e-9);
});

test("a minute of latitude is a nautical mile", () => {
  near(distance({ lat: 0, lon: 0 }, { lat: 1 / 60, lon: 0 }), 1853, 1);
});

test("the distance across the antimeridian is the short one", () => {
  near(distance({ lat: 0, lon: 179.999 }, { lat: 0, lon: -179.999 }), 222, 1);
});

test("headings get the nearest of eight compass words", () => {
  const words = [0, 22, 23, 90, 135, 180, 225, 270, 315, 338, 360, -90, 405].map(compassWord);
  assert.deepEqual(words, ["N", "N", "NE", "E", "SE", "S", "SW", "W", "NW", "N", "N", "W", "NE"]);
});

test("numbers on discs take four characters at most", () => {
  const cases = { 0: "0", 999: "999", 1000: "1.0k", 1249: "1.2k", 9949: "9.9k", 9950: "10k", 999499: "999k" };
  for (const [n, text] of Object.entries(cases)) assert.equal(shortNumber(Number(n)), text);
  assert.equal(shortNumber(999_500), "1.0M");
  assert.equal(shortNumber(12_000_000), "12M");
});

test("numbers are written as the language writes them", () => {
  assert.equal(formatNumber(52_665, "en"), "52,665");
  assert.equal(formatNumber(52_665, "fr").replace(/\s/g, " "), "52 665");
});

test("longitudes come back into the world, 180 stays", () => {
  assert.deepEqual([180, -180, 190, -190, 540, 7.5].map(wrapLongitude), [180, -180, -170, 170, -180, 7.5]);
});

test("places are written with points whatever the language", () => {
  assert.equal(formatPlace(43.7384, 367.4246), "43.738400, 7.424600");
});

test("a box keeps its order west, south, east, north", () => {
  assert.equal(bboxText({ west: 7.41, south: 43.72, east: 7.44, north: 43.75 }), "7.41,43.72,7.44,43.75");
});

test("a box across the antimeridian has west beyond east", () => {
  assert.equal(bboxText({ west: 170, south: -20, east: 190, north: -10 }), "170,-20,-170,-10");
});

test("a box wider than the world is the world", () => {
  assert.equal(bboxText({ west: -300, south: -95, east: 300, north: 95 }), "-180,-90,180,90");
});

test("a distance is as exact as a walk or a drive needs", () => {
  const texts = [3, 642, 960, 3249, 9970, 244_600].map((metres) => formatDistance(metres, "en"));
  assert.deepEqual(texts, ["10 m", "640 m", "1 km", "3.2 km", "10 km", "245 km"]);
  assert.equal(formatDistance(3249, "fr"), "3,2 km");
});
