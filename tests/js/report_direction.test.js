import assert from "node:assert/strict";
import { test } from "node:test";
import {
  directionsOf,
  isAllRound,
  oppositeOf,
  parseDirection,
  parseHeading,
  singleHeading,
  withDirection,
  withoutDirection,
} from "../../static/js/report/direction.js";

test("a heading is read from degrees, compass points and words", () => {
  for (const [text, degrees] of [
    ["135", 135],
    ["13.75", 13.75],
    ["-30", 330],
    ["360", 0],
    ["SE", 135],
    ["nne", 22.5],
    ["north-west", 315],
    ["South", 180],
    ["90°", 90],
  ]) {
    assert.equal(parseHeading(text), degrees, text);
  }
});

test("what is not a heading is refused", () => {
  for (const text of ["456", "270230", "11:00", "both", "forward", "", "constructor"]) {
    assert.equal(parseHeading(text), null, text);
  }
});

test("a heading becomes a cone of 60 degrees that may cross north", () => {
  assert.deepEqual(parseDirection("135").arcs, [[105, 165]]);
  assert.deepEqual(parseDirection("N").arcs, [[330, 390]]);
});

test("lists make several cones, ranges keep their ends", () => {
  assert.deepEqual(parseDirection("90;180").arcs.length, 2);
  assert.deepEqual(parseDirection("338-23").arcs, [[338, 383]]);
  assert.deepEqual(parseDirection("N-S").arcs, [[0, 180]]);
  assert.deepEqual(parseDirection("0 - 360").arcs, [[0, 360]]);
  assert.deepEqual(parseDirection("338-23;265-310").arcs, [
    [338, 383],
    [265, 310],
  ]);
});

test("unreadable parts are named and the rest is still drawn", () => {
  const { arcs, refused } = parseDirection("90; left;");
  assert.equal(arcs.length, 1);
  assert.deepEqual(refused, ["left"]);
  assert.deepEqual(parseDirection(""), { arcs: [], refused: [] });
});

test("every arc runs clockwise, whatever is typed", () => {
  for (let heading = -360; heading <= 360; heading += 7) {
    for (const [start, end] of parseDirection(`${heading};${Math.abs(heading)}-20`).arcs) {
      assert.ok(start >= 0 && start < 360 && end > start && end - start <= 360, `${heading}`);
    }
  }
});

test("the slider shows one heading and stays out of lists and ranges", () => {
  assert.equal(singleHeading("SE"), 135);
  assert.equal(singleHeading("-90"), 270);
  assert.equal(singleHeading("359.6"), 0);
  assert.equal(singleHeading("90;180"), null);
  assert.equal(singleHeading("40-80"), null);
  assert.equal(singleHeading(""), null);
});

test("several directions are one text, each can be turned and taken out", () => {
  assert.deepEqual(directionsOf(" 90; 338-23 ,SE;"), ["90", "338-23", "SE"]);
  assert.equal(withDirection("", 0, 135), "135");
  assert.equal(withDirection("90;270", 1, 180), "90;180");
  assert.equal(withDirection("90", 5, 180), "90;180");
  assert.equal(withoutDirection("90;180;270", 1), "90;270");
  assert.equal(withoutDirection("90", 0), "");
});

test("a further direction begins the other way", () => {
  assert.equal(oppositeOf("90;SE"), 315);
  assert.equal(oppositeOf("338-23"), 0);
  assert.equal(oppositeOf(""), 0);
});

test("only the whole circle is all round", () => {
  assert.equal(isAllRound("0-360"), true);
  assert.equal(isAllRound("0-359"), false);
  assert.equal(isAllRound("90"), false);
});
