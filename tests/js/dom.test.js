import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { $, announce, debounce, element, json, on } from "../../static/js/lib/dom.js";

/** As much of a document as these functions touch. */
function fakeNode(tag) {
  return {
    tag,
    attributes: {},
    children: [],
    textContent: "",
    setAttribute(name, value) {
      this.attributes[name] = String(value);
    },
    append(...nodes) {
      this.children.push(...nodes);
    },
  };
}

beforeEach(() => {
  const live = fakeNode("div");
  const data = { ...fakeNode("script"), textContent: '{"zoom": 16}' };
  globalThis.document = {
    live,
    createElement: fakeNode,
    querySelector: (selector) => (selector === "[data-js-live]" ? live : null),
    getElementById: (id) => (id === "map-config" ? data : null),
  };
});

afterEach(() => {
  delete globalThis.document;
});

test("an element is found by its hook", () => {
  assert.equal($("live"), document.live);
  assert.equal($("nothing"), null);
});

test("the server's data is read, and is null on a page without it", () => {
  assert.deepEqual(json("map-config"), { zoom: 16 });
  assert.equal(json("other"), null);
});

test("an element takes attributes and text, never markup", () => {
  const link = element("a", { href: "/list", hidden: true, title: null, rel: undefined }, "<b>List</b>");
  assert.deepEqual(link.attributes, { href: "/list", hidden: "" });
  assert.deepEqual(link.children, ["<b>List</b>"]);
});

test("an announcement reaches the live region", () => {
  announce("3 cameras");
  assert.equal(document.live.textContent, "3 cameras");
});

test("listening can be stopped, and a missing part is no error", () => {
  const target = new EventTarget();
  let heard = 0;
  const stop = on(target, "ping", () => {
    heard += 1;
  });
  target.dispatchEvent(new Event("ping"));
  stop();
  target.dispatchEvent(new Event("ping"));
  assert.equal(heard, 1);
  assert.doesNotThrow(on(null, "ping", () => {}));
});

test("many calls in a row work once, with the last arguments", async () => {
  const seen = [];
  const work = debounce((value) => seen.push(value), 5);
  work(1);
  work(2);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.deepEqual(seen, [2]);
});
