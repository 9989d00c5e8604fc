/** How things are said on the page. */

import type { DateRange, Interval } from "./model.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2022-09-25` as `25 Sep 2022`: the day as it was told, in no time zone. */
export function day(iso: string | null): string {
  if (!iso) return "undated";
  const [year, month, date] = iso.split("-").map(Number);
  const name = MONTHS[(month ?? 0) - 1];
  return date ? `${date} ${name} ${year}` : name ? `${name} ${year}` : String(year);
}

export function period({ from, to, precision }: DateRange): string {
  if (!from && !to) return "date unknown";
  if (from === to || !to) return day(from);
  if (!from) return `until ${day(to)}`;
  if (precision === "year" && from.endsWith("-01-01")) return from.slice(0, 4);
  if (precision === "month" && from.slice(0, 7) === to.slice(0, 7)) return day(from.slice(0, 7));
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))}–${day(to)}`;
  return `${day(from)} – ${day(to)}`;
}

export function interval({ low, high }: Interval): string {
  if (low !== null && high !== null) return low === high ? number(low) : `${number(low)} to ${number(high)}`;
  if (low !== null) return `${number(low)} or more`;
  if (high !== null) return `${number(high)} or fewer`;
  return "no figure";
}

export function number(value: number): string {
  return value.toLocaleString("en-GB");
}

export function counted(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** `detention_conditions` as `Detention conditions`. */
export function label(key: string): string {
  const words = key.replace(/_/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `demo in Makhachkala 2022-09-25` with its day as people write it. */
export function incidentName(name: string): string {
  const written = name.replace(/\b(\d{4}-\d{2}-\d{2})\b/g, (iso) => `on ${day(iso)}`);
  return written.charAt(0).toUpperCase() + written.slice(1);
}

export const PRECISION: Record<string, string> = {
  exact: "exact place",
  town: "somewhere in this town",
  region: "somewhere in this region",
  country: "somewhere in this country",
  unknown: "known only roughly",
};

export const QUOTE: Record<string, string> = {
  direct: "in direct speech",
  indirect: "in indirect speech",
  mixed: "partly in direct speech",
  narrated: "told by the outlet itself",
};
