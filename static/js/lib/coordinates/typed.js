// Coordinates as people type them: 43.7384, 7.4246; N 43° 44' 18.2"; lat: 43,7 lon: 7,4. Pure.
// Signs become tokens, tokens angles, two angles a position. Twin of cameras/coordinates/typed.py.
import { isPosition, place, refusal, rounded } from "./results.js";
import { tokensOf, Unreadable } from "./tokens.js";
import { EAST_LANGUAGES, plain, WEST_LANGUAGES } from "./words.js";

const AXIS = { N: "lat", S: "lat", E: "lon", W: "lon", O: "lon" };
const LIMITS = { lat: 90, lon: 180 };
const NONE = { kind: "end", text: "", raw: "", spaced: false };

/** `isLed`: the letter stands in front, as a label does: N -33.8 is south. `unit`: of the last number. */
const newAngle = (numbers = []) => ({ numbers, sign: "", letter: "", axis: "", unit: "", isLed: false });
const isBare = ({ letter, unit, axis }) => !(letter || unit || axis);

/** Two angles, latitude first unless letters or labels turn them. */
export function readTyped(text, language = "") {
  return answered(() => {
    const { angles, header, asides, isDashed } = parse(tokensOf(plain(text)));
    const [first, second] = inOrder(two(angles, header));
    const [lat, lon] = [degreesOf(first), degreesOf(second)];
    if (lat === null || lon === null) {
      return refusal(contradicts(first) || contradicts(second) ? "contradiction" : "unreadable");
    }
    const isWest = second.letter === "O" && WEST_LANGUAGES.has(language);
    if (second.letter === "O" && !isWest && !EAST_LANGUAGES.has(language)) {
      return asked(place(lat, -lon), place(lat, lon));
    }
    const turned = isWest ? -lon : lon;
    if (isDashed) return asked(place(lat, turned), place(lat, -turned));
    return place(lat, turned, asides.zoom ?? null, asides.accuracy ?? null);
  });
}

/** One angle, of the axis "lat" or "lon": what people write into one field; a number or a refusal. */
export function readDegrees(text, axis, language = "") {
  return answered(() => {
    const { angles } = parse(tokensOf(plain(text)));
    if (angles.length === 0) return refusal("unreadable");
    const [angle] = angles;
    if (angles.length > 1 || partsOf(angle, false).length > 1 || angle.numbers.length > 3) {
      return refusal("several");
    }
    if ((AXIS[angle.letter] || angle.axis || axis) !== axis) return refusal("contradiction");
    const degrees = degreesOf(angle);
    if (degrees === null) return refusal(contradicts(angle) ? "contradiction" : "unreadable");
    const isWest = angle.letter === "O" && WEST_LANGUAGES.has(language);
    if (angle.letter === "O" && !isWest && !EAST_LANGUAGES.has(language)) return refusal("ambiguous");
    return Math.abs(degrees) <= LIMITS[axis] ? rounded(isWest ? -degrees : degrees) : refusal("out_of_range");
  });
}

function answered(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return error.refusal;
    throw error;
  }
}

function asked(...readings) {
  const choices = readings.filter(isPosition);
  return choices.length ? refusal("ambiguous", "", choices) : refusal("out_of_range");
}

/** Puts tokens together to angles and asides; isDashed: a dash between two may be a minus. */
function parse(tokens) {
  const kinds = tokens.map(({ kind }) => kind);
  const number = kinds.includes("number") ? kinds.indexOf("number") : kinds.length;
  const leading = kinds.slice(0, number);
  const state = {
    tokens,
    angles: [],
    asides: {},
    current: newAngle(),
    sign: "",
    isDashed: false,
    header: [],
    // 43.7 N or N 43.7, and lat 43.7 or 43.7 lat: the first one decides for the whole text.
    hasLetters: kinds.includes("letter"),
    lettersLead: leading.includes("letter"),
    axesLead: leading.includes("axis") || kinds.at(-1) !== "axis",
  };
  for (let at = 0; at < tokens.length; at++) at += takers[kinds[at]](state, at, tokens[at]);
  close(state);
  return state;
}

function close(state) {
  if (state.current.numbers.length === 0) return;
  state.angles.push(state.current);
  state.current = newAngle();
}

// Each takes one token and gives how many behind it belong to it.
const takers = {
  number: takeNumber,
  letter: takeLetter,
  axis: takeAxis,
  aside: takeAside,
  dash: takeDash,
  unit: () => 0, // quotes and signs that follow no number
  separator(state) {
    close(state);
    return 0;
  },
};

