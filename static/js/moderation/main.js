// The review screen: the map round the report and the keys. Lists, buttons and forms work without this file.
import { $, $$, announce, json, on } from "../lib/dom.js";
import { guardSending } from "../lib/sending.js";
import { startKeys } from "./bind_keys.js";
import { startReviewMap } from "./review_map.js";

for (const form of $$("decision")) guardSending(form);

// `autofocus` says the same without JavaScript; after a decision the eye and the ear go to the next report.
const conflict = $("conflict");
const message = $("message");
if (conflict) conflict.focus();
else if (message) $("report-title").focus({ preventScroll: true });
if (message) announce(message.textContent);

const here = $("queue")?.querySelector("[aria-current]");
here?.scrollIntoView({ block: "nearest", inline: "nearest" });

const refuse = $("refuse");
on(refuse, "toggle", () => {
  if (refuse.open) $("reason").focus();
});

startReviewMap(json("review-config"));
startKeys();
