// The reporter's page: the copy button, and a link field that selects itself.
import { $, enableCopy, on } from "../lib/dom.js";

enableCopy();
const field = $("status-url");
on(field, "focus", () => field.select());