function takeNumber(state, at, { text }) {
  const follower = state.tokens[at + 1] ?? NONE;
  let unit = follower.kind === "unit" ? follower.text : "";
  if (follower.kind === "aside" && follower.text === "zoom" && !follower.spaced) {
    state.asides.zoom = Number(text);
    return 1;
  }
  const { numbers } = state.current;
  if (follower.raw === "m" && (state.angles.length || numbers.length > 1) && !state.current.unit) {
    return 1; // "120 m" behind the position is its height
  }
  if (numbers.length && (unit === "deg" || state.sign)) close(state);
  const { current } = state;
  if ((unit === "min" || unit === "sec") && current.numbers.length === 0) unit = ""; // the quotes of '43.7384'
  current.sign ||= state.sign;
  state.sign = "";
  current.numbers.push(text);
  current.unit = unit || current.unit;
  return follower.kind === "unit" ? 1 : 0;
}

function takeLetter(state, _at, { text }) {
  close(state);
  const angle = state.lettersLead ? state.current : state.angles.at(-1);
  if (!angle || angle.letter) throw new Unreadable("unreadable");
  angle.letter = text;
  angle.isLed = state.lettersLead;
  return 0;
}

function takeAxis(state, _at, { text }) {
  close(state);
  const { current } = state;
  if (!state.axesLead && state.angles.length) {
    state.angles.at(-1).axis = text;
  } else if (current.axis && !current.letter) {
    state.header = [current.axis, text]; // lat,lon 43.7,7.4
    current.axis = "";
  } else {
    current.axis = text;
  }
  return 0;
}

/** Skips to the number that belongs to it, over a separator or a sign. */
function takeAside(state, at, { text }) {
  close(state);
  for (const steps of [1, 2, 3]) {
    const follower = state.tokens[at + steps] ?? NONE;
    if (follower.kind === "number") {
      state.asides[text] = Number(follower.text);
      return steps + (state.tokens[at + steps + 1]?.kind === "unit" ? 1 : 0);
    }
    if (!["separator", "dash", "aside"].includes(follower.kind)) break;
  }
  return 0;
}

function takeDash(state, at, { text, spaced }) {
  const [before, after] = [state.tokens[at - 1] ?? NONE, state.tokens[at + 1] ?? NONE];
  if (after.kind !== "number") {
    close(state);
  } else if (before.kind !== "number" && before.kind !== "unit") {
    const isSign = !after.spaced || before.kind !== "letter" || state.lettersLead;
    state.sign = isSign ? text : "";
  } else if (spaced && !after.spaced) {
    state.sign = text;
  } else if (!state.hasLetters) {
    close(state);
    state.isDashed ||= text === "-";
  } else if (spaced) {
    close(state);
  }
  return 0;
}

function two(read, header) {
  let angles = read.flatMap((angle) => partsOf(angle, read.length === 1));
  if (angles.length === 3 && isBare(angles[2]) && angles[0].numbers[0].includes(".")) {
    angles = angles.slice(0, 2); // the third is a height
  }
  if (angles.length !== 2) throw new Unreadable(["unreadable", "one_number"][angles.length] ?? "several");
  for (const [at, axis] of header.entries()) angles[at].axis ||= axis;
  return angles;
}

/** Numbers that only spaces part: 43.7384 7.4246, 43 44.3 7 25.5, 43 44 18 7 25 28. */
function partsOf(angle, isAlone) {
  const { numbers } = angle;
  const areDecimals = [2, 3].includes(numbers.length) && numbers[0].includes(".") && !angle.unit;
  if (angle.letter || !(areDecimals || (isAlone && [2, 4, 6].includes(numbers.length)))) return [angle];
  const size = areDecimals ? 1 : numbers.length / 2;
  const halves = [];
  for (let at = 0; at < numbers.length; at += size) halves.push(newAngle(numbers.slice(at, at + size)));
  halves[0].sign = angle.sign;
  halves[0].axis = angle.axis;
  return halves;
}

/** Latitude first. What one angle says of its axis leaves the other axis for the other angle. */
function inOrder([first, second]) {
  for (const { letter, axis } of [first, second]) {
    if (letter && axis && AXIS[letter] !== axis) throw new Unreadable("contradiction");
  }
  const [one, other] = [first, second].map(({ letter, axis }) => AXIS[letter] || axis);
  if (one && one === other) throw new Unreadable("same_axis");
  return one === "lon" || other === "lat" ? [second, first] : [first, second];
}

function contradicts({ sign, letter, isLed }) {
  return sign === "-" && ["N", "E", "O"].includes(letter) && !isLed;
}

/** Degrees with the sign of the dash or of the letter, O counted as east; null when they do not add up. */
function degreesOf(angle) {
  const { numbers, sign, letter } = angle;
  if (numbers.length > 3 || numbers.slice(0, -1).some((text) => text.includes(".")) || contradicts(angle)) {
    return null;
  }
  const [degrees, minutes = 0, seconds = 0] = numbers.map(Number);
  if (minutes >= 60 || seconds > 60 || degrees > 360) {
    return numbers.length > 1 ? null : degrees; // metres of another system are told apart by whoever asked
  }
  const value = degrees + minutes / 60 + seconds / 3600;
  return sign === "-" || letter === "S" || letter === "W" ? -value : value;
}
