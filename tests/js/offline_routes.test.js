import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOf, pagesOf } from "../../static/js/offline/routes.js";
import { newToken } from "../../static/js/offline/token.js";

const origin = "https://map.example.org";
const pages = [
  { form: "/report", offline: "/offline", catalogue: "/jsi18n/" },
  { form: "/fr/report", offline: "/fr/offline", catalogue: "/fr/jsi18n/" },
];
const kind = (path, more = {}) =>
  kindOf({ method: "GET", url: new URL(path, origin).href, mode: "cors", ...more }, { origin, pages });
const page = (path) => kind(path, { mode: "navigate" });

test("the form opens without network, in each language", () => {
  for (const path of [
    "/report",
    "/fr/report",
    "/report?lat=43.7&lon=7.4&zoom=18",
    "/report?draft=1&kind=correction",
  ])
    assert.equal(page(path), "form", path);
});

test("an empty form is not shown for one about a camera", () => {
  assert.equal(page("/report?kind=correction&camera=3"), "page");
});

test("what belongs to somebody, and what is sent, is none of the worker's business", () => {
  for (const path of [
    "/moderation",
    "/fr/moderation/R-7F3K-9Q2X",
    "/accounts/login/",
    "/admin/",
    "/account",
    "/audit",
  ])
    assert.equal(page(path), null, path);
  for (const path of ["/report/status/0123", "/fr/report/status/0123/amend"])
    assert.equal(page(path), null, path);
  for (const path of [
    "/api/v1/reports",
    "/api/v1/reports/0123",
    "/photos/1.jpg",
    "/my-reports",
    "/basemap/a.pmtiles",
  ])
    assert.equal(kind(path), null, path);
  assert.equal(kind("/report", { method: "POST", mode: "navigate" }), null);
  assert.equal(kind("https://elsewhere.example.org/static/a.js"), null);
});

test("pages to read are fetched, and without network a page says so", () => {
  for (const path of ["/", "/my-reports", "/cameras/3", "/fr/help"]) assert.equal(page(path), "page", path);
});

test("files with a hash in their name never change", () => {
  assert.equal(kind("/static/js/lib/dom.0123456789ab.js"), "fixed");
  assert.equal(kind("/static/js/lib/dom.js"), "fresh");
  assert.equal(kind("/fr/jsi18n/"), "fresh");
  assert.equal(kind("/tiles/14/8529/5973.json?shape=dome"), "tile");
});

test("the page without network speaks the language of the address", () => {
  assert.equal(pagesOf("/fr/cameras", pages).offline, "/fr/offline");
  assert.equal(pagesOf("/fr", pages).offline, "/fr/offline");
  assert.equal(pagesOf("/cameras", pages).offline, "/offline");
  assert.equal(pagesOf("/from", pages).offline, "/offline");
});

test("a token is a UUID, without a secure context too", () => {
  const bytes = { getRandomValues: (array) => array.fill(0xff) };
  assert.equal(newToken(bytes), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  assert.match(newToken(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
