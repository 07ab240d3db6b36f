// The review screen: the map round the report, the keys, who else is looking. Lists, buttons and forms work without it.
import { $, $$, announce, json } from "../lib/dom.js";
import { guardSending } from "../lib/sending.js";
import { startKeys } from "./bind_keys.js";
import { startLooking } from "./looking.js";
import { startReviewMap } from "./review_map.js";
import { startVerbs } from "./verbs.js";

for (const form of $$("decision")) guardSending(form);

// `autofocus` says the same without JavaScript; after a decision the eye and the ear go to the next report.
const conflict = $("conflict");
const message = $("message");
if (conflict) show(conflict);
else if (message) $("report-title").focus({ preventScroll: true });
if (message) announce(message.textContent);

const here = $("queue")?.querySelector("[aria-current]");
here?.scrollIntoView({ block: "nearest", inline: "nearest" });

/** The buttons stick to the bottom of a phone's screen: what only has the focus may lie behind them. */
function show(notice) {
  notice.focus();
  notice.scrollIntoView({ block: "start" });
}

startVerbs();
startReviewMap(json("review-config"));
startKeys();
startLooking($("panel"));
