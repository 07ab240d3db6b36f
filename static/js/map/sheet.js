// The card of one camera: the page /cameras/<id> fetched, its article taken over as it is.
import { getPage, isAbort } from "../lib/api.js";
import { $, element, enableCopy, on } from "../lib/dom.js";
import { gettext } from "../lib/i18n.js";

function message(text, ...actions) {
  const heading = element("h2", { tabindex: "-1", "data-js-heading": true }, gettext("Camera"));
  return element("div", { class: "stack" }, heading, element("p", {}, text), ...actions);
}

function failureText(error) {
  if (error.status === 404 || error.status === 410) return gettext("This camera is no longer on the map.");
  return gettext("This camera could not be loaded.");
}

/** Answers {open(id), close(), rect()}. onShown({id, lat, lon}) when it stands there, onClosed() afterwards. */
export function cameraSheet(stage, config, { onShown, onClosed }) {
  const sheet = $("sheet", stage);
  const body = $("sheet-body", sheet);
  let request = null;

  function put(content) {
    body.replaceChildren(content);
    body.scrollTop = 0;
    $("heading", body)?.focus({ preventScroll: true });
  }

  function reveal() {
    sheet.hidden = false;
    stage.classList.add("has-sheet");
  }

  async function open(id) {
    request?.abort();
    const controller = new AbortController();
    request = controller;
    reveal();
    put(message(gettext("Loading…")));
    try {
      const page = await getPage(config.camera.replace(/0$/, id), { signal: controller.signal });
      const card = $("camera-card", page);
      if (!card) throw new TypeError("page without a camera card");
      put(document.adoptNode(card));
      enableCopy(card);
      onShown({ id, lat: Number(card.dataset.lat), lon: Number(card.dataset.lon) });
    } catch (error) {
      if (isAbort(error)) return;
      const again = retryButton(() => open(id), error);
      put(message(failureText(error), again));
    }
  }

  function close() {
    if (sheet.hidden) return;
    request?.abort();
    sheet.hidden = true;
    stage.classList.remove("has-sheet");
    body.replaceChildren();
    onClosed();
  }

  on($("close", sheet), "click", close);
  on(stage, "keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return { open, close, rect: () => sheet.getBoundingClientRect() };
}

function retryButton(again, error) {
  if (error.status === 404 || error.status === 410) return "";
  const button = element("button", { type: "button", class: "button" }, gettext("Try again"));
  on(button, "click", again);
  return button;
}
