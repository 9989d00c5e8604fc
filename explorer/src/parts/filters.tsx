import { useId, useState } from "preact/hooks";

import { address, FILTERS, type Filter, filters, go, here } from "../address.ts";
import type { Page, SourceRow, Stance, Stats } from "../model.ts";
import { useAnswer } from "../service.ts";
import { day, label } from "../words.ts";

const STANCES: Stance[] = ["asserted", "denied", "hedged", "conflicting", "planned", "hypothetical", "demanded"];

const NAMES: Record<Filter, string> = {
  outlet: "Outlet",
  speaker: "Speaker",
  kind: "Kind of claim",
  stance: "How firmly",
  type: "Type of incident",
  place: "Place",
  event_from: "Happened from",
  event_to: "Happened until",
  published_from: "Published from",
  published_to: "Published until",
  least_origins: "Independent origins, at least",
  known_at: "As known on",
  clock: "Known since it was",
};

/** What narrows the answer; what is set shows as a chip that takes it away. */
export function Filters() {
  const [open, setOpen] = useState(false);
  const stats = useAnswer<Stats>(open ? "/v1/stats" : null).value;
  const sources = useAnswer<Page<SourceRow>>(open ? "/v1/sources?limit=200" : null).value;
  const kindsOf = (name: string) => Object.keys(stats?.nodes.find((node) => node.label === name)?.kinds ?? {});
  const among: Partial<Record<Filter, string[]>> = {
    stance: STANCES,
    kind: kindsOf("Claim"),
    type: kindsOf("Incident"),
    outlet: sources?.rows.map((source) => source.name) ?? [],
  };
  const set = [...filters()].filter(([name]) => name !== "clock") as [Filter, string][];
  return (
    <div class="filters">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>Filter{set.length > 0 ? ` (${set.length})` : ""}</summary>
        <form
          key={address.value.toString()}
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const values = Object.fromEntries(FILTERS.map((name) => [name, String(form.get(name) ?? "").trim()]));
            go(here(values));
          }}
        >
          {FILTERS.map((name) => (
            <label key={name}>
              {NAMES[name]}
              <Field name={name} among={among[name]} />
            </label>
          ))}
          <button type="submit">Apply</button>
        </form>
      </details>
      {set.length > 0 && (
        <ul class="chips" aria-label="Filters that are set">
          {set.map(([name, value]) => (
            <li key={name}>
              <a href={here({ [name]: null })} aria-label={`Remove the filter ${NAMES[name]} ${value}`}>
                <span>{NAMES[name]}</span> {shown(name, value)} <span aria-hidden="true">×</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Field({ name, among }: { name: Filter; among: string[] | undefined }) {
  const value = address.value.get(name) ?? "";
  if (name === "outlet") return <Offered name={name} value={value} among={among ?? []} />;
  if (among) return <Choice name={name} value={value} among={[...new Set(value ? [...among, value] : among)]} />;
  if (name === "clock")
    return (
      <select name={name}>
        <option value="" selected={value !== "ingest"}>
          published
        </option>
        <option value="ingest" selected={value === "ingest"}>
          added to this graph
        </option>
      </select>
    );
  if (name === "least_origins") return <input name={name} type="number" min={0} max={1000} value={value} />;
  if (/_(from|to|at)$/.test(name)) return <input name={name} type="date" value={value} />;
  return <input name={name} value={value} maxLength={200} autocomplete="off" />;
}

function Choice({ name, value, among }: { name: string; value: string; among: string[] }) {
  return (
    <select name={name}>
      <option value="">any</option>
      {among.map((one) => (
        <option key={one} value={one} selected={one === value}>
          {label(one)}
        </option>
      ))}
    </select>
  );
}

function Offered({ name, value, among }: { name: string; value: string; among: string[] }) {
  const list = useId();
  return (
    <>
      <input name={name} value={value} maxLength={200} autocomplete="off" list={list} />
      <datalist id={list}>
        {among.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </>
  );
}

function shown(name: Filter, value: string): string {
  if (/_(from|to|at)$/.test(name)) return day(value);
  return name === "kind" || name === "stance" || name === "type" ? label(value) : value;
}
