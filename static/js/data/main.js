// The data pages: the copy buttons.
import { enableCopy } from "../lib/dom.js";

enableCopy();
