/** Every state of the explorer is its address: nothing that is shown depends on anything else. */

import { signal } from "@preact/signals";

/** What narrows an answer; the names are those of the service, so an address reads like a request. */
export const FILTERS = [
  "outlet",
  "speaker",
  "kind",
  "stance",
  "type",
  "place",
  "event_from",
  "event_to",
  "published_from",
  "published_to",
  "least_origins",
  "known_at",
  "clock",
] as const;

export type Filter = (typeof FILTERS)[number];
export type Changes = Record<string, string | number | null | undefined>;

export const address = signal(new URLSearchParams(globalThis.location?.search ?? ""));

/** An address with nothing but what is given. */
export function link(parts: Changes): string {
  return written(changed(new URLSearchParams(), parts));
}

/** The present address with some parts changed; null takes one out. A page of a listing does not outlive a change. */
export function here(changes: Changes, from: URLSearchParams = address.value): string {
  const next = new URLSearchParams(from);
  next.delete("cursor");
  next.delete("open");
  return written(changed(next, changes));
}

/** The filters of an address, as the service takes them. */
export function filters(from: URLSearchParams = address.value): URLSearchParams {
  const found = new URLSearchParams();
  for (const name of FILTERS) {
    const value = from.get(name);
    if (value) found.set(name, value);
  }
  if (!found.has("known_at")) found.delete("clock");
  return found;
}

/** A request to the service: a path and what is asked. */
export function request(path: string, parts: Changes, narrowed = new URLSearchParams()): string {
  return path + written(changed(new URLSearchParams(narrowed), parts)).replace(/^\/$/, "");
}

/** Whether a text is the id of something that can be asked about, and no name. */
export function isId(text: string): boolean {
  return /^(src|per|org|grp|plc|inc)-\S+$/.test(text);
}

export function go(href: string, options: { replace?: boolean } = {}): void {
  if (options.replace) history.replaceState(null, "", href);
  else history.pushState(null, "", href);
  address.value = new URLSearchParams(location.search);
}

/** Ids that are opened in place, as the address says. */
export function opened(from: URLSearchParams = address.value): string[] {
  return (from.get("open") ?? "").split(",").filter(Boolean);
}

export function setOpened(id: string, open: boolean): void {
  const others = opened().filter((one) => one !== id);
  const ids = open ? [...others, id] : others;
  const next = new URLSearchParams(address.value);
  if (ids.length > 0) next.set("open", ids.join(","));
  else next.delete("open");
  if (next.toString() !== address.value.toString()) go(written(next), { replace: true });
}

/** Links within the explorer change the address without loading the page anew. */
export function followLinks(): void {
  addEventListener("popstate", () => {
    address.value = new URLSearchParams(location.search);
  });
  document.addEventListener("click", (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const anchor = (event.target as Element).closest("a"); // of HTML or of a chart
    const href = anchor?.getAttribute("href");
    if (!anchor || !href || !/^\/?(\?|$)/.test(href) || anchor.hasAttribute("download")) return;
    event.preventDefault();
    go(href);
  });
}

function changed(parts: URLSearchParams, changes: Changes): URLSearchParams {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") parts.delete(name);
    else parts.set(name, String(value));
  }
  return parts;
}

function written(parts: URLSearchParams): string {
  // names with commas, colons and slashes stay readable in an address
  const text = parts.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
  return text ? `?${text}` : "/";
}
