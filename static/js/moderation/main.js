// The review screen: the map around the report, the keys, who else has it open. Lists, buttons and forms work without it.
import { $, $$, announce, json } from "../lib/dom.js";
import { guardSending } from "../lib/sending.js";
import { startKeys } from "./bind_keys.js";
import { startDecisions } from "./decisions.js";
import { startPresence } from "./presence.js";
import { startReviewMap } from "./review_map.js";

for (const form of $$("decision")) guardSending(form);

// `autofocus` says the same without JavaScript; after a decision the eye and the ear go to the next report.
const conflict = $("conflict");
const message = $("message");
if (conflict) showConflict(conflict);
else if (message) $("report-title").focus({ preventScroll: true });
if (message) announce(message.textContent);

const current = $("queue")?.querySelector("[aria-current]");
current?.scrollIntoView({ block: "nearest", inline: "nearest" });

/** On phones the buttons stick to the bottom of the screen and could cover a notice that only has the focus. */
function showConflict(notice) {
  notice.focus();
  notice.scrollIntoView({ block: "start" });
}

startDecisions();
startReviewMap(json("review-config"));
startKeys();
startPresence($("panel"));
