// The dialog that gives the address of this view, and the code that puts it into another page.
import { $, $$, announce, on } from "../lib/dom.js";

const SIZE = 'width="100%" height="480"';

/** HTML for another page; the address is ours and encoded, only "&" needs its name. */
export function embedCode(url, title) {
  return `<iframe src="${url.replaceAll("&", "&amp;")}" title="${title}" ${SIZE} loading="lazy"></iframe>`;
}

/** query() -> "?lat=…", the view as it is now. */
export function shareDialog(button, dialog, { embed, query }) {
  const link = $("share-link", dialog);
  const code = $("share-code", dialog);
  button.hidden = false;

  on(button, "click", () => {
    link.value = new URL(window.location.pathname + query(), document.baseURI).href;
    code.value = embedCode(new URL(embed + query(), document.baseURI).href, document.title);
    dialog.showModal();
    link.select();
  });
  on($("share-close", dialog), "click", () => dialog.close());
  on(dialog, "click", ({ target }) => target === dialog && dialog.close());
  for (const copy of navigator.clipboard ? $$("share-copy", dialog) : []) {
    copy.hidden = false;
    on(copy, "click", async () => {
      await navigator.clipboard.writeText(document.getElementById(copy.dataset.jsShareCopy).value);
      copy.textContent = copy.dataset.jsCopied;
      announce(copy.dataset.jsCopied);
    });
  }
}
