// Reads a form into data and fills it again: names, values and files, whatever fields the form has.

const EXCLUDED = ["client_token", "csrfmiddlewaretoken"];

/** {fields: [[name, value]], files: [[name, file, filename]]}: the values of the form. */
export function readForm(form) {
  const [fields, files] = [[], []];
  for (const [name, value] of new FormData(form)) {
    if (EXCLUDED.includes(name)) continue;
    if (typeof value === "string") fields.push([name, value]);
    else if (value.size > 0) files.push([name, value, value.name]);
  }
  return { fields, files };
}

/** Whether a field differs from its default; the place does not count, the map changes it too. */
export function isEdited(form) {
  return [...form.elements].some((control) => {
    if (["latitude", "longitude"].includes(control.name) || control.type === "hidden") return false;
    if (["radio", "checkbox"].includes(control.type)) return control.checked !== control.defaultChecked;
    return "defaultValue" in control && control.value !== control.defaultValue;
  });
}

/** Signature of the values: equal as long as nothing is changed. */
export function signature({ fields, files }) {
  return JSON.stringify([fields, files.map(([name, { size, lastModified }]) => [name, size, lastModified])]);
}

/**
 * Fills the form, dispatches the events of each change as if a person had made it, and adds hidden fields for values
 * without a field: a draft of a correction can be opened, without network, in the form for a new camera.
 */
export function fillForm(form, { fields, files }) {
  const values = Map.groupBy ? Map.groupBy(fields, ([name]) => name) : groupByName(fields);
  const changed = [];
  for (const control of [...form.elements]) {
    const { name, type } = control;
    if (!name || EXCLUDED.includes(name) || type === "file") continue;
    const isCheckable = type === "radio" || type === "checkbox";
    const remaining = values.get(name) ?? [];
    if (isCheckable) {
      const isChecked = remaining.some(([, value]) => value === control.value);
      if (control.checked !== isChecked) changed.push(control);
      control.checked = isChecked;
    } else if (remaining.length) {
      const [[, value]] = remaining.splice(0, 1);
      if (control.value !== value) changed.push(control);
      control.value = value;
    }
  }
  const names = new Set([...form.elements].map(({ name }) => name));
  for (const [name, remaining] of values)
    for (const [, value] of remaining)
      if (!isCheckedInForm(form, name, value, names)) addHiddenField(form, name, value);
  changed.push(...fillFiles(form, files));
  for (const control of changed) {
    const details = control.closest("details");
    if (details) details.open = true; // restored values are visible
  }
  for (const control of changed)
    for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
}

export function fillFiles(form, files) {
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

function groupByName(fields) {
  const values = new Map();
  for (const field of fields) values.set(field[0], [...(values.get(field[0]) ?? []), field]);
  return values;
}

function isCheckedInForm(form, name, value, names) {
  if (!names.has(name)) return false;
  const controls = [...form.elements].filter((control) => control.name === name);
  return controls.some((control) => control.checked && control.value === value);
}

export function addHiddenField(form, name, value) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name, value });
  form.append(input);
}
