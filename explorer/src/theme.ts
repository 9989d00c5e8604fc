import { signal } from "@preact/signals";

const KEY = "protest-graph-theme";

export type Theme = "auto" | "light" | "dark";

export const theme = signal<Theme>(stored());

/** Light or dark as the system has it, unless somebody chose. */
export function applyTheme(chosen: Theme = theme.value): void {
  theme.value = chosen;
  document.documentElement.dataset["theme"] = chosen;
  if (chosen === "auto") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, chosen);
}

/** Colours of the page as values: what draws on a canvas knows no variables and no light-dark(). */
export function colours(within: HTMLElement, names: string[]): (name: string) => string {
  const probe = within.appendChild(document.createElement("span"));
  const known = new Map<string, string>();
  for (const name of names) {
    probe.style.color = `var(${name})`;
    known.set(name, getComputedStyle(probe).color);
  }
  probe.remove();
  return (name) => known.get(name) ?? "black";
}

function stored(): Theme {
  const found = globalThis.localStorage?.getItem(KEY);
  return found === "light" || found === "dark" ? found : "auto";
}
