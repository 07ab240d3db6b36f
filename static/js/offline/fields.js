// A form as data and back: names, values and files, whatever fields the form has.

const NOT_TYPED = ["client_token", "csrfmiddlewaretoken"];

/** {fields: [[name, value]], files: [[name, file, filename]]} of what stands in the form. */
export function read(form) {
  const [fields, files] = [[], []];
  for (const [name, value] of new FormData(form)) {
    if (NOT_TYPED.includes(name)) continue;
    if (typeof value === "string") fields.push([name, value]);
    else if (value.size > 0) files.push([name, value, value.name]);
  }
  return { fields, files };
}

/** Whether a field says something else than the server wrote into it; the place is written by the map too. */
export function isTyped(form) {
  return [...form.elements].some((control) => {
    if (["latitude", "longitude"].includes(control.name) || control.type === "hidden") return false;
    if (["radio", "checkbox"].includes(control.type)) return control.checked !== control.defaultChecked;
    return "defaultValue" in control && control.value !== control.defaultValue;
  });
}

/** Equal for two readings in which nothing was changed. */
export function signature({ fields, files }) {
  return JSON.stringify([fields, files.map(([name, { size, lastModified }]) => [name, size, lastModified])]);
}

/**
 * Puts it back, tells the page of each change as if a person had made it, and keeps what this form has no field for in
 * hidden ones: a draft of a correction can be opened, without network, in the form for a new camera.
 */
export function write(form, { fields, files }) {
  const values = Map.groupBy ? Map.groupBy(fields, ([name]) => name) : grouped(fields);
  const changed = [];
  for (const control of [...form.elements]) {
    const { name, type } = control;
    if (!name || NOT_TYPED.includes(name) || type === "file") continue;
    const isTick = type === "radio" || type === "checkbox";
    const left = values.get(name) ?? [];
    if (isTick) {
      const wanted = left.some(([, value]) => value === control.value);
      if (control.checked !== wanted) changed.push(control);
      control.checked = wanted;
    } else if (left.length) {
      const [[, value]] = left.splice(0, 1);
      if (control.value !== value) changed.push(control);
      control.value = value;
    }
  }
  const names = new Set([...form.elements].map(({ name }) => name));
  for (const [name, left] of values)
    for (const [, value] of left) if (!isTicked(form, name, value, names)) hide(form, name, value);
  changed.push(...writeFiles(form, files));
  for (const control of changed) {
    const fold = control.closest("details");
    if (fold) fold.open = true; // what was typed is seen
  }
  for (const control of changed)
    for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
}

export function writeFiles(form, files) {
  const changed = [];
  for (const [name, file, filename] of files) {
    const control = form.elements.namedItem(name);
    if (control?.type !== "file") continue;
    const list = new DataTransfer();
    list.items.add(file instanceof File ? file : new File([file], filename, { type: file.type }));
    control.files = list.files;
    changed.push(control);
  }
  return changed;
}

function grouped(fields) {
  const values = new Map();
  for (const field of fields) values.set(field[0], [...(values.get(field[0]) ?? []), field]);
  return values;
}

function isTicked(form, name, value, names) {
  if (!names.has(name)) return false;
  const controls = [...form.elements].filter((control) => control.name === name);
  return controls.some((control) => control.checked && control.value === value);
}

export function hide(form, name, value) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name, value });
  form.append(input);
}
