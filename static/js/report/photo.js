// The photo: made smaller and emptied of place, date and device before it leaves the telephone. The server
// paints it anew all the same; what this browser cannot read is sent as it is, and answered there.
import { $, nextTask, on } from "../lib/dom.js";
import { distance, formatPlace } from "../lib/geo.js";
import { fill, gettext } from "../lib/i18n.js";
import { placeOfPhoto } from "./photo_place.js";
import { fit } from "./photo_size.js";

const QUALITY = 0.85;

const HEADER_BYTES = 256 * 1024; // bytes: the place stands in the beginning of a file

/** `place` of the report (place.js), or null where nothing is placed. */
export function bindPhoto(place) {
  const field = $("photo");
  if (!field) return;
  const offer = place ? placeOffer(place) : () => {};
  on(field, "change", async () => {
    const [file] = field.files;
    if (file?.type === "image/jpeg") offer(placeOfPhoto(await file.slice(0, HEADER_BYTES).arrayBuffer()));
    else offer(null);
  });
  const repainting = { last: null, isAsked: false };
  on(field, "change", () => usePhoto(field, repainting));
  on(field.form, "submit", (event) => waitFor(repainting, event), { capture: true });
  on($("photo-remove"), "click", () => {
    field.value = "";
    show(null);
    offer(null);
    field.focus();
  });
}

/** Until its own photo is painted the field is empty: nobody can send or keep the file as it was. */
async function usePhoto(field, repainting) {
  const [file] = field.files;
  show(null);
  repainting.last = file?.size ? repaint(file) : null;
  if (file?.size === 0) {
    field.value = "";
    say(gettext("The photo is empty: 0 bytes. Choose it again, or send the report without it."));
  }
  if (!repainting.last) return;
  const own = repainting.last;
  const put = (files) => {
    repainting.last = null;
    field.files = files;
    field.dispatchEvent(new Event("input", { bubbles: true })); // for the draft
  };
  field.value = "";
  try {
    const small = await own;
    if (repainting.last !== own) return; // another one was chosen meanwhile
    put(listOf(new File([small.blob], "photo.jpg", { type: "image/jpeg" })));
    show(small);
  } catch {
    if (repainting.last !== own) return;
    put(listOf(file));
    showStatus(
      gettext("This browser cannot show the photo; it is sent as it is and cleaned when it arrives."),
    );
  }
}

function listOf(file) {
  const list = new DataTransfer();
  list.items.add(file);
  return list.files;
}

/** A report that is sent while its photo is painted waits for it. */
async function waitFor(repainting, event) {
  if (!repainting.last) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (repainting.isAsked) return;
  repainting.isAsked = true;
  while (repainting.last) await repainting.last.catch(() => {}).then(nextTask);
  repainting.isAsked = false;
  $("send").click();
}

/** Its pixels on a canvas of our own: upright, and nothing of the file beside them. */
async function repaint(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const { width, height } = fit(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff"; // a transparent PNG
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) throw new Error("no blob");
  return { blob, width, height };
}

function show(photo) {
  const image = $("photo-image");
  if (image.src) URL.revokeObjectURL(image.src);
  image.removeAttribute("src");
  $("photo-preview").hidden = !photo;
  if (!photo) return showStatus("");
  image.src = URL.createObjectURL(photo.blob);
  const size = { width: photo.width, height: photo.height, kb: Math.ceil(photo.blob.size / 1000) };
  return showStatus(
    fill(gettext("%(width)s × %(height)s pixels, %(kb)s kB; place, date and device taken out."), size),
  );
}

function showStatus(text) {
  $("photo-status").textContent = text;
}

/** Asks whether the pin shall go where the photo was taken; nothing of it is sent before the box is ticked. */
function placeOffer(place) {
  const box = $("photo-place-box");
  let [taken, before] = [null, null];
  on(box, "change", () => {
    if (box.checked) before = { at: place.now(), isExact: place.isExact() };
    if (box.checked) place.goTo([taken.lat, taken.lon], { isExact: true });
    else if (before.at) place.goTo(before.at, before);
  });
  return (location) => {
    $("photo-place").hidden = !location;
    box.checked = false;
    taken = location;
    if (location) $("photo-place-text").textContent = offerText(location, place.now());
  };
}

function offerText({ lat, lon }, pin) {
  const from = pin && { lat: pin.lat, lon: pin.lng };
  const words = { place: formatPlace(lat, lon), metres: from && Math.round(distance(from, { lat, lon })) };
  const text = from
    ? gettext("Put the pin where the photo was taken: %(place)s, %(metres)s m from it")
    : gettext("Put the pin where the photo was taken: %(place)s");
  return fill(text, words);
}
