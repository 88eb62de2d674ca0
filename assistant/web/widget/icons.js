// Line icons of 24 by 24 units, drawn from path data.
import { svg } from "./dom.js";

const PATHS = {
  chat: "M4 5h16v11H9l-5 4z M8 9h8 M8 12.5h5",
  close: "M6 6l12 12 M18 6L6 18",
  fresh: "M12 5v14 M5 12h14",
  send: "M4 12h15 M13 6l6 6-6 6",
  stop: "M5 5h14v14H5z",
  copy: "M9 9h11v11H9z M5 15H4V4h11v1",
  up: "M7 11v9H4v-9z M7 11l4-8c1.5 0 2.5 1 2.5 2.500L13 9h5.500c1.300 0 2.200 1.200 1.900 2.400l-1.500 6.600c-.2 1-1 2-2.400 2H7",
  down: "M17 13V4h3v9z M17 13l-4 8c-1.500 0-2.500-1-2.500-2.500L11 15H5.500c-1.300 0-2.200-1.200-1.900-2.400L5.100 6c.2-1 1-2 2.400-2H17",
  calendar: "M4 6h16v14H4z M4 10h16 M8 3v4 M16 3v4",
  link: "M14 4h6v6 M20 4l-9 9 M18 14v6H4V6h6",
  pass: "M5 12.500l4.500 4.500L19 7",
  fail: "M7 7l10 10 M17 7L7 17",
  unknown: "M12 3a9 9 0 1 0 .01 0z M9.500 9.500a2.500 2.500 0 1 1 3.800 2.200c-.9.5-1.300 1-1.300 2 M12 16.500v.1",
  info: "M12 3a9 9 0 1 0 .01 0z M12 11v6 M12 7.500v.1",
  alert: "M12 4l9 16H3z M12 10v4.500 M12 17v.1",
};

export function icon(name) {
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] }));
}
