// What happens to a report after an attempt to send it. Pure.
// A report leaves the outbox for one reason: the server confirmed that it is stored.

const FIRST_WAIT = 5_000; // ms, doubled at each attempt
const LONGEST_WAIT = 3_600_000;
const TEMPORARY = [403, 408, 425, 429]; // like 5xx: nothing is wrong with the report

/**
 * {verdict: "sent"}  the server has it: drop it from the outbox.
 * {verdict: "mend"}  the server rejected it as invalid: it becomes a draft again.
 * {verdict: "keep", at, firm}  try again at `at`; not before it when `firm`, because the server asked for that.
 *
 * status: 0 without an answer. reference, secret: of the report in the answer; a 2xx without them is not from our
 * server but from the page of some hotel's network. wait: the value of Retry-After, in seconds or a date.
 */
export function decide({ status, reference, secret, wait, attempts, now, random = Math.random() }) {
  const isOk = status >= 200 && status < 300;
  if (isOk && reference && secret) return { verdict: "sent" };
  if (status >= 400 && status < 500 && !TEMPORARY.includes(status)) return { verdict: "mend" };
  const requested = retryAfter(wait, now);
  const own = backoff(status === 403 ? Number.POSITIVE_INFINITY : attempts, random);
  return { verdict: "keep", at: now + Math.max(requested, own), firm: requested > 0 || status === 403 };
}

/** Twice as long each time, an hour at most, and never the same for all devices of a town. */
export function backoff(attempts, random) {
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts) * (0.75 + random / 4);
}

/** Retry-After in ms from `now`; 0 when there is none. */
export function retryAfter(text, now) {
  if (!text) return 0;
  const delay = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(delay) ? Math.min(Math.max(0, delay), 24 * LONGEST_WAIT) : 0;
}

/** Whether a report that waits is tried now. `isManual`: a person pressed "Send now". */
export function isDue({ state, next_try: at = 0, firm = false }, { now, isManual = false, fresh = false }) {
  if (state !== "waiting") return false;
  return isManual || now >= at || (fresh && !firm); // fresh: the network has just come back
}
