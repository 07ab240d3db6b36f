// On every page: the service worker, the install button, and the sending of waiting reports.
import { $, $$, on } from "../lib/dom.js";
import { flush, subscribe } from "./send.js";
import * as store from "./store.js";

const LONGEST_TIMER = 3_600_000; // ms

let timer;
const form = $("outbox");
if (form) import("./form.js").then(({ bindOutbox }) => bindOutbox(form));
on(window, "online", () => sendWaiting({ fresh: true }));
on(document, "visibilitychange", () => document.hidden || sendWaiting());
subscribe(() => showCount());
sendWaiting({ fresh: true });
offerToInstall();
if (window.isSecureContext && navigator.serviceWorker) {
  if (document.readyState === "complete") register();
  else on(window, "load", register);
}

async function sendWaiting(options = {}) {
  try {
    if (!(await store.isUsed())) return;
    await flush(options);
    showCount(await store.all());
  } catch {
    // Nothing can be kept in this browser: then nothing waits either.
  }
}

/** Shows how many are not sent yet beside "My reports", and comes back when the next one is due. */
async function showCount(entries) {
  const all = entries ?? (await store.all());
  for (const badge of $$("device-count")) {
    badge.hidden = all.length === 0;
    badge.textContent = all.length;
  }
  const waiting = all.filter(({ state }) => state === "waiting").map(({ next_try: at = 0 }) => at);
  clearTimeout(timer);
  if (!waiting.length) return;
  const pause = Math.max(1_000, Math.min(...waiting) - Date.now());
  timer = setTimeout(sendWaiting, Math.min(pause, LONGEST_TIMER));
}

async function register() {
  if (navigator.connection?.saveData) return; // somebody pays for each byte
  try {
    const registration = await navigator.serviceWorker.register("/sw.js", {
      type: "module",
      updateViaCache: "none",
    });
    const offer = () => registration.waiting?.postMessage("take-over");
    offer();
    on(registration, "updatefound", () => {
      const worker = registration.installing;
      on(worker, "statechange", () => worker.state === "installed" && offer());
    });
  } catch {
    // An old browser, or one that allows no worker: the site works as before, with network.
  }
}

/** Only where the browser says that it can; the button is one line of the menu and of the footer. */
function offerToInstall() {
  on(window, "beforeinstallprompt", (event) => {
    event.preventDefault();
    for (const button of $$("install")) {
      button.hidden = false;
      on(button, "click", () => event.prompt());
    }
  });
  on(window, "appinstalled", () => {
    for (const button of $$("install")) button.hidden = true;
  });
}
