// The few things every page does with the document. Text goes in through textContent, never as HTML.

const attribute = (name) => `[data-js-${name}]`;

/** The element marked data-js-<name>, or null. */
export function $(name, root = document) {
  return root.querySelector(attribute(name));
}

export function $$(name, root = document) {
  return [...root.querySelectorAll(attribute(name))];
}

/** Listens, and returns the function that stops listening. A missing target is a page without that part. */
export function on(target, type, handler, options) {
  if (!target) return () => {};
  target.addEventListener(type, handler, options);
  return () => target.removeEventListener(type, handler, options);
}

/** What the server left in {{ value|json_script:id }}; null when the page has none. */
export function json(id) {
  const node = document.getElementById(id);
  return node ? JSON.parse(node.textContent) : null;
}

/** element("a", {href: "/list", class: "button"}, "List") */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Announces a text to screen readers once, through the page's one live region. */
export function announce(text) {
  const region = $("live");
  if (region) region.textContent = text;
}

/** Runs `work` once, `wait` ms after the last call. */
export function debounce(work, wait) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...args), wait);
  };
}

/** What follows `await nextTask()` lets the browser draw and listen first: long work is done in pieces. */
export function nextTask() {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Runs `work` when the page has nothing else to do, two seconds later at the latest. */
export function whenIdle(work) {
  if (window.requestIdleCallback) window.requestIdleCallback(work, { timeout: 2000 });
  else setTimeout(work, 200);
}

export function prefersReducedMotion() {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Shows the buttons data-js-copy-link="<url>" and data-js-copy-text="<id of what to copy>", both with
 * data-js-copied="<sentence>"; without a clipboard they stay hidden.
 */
export function enableCopy(root = document) {
  if (!navigator.clipboard) return;
  for (const button of [...$$("copy-link", root), ...$$("copy-text", root)]) {
    button.hidden = false;
    on(button, "click", () => copy(button));
  }
}

function textToCopy({ jsCopyLink, jsCopyText }) {
  if (jsCopyText) return document.getElementById(jsCopyText).textContent;
  return new URL(jsCopyLink, document.baseURI).href;
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(textToCopy(button.dataset));
  } catch {
    return;
  }
  const label = $("copy-label", button) ?? button;
  label.textContent = button.dataset.jsCopied;
  announce(button.dataset.jsCopied);
}
