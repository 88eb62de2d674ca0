// Requests to /api/staff: what is wrong comes back as a Problem with the server's own words.
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? "The server gave an answer that this page does not know.");
    Object.assign(this, { status, body });
  }
}

export class Offline extends Error {
  constructor() {
    super("The server cannot be reached.");
  }
}

const NAME = "euclusters:desk:name";
export const myName = () => localStorage.getItem(NAME) || "Staff";
export const setName = (name) => localStorage.setItem(NAME, name);

async function request(method, path, body, type) {
  const headers = { "X-Staff-Name": encodeURIComponent(myName()) };
  if (body !== undefined) headers["Content-Type"] = type;
  let response;
  try {
    response = await fetch(`/api/staff${path}`, { method, headers, body });
  } catch {
    throw new Offline();
  }
  if (response.status === 204) return null;
  const found = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(response.status, found);
  return found;
}

export const get = (path) => request("GET", path);
export const post = (path, body = {}) => request("POST", path, JSON.stringify(body), "application/json");
export const put = (path, body) => request("PUT", path, JSON.stringify(body), "application/json");
export const remove = (path) => request("DELETE", path);
export const upload = (path, file) => request("POST", path, file, "application/octet-stream");
