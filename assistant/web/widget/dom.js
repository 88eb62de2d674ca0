// Elements from data. Text is always a text node: nothing here, or anywhere else in the widget, parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element; attributes that are null, undefined or false are left out, functions listen to the event they name. */
export function h(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element, decorative. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value != null && value !== false) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

/** An absolute http(s) address, null for anything else (javascript:, data:, nonsense). */
export function webAddress(text, base) {
  if (!text) return null;
  try {
    const url = new URL(text, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that opens in a new tab and says so; plain text where the address is not one of the web. */
export function outward(address, say, attributes, ...children) {
  if (!address) return h("span", { class: attributes.class }, ...children);
  const named = attributes["aria-label"] ? { "aria-label": `${attributes["aria-label"]} (${say("new_tab")})` } : {};
  const hint = attributes["aria-label"] ? null : h("span", { class: "unseen" }, ` (${say("new_tab")})`);
  return h("a", { ...attributes, ...named, href: address, target: "_blank", rel: "noopener" }, ...children, hint);
}
