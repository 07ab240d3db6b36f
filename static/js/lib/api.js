// The only module that asks the server for something. Every failure is an ApiError; an abort stays an AbortError.

export class ApiError extends Error {
  /** kind: "network" (no answer), "http" (an error status), "content" (an answer we cannot read). */
  constructor(kind, url, status = 0) {
    super(`${kind} ${status} ${url}`);
    this.name = "ApiError";
    this.kind = kind;
    this.status = status;
  }
}

export function isAbort(error) {
  return error?.name === "AbortError";
}

async function request(url, accept, signal, options = {}) {
  let response;
  try {
    const headers = { Accept: accept };
    response = await fetch(url, { headers, credentials: "same-origin", signal, ...options });
  } catch (error) {
    throw isAbort(error) ? error : new ApiError("network", url);
  }
  if (!response.ok) throw new ApiError("http", url, response.status);
  return response;
}

async function readBody(response, reader, url) {
  try {
    return await reader(response);
  } catch (error) {
    throw isAbort(error) ? error : new ApiError("content", url, response.status);
  }
}

export async function getJSON(url, { signal } = {}) {
  const response = await request(url, "application/json", signal);
  return readBody(response, (answer) => answer.json(), url);
}

/** A page of our own as a Document, to take a part of it over; scripts in it do not run. */
export async function getPage(url, { signal } = {}) {
  const response = await request(url, "text/html", signal);
  const text = await readBody(response, (answer) => answer.text(), url);
  return new DOMParser().parseFromString(text, "text/html");
}

/** Sends fields as a form does, and reads the JSON answer. */
export async function postForm(url, fields, { signal } = {}) {
  const body = new URLSearchParams(fields);
  const response = await request(url, "application/json", signal, { method: "POST", body });
  return readBody(response, (answer) => answer.json(), url);
}

/**
 * Sends a report and returns the response, whatever it was: {status, wait, answer}. Status 0 is no answer; `answer`
 * is {} when it is not JSON. No cookie goes along.
 */
export async function sendReport(url, fields, { signal } = {}) {
  try {
    const headers = { Accept: "application/json" };
    const options = { method: "POST", credentials: "omit", cache: "no-store" };
    const response = await fetch(url, { ...options, headers, body: fields, signal });
    const answer = (await response.json().catch(() => null)) ?? {};
    return { status: response.status, wait: response.headers.get("Retry-After"), answer };
  } catch {
    return { status: 0, wait: null, answer: {} };
  }
}
