// The photo: made smaller and emptied of place, date and device before it leaves the telephone. The server
// paints it anew all the same; what this browser cannot read is sent as it is, and answered there.
import { $, on } from "../lib/dom.js";
import { fill, gettext } from "../lib/i18n.js";
import { fit } from "./photo_size.js";

const QUALITY = 0.85;

export function bindPhoto() {
  const field = $("photo");
  if (!field) return;
  on(field, "change", () => take(field));
  on($("photo-remove"), "click", () => {
    field.value = "";
    show(null);
    field.focus();
  });
}

async function take(field) {
  const [file] = field.files;
  show(null);
  if (!file) return;
  try {
    const small = await repaint(file);
    const list = new DataTransfer();
    list.items.add(new File([small.blob], "photo.jpg", { type: "image/jpeg" }));
    if (field.files[0] !== file) return; // another one was chosen meanwhile
    field.files = list.files;
    show(small);
  } catch {
    say(gettext("This browser cannot show the photo; it is sent as it is and cleaned when it arrives."));
  }
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
  if (!photo) return say("");
  image.src = URL.createObjectURL(photo.blob);
  const size = { width: photo.width, height: photo.height, kb: Math.ceil(photo.blob.size / 1000) };
  return say(
    fill(gettext("%(width)s × %(height)s pixels, %(kb)s kB; place, date and device taken out."), size),
  );
}

function say(text) {
  $("photo-status").textContent = text;
}
