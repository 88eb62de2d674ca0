// Nodes from data: text goes in as text; there is no HTML sink in the desk.
export const byId = (id) => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value != null) node.setAttribute(name, value);
  node.append(...children.filter((child) => child != null));
  return node;
}

export function button(label, action, attributes = {}) {
  const node = el("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", action);
  return node;
}

// Only addresses of this server's source viewers and of the web; anything else stays text.
export function link(url, text) {
  const safe = /^https?:\/\//.test(url ?? "") || /^\/(staff\/)?sources\//.test(url ?? "");
  return safe ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text) : el("span", {}, text);
}

export function show(node, visible) {
  node.hidden = !visible;
}

// Redrawn only when what it shows has changed: a button must not vanish under the finger that presses it.
export function fill(box, content, make) {
  const key = JSON.stringify(content);
  if (box.dataset.shows === key) return;
  box.dataset.shows = key;
  box.replaceChildren(...make());
}

export function say(text) {
  byId("status").textContent = text;
}

export function complain(text) {
  byId("alert").textContent = text;
  show(byId("alert"), Boolean(text));
}

export const dayText = (iso) => new Date(`${iso}T12:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "skip", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("The browser does not let this page copy; mark the text and copy it yourself.");
  }
}
