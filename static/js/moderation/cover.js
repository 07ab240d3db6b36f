// Two clicks on the photo make a box, by opposite corners, of what is covered. The text fields hold the same values.
import { $, $$, element, on } from "../lib/dom.js";

const stage = $("cover");
const image = $("cover-image");
const boxes = $("boxes");
let corner = null;

if (boxes) {
  on(image, "click", addCorner);
  on(boxes, "input", draw);
  draw();
}

function addCorner({ clientX, clientY }) {
  const { left, top, width, height } = image.getBoundingClientRect();
  const point = [fraction(clientX - left, width), fraction(clientY - top, height)];
  if (corner === null) corner = point;
  else {
    const [first, second] = [corner, point];
    corner = null;
    freeField().value = [
      Math.min(first[0], second[0]),
      Math.min(first[1], second[1]),
      Math.max(first[0], second[0]),
      Math.max(first[1], second[1]),
    ].join(",");
  }
  draw();
}

const fraction = (pixels, whole) => Number(Math.min(1, Math.max(0, pixels / whole)).toFixed(4));

/** The first empty field; when all are full, a new one like the last. */
function freeField() {
  const free = $$("box").find((field) => field.value.trim() === "");
  if (free) return free;
  const label = $$("box").at(-1).closest("label").cloneNode(true);
  const field = $("box", label);
  field.value = "";
  label.firstElementChild.textContent = label.firstElementChild.textContent.replace(
    /\d+/,
    $$("box").length + 1,
  );
  boxes.append(label);
  return field;
}

function draw() {
  for (const node of stage.querySelectorAll("span")) node.remove();
  for (const { value } of $$("box")) {
    const parts = value.split(",").map(Number);
    if (parts.length === 4 && parts.every(Number.isFinite)) stage.append(boxOf(parts));
  }
  if (corner) {
    const mark = element("span", { class: "cover-corner" });
    Object.assign(mark.style, { left: percent(corner[0]), top: percent(corner[1]) });
    stage.append(mark);
  }
}

function boxOf([left, top, right, bottom]) {
  const node = element("span", { class: "cover-box" });
  Object.assign(node.style, {
    left: percent(left),
    top: percent(top),
    width: percent(right - left),
    height: percent(bottom - top),
  });
  return node;
}

const percent = (part) => `${part * 100}%`;
