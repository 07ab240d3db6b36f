// The report page: a plain form that sends without this file, and with it gets a map, a pin and three steps.
import { $, $$, json } from "../lib/dom.js";
import { searchIndex } from "../lib/find/search_index.js";
import { guardSending } from "../lib/sending.js";
import { checks } from "./checks.js";
import { suggestOperators } from "./operators.js";
import { warnOfPersonalText } from "./personal.js";
import { bindPhoto } from "./photo.js";
import { startReportMap } from "./report_map.js";
import { bindSteps } from "./steps.js";

const form = $("sending");
const config = json("map-config");
const loadIndex = searchIndex(config);
// A browser too old for `@media (scripting)` does not show the map box: it keeps the plain form.
const hasMap = $("map").offsetWidth > 0;
if (hasMap) for (const fold of $$("typed", form)) fold.open = Boolean(fold.querySelector("[aria-invalid]"));
const place = hasMap ? startReportMap(config, loadIndex) : null;
if (hasMap) bindSteps(form, { check: checks(form, place), onShow: (step) => place?.follow(step === 0) });
guardSending(form, form.dataset.jsSending);
// `autofocus` says the same without JavaScript, but a browser skips it when the address has a fragment.
$("summary")?.focus();
bindPhoto(place);
suggestOperators(loadIndex);
warnOfPersonalText(form);
