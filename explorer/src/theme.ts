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

function stored(): Theme {
  const found = globalThis.localStorage?.getItem(KEY);
  return found === "light" || found === "dark" ? found : "auto";
}
