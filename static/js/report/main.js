// The report page: a plain form that sends without this file, and with it gets a map and a pin.
import { $, json } from "../lib/dom.js";
import { guardSending } from "../lib/sending.js";
import { bindPhoto } from "./photo.js";
import { startReportMap } from "./report_map.js";

const form = $("sending");
guardSending(form, form.dataset.jsSending);
// `autofocus` says the same without JavaScript, but a browser skips it when the address has a fragment.
$("summary")?.focus();
bindPhoto();
// A browser too old for `@media (scripting)` does not show the map box: it keeps the plain form.
if ($("map").offsetWidth > 0) startReportMap(json("map-config"));
