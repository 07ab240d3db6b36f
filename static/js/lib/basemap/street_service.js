// Where the street map is painted: in a worker, or, in a browser that cannot, on the page's own thread.
import { element } from "../dom.js";

const listeners = []; // of the worker's painters, by their number
let workerStart = null;

/** The fonts as the style sheets declare them: a worker has no style sheets. */
function declaredFaces() {
  const rules = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].map((rule) => [rule, sheet]),
  );
  return rules
    .filter(([rule]) => rule instanceof CSSFontFaceRule)
    .map(([{ style }, sheet]) => {
      const of = (name) => style.getPropertyValue(name);
      const [, address] = of("src").match(/url\(["']?([^"')]+)/);
      return {
        family: of("font-family").replaceAll('"', ""),
        url: new URL(address, sheet.href).href,
        weight: of("font-weight"),
        unicodeRange: of("unicode-range"),
      };
    });
}

function canPaintInWorker() {
  return Boolean(window.Worker && window.OffscreenCanvas && window.ImageBitmapRenderingContext);
}

/** The one worker of the page, or null where there can be none. */
function startWorker({ worker: url, library }) {
  if (!canPaintInWorker()) return Promise.resolve(null);
  return new Promise((resolve) => {
    const worker = new Worker(url);
    const giveUp = () => {
      worker.terminate();
      resolve(null);
    };
    const verbs = {
      ready: () => resolve(worker),
      failed: giveUp,
      show: (id, key, picture) => listeners[id].show(key, picture),
      hole: (id) => listeners[id].onFailure(),
    };
    worker.addEventListener("error", giveUp);
    worker.addEventListener("message", ({ data: [verb, ...values] }) => verbs[verb](...values));
    worker.postMessage(["start", { library, faces: declaredFaces() }]);
  });
}

function transfer(canvas, picture) {
  canvas.getContext("bitmaprenderer").transferFromImageBitmap(picture);
}

function openInWorker(worker, { url, ratio, show, onFailure }) {
  const id = listeners.push({
    onFailure,
    show: (key, picture) => show(key, (canvas) => transfer(canvas, picture)) || picture.close(),
  });
  const post = (verb, ...values) => worker.postMessage([verb, id - 1, ...values]);
  post("open", url, ratio);
  return { update: (change) => post("update", change), retry: () => post("retry") };
}

function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = element("script", { src: url });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => reject(new TypeError(`no ${url}`)));
    document.head.append(script);
  });
}

async function openInPage({ library }, { url, ratio, show, onFailure }) {
  if (!window.protomapsL) await loadScript(library);
  const { StreetPainter } = await import("./street_painter.js");
  const { font, WEIGHTS } = await import("./basemap_labels.js");
  const copy = (target, canvas) => {
    target.width = target.height = canvas.width;
    target.getContext("2d").drawImage(canvas, 0, 0);
  };
  return new StreetPainter(window.protomapsL, {
    url,
    ratio,
    onFailure,
    scratch: element("canvas").getContext("2d"),
    canvas: element("canvas"),
    fonts: Promise.allSettled(WEIGHTS.map((weight) => document.fonts.load(font(weight, 12), "aé"))),
    pause: () => new Promise((go) => setTimeout(go)),
    show: (key, canvas) => show(key, (target) => copy(target, canvas)),
  });
}

/**
 * Opens the street map at `url`. config: {worker, library}, the addresses of both. show(key, draw) is called for
 * each painted tile: draw(canvas) puts it there; it answers whether the tile is still shown. Gives a promise of
 * {update({added, removed}), retry()}.
 */
export async function openStreets(config, options) {
  workerStart ??= startWorker(config);
  const worker = await workerStart;
  return worker ? openInWorker(worker, options) : openInPage(config, options);
}
