import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff, decide, isDue, retryAfter } from "../../static/js/offline/rules.js";

const NOW = Date.parse("2026-11-26T12:00:00Z");
const SENT = { reference: "R-7F3K-9Q2X", secret: "key" };
const decision = (more) => decide({ ...SENT, attempts: 0, now: NOW, random: 1, ...more });

test("it leaves the outbox only when the server says that it has it", () => {
  for (const status of [200, 201]) assert.deepEqual(decision({ status }), { verdict: "sent" });
  for (const status of [200, 204, 302])
    for (const missing of ["reference", "secret"])
      assert.equal(
        decision({ status, [missing]: undefined }).verdict,
        "keep",
        `${status} without ${missing}`,
      );
});

test("what the server finds wrong with it goes back to the person", () => {
  for (const status of [400, 404, 405, 409, 413, 415, 422])
    assert.deepEqual(decision({ status }), { verdict: "mend" });
});

test("everything else is kept and tried again, every status there is", () => {
  for (const status of [0, 403, 408, 425, 429, 500, 502, 503, 504, 599]) {
    const { verdict, at } = decision({ status, reference: undefined });
    assert.equal(verdict, "keep", status);
    assert.ok(at > NOW, status);
  }
  for (let status = 0; status < 600; status++)
    assert.ok(["sent", "mend", "keep"].includes(decision({ status, reference: undefined }).verdict));
});

test("Retry-After is respected, in seconds and as a date", () => {
  assert.deepEqual(decision({ status: 429, wait: "1800" }), {
    verdict: "keep",
    at: NOW + 1_800_000,
    firm: true,
  });
  const date = "Thu, 26 Nov 2026 13:00:00 GMT";
  assert.equal(decision({ status: 503, wait: date }).at, NOW + 3_600_000);
  assert.equal(retryAfter("nonsense", NOW), 0);
  assert.equal(retryAfter("Thu, 26 Nov 2020 13:00:00 GMT", NOW), 0);
  assert.equal(retryAfter("99999999999", NOW), 24 * 3_600_000);
});

test("each attempt waits twice as long, an hour at most, and no two devices alike", () => {
  assert.deepEqual(
    [0, 1, 2].map((attempts) => backoff(attempts, 1)),
    [5_000, 10_000, 20_000],
  );
  assert.equal(backoff(50, 1), 3_600_000);
  assert.equal(backoff(0, 0), 3_750);
  assert.equal(decision({ status: 403 }).at, NOW + 3_600_000);
});

test("when one is due", () => {
  const waiting = { state: "waiting", next_try: NOW + 1000 };
  assert.equal(isDue(waiting, { now: NOW }), false);
  assert.equal(isDue(waiting, { now: NOW + 1000 }), true);
  assert.equal(isDue(waiting, { now: NOW, fresh: true }), true, "the network is back");
  assert.equal(isDue({ ...waiting, firm: true }, { now: NOW, fresh: true }), false, "the server said when");
  assert.equal(isDue({ ...waiting, firm: true }, { now: NOW, isManual: true }), true, "a person asks");
  assert.equal(isDue({ ...waiting, state: "draft" }, { now: NOW + 9999, isManual: true }), false);
  assert.equal(isDue({ state: "waiting" }, { now: NOW }), true, "never tried");
});
