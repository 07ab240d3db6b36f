// Paints the street map beside the page, so that the page can be moved meanwhile. A classic script: it has to
// load a classic library. Messages come as [verb, ...]; street_service.js is the other end.

const painters = new Map();
let starting = null;

async function loadFonts(faces, fonts) {
  for (const { family, url, ...descriptors } of faces) {
    self.fonts.add(new FontFace(family, `url("${url}")`, descriptors));
  }
  await Promise.allSettled(fonts.map((font) => self.fonts.load(font, "aé")));
}

const verbs = {
  async start({ library, faces }) {
    try {
      importScripts(library);
      const { StreetPainter } = await import("./street_painter.js");
      const { WEIGHTS, font } = await import("./basemap_labels.js");
      const scratch = new OffscreenCanvas(1, 1).getContext("2d");
      if (!scratch) throw new TypeError("no text on a canvas without a page");
      self.postMessage(["ready"]);
      const fonts = loadFonts(
        faces,
        WEIGHTS.map((weight) => font(weight, 12)),
      );
      return { StreetPainter, scratch, fonts };
    } catch (error) {
      self.postMessage(["failed", String(error)]);
      throw error;
    }
  },

  async open(id, url, ratio) {
    const { StreetPainter, ...shared } = await starting;
    const options = {
      ...shared,
      url,
      ratio,
      canvas: new OffscreenCanvas(1, 1),
      pause: () => new Promise((go) => setTimeout(go)), // messages come in meanwhile
      show(key, canvas) {
        const picture = canvas.transferToImageBitmap();
        self.postMessage(["show", id, key, picture], [picture]);
      },
      onFailure: () => self.postMessage(["hole", id]),
    };
    painters.set(id, new StreetPainter(self.protomapsL, options));
  },
};

self.addEventListener("message", async ({ data: [verb, ...values] }) => {
  if (verb === "start") starting = verbs.start(...values);
  else if (verb === "open") verbs.open(...values);
  else {
    await starting;
    const [id, ...rest] = values;
    painters.get(id)[verb](...rest);
  }
});
