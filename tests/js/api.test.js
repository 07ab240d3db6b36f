import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { ApiError, getJSON, isAbort } from "../../static/js/lib/api.js";

const realFetch = globalThis.fetch;
const answer = (value) => {
  globalThis.fetch = async () => value;
};

afterEach(() => {
  globalThis.fetch = realFetch;
});

async function failure(promise) {
  return promise.then(
    () => assert.fail("it should have failed"),
    (error) => error,
  );
}

test("a good answer is read", async () => {
  answer(new Response('{"total": 3}'));
  assert.deepEqual(await getJSON("/count"), { total: 3 });
});

test("an answer that says no carries its status", async () => {
  answer(new Response("gone", { status: 410 }));
  const error = await failure(getJSON("/cameras/1"));
  assert.ok(error instanceof ApiError);
  assert.deepEqual([error.kind, error.status], ["http", 410]);
});

test("no answer at all is a network error", async () => {
  globalThis.fetch = async () => {
    throw new TypeError("Failed to fetch");
  };
  assert.equal((await failure(getJSON("/count"))).kind, "network");
});

test("an answer that is not JSON is a content error", async () => {
  answer(new Response("<html>"));
  assert.equal((await failure(getJSON("/count"))).kind, "content");
});

test("an abort stays an abort", async () => {
  globalThis.fetch = async () => {
    throw new DOMException("stopped", "AbortError");
  };
  assert.equal(isAbort(await failure(getJSON("/count"))), true);
});
