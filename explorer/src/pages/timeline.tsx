import * as Plot from "@observablehq/plot";
import { useEffect, useRef } from "preact/hooks";

import { address, filters, here, link, request } from "../address.ts";
import type { Incident, Page, Timeline } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { Pager } from "../parts/search.tsx";
import { useAnswer } from "../service.ts";
import { counted, day, incidentName, label, period } from "../words.ts";
import { Narrowed, Nothing } from "./answer.tsx";

const STEPS = ["day", "week", "month"];
const TYPES_TOLD_APART = 7; // as many as colours that are told apart; the rest is one

/** When it happened: a chart whose bars narrow the answer, and the incidents below. */
export default function TimelineView({ about }: { about: string | null }) {
  const asked = address.value.get("by") ?? "day";
  const by = STEPS.includes(asked) ? asked : "day";
  const answer = useAnswer<Timeline>(request("/v1/timeline", { about, by }, filters()));
  const cursor = address.value.get("cursor");
  const incidents = useAnswer<Page<Incident>>(request("/v1/incidents", { about, cursor, limit: 50 }, filters()));
  return (
    <Narrowed>
      <nav class="steps" aria-label="Length of a bar">
        {STEPS.map((step) => (
          <a key={step} href={here({ by: step })} aria-current={step === by ? "true" : undefined}>
            by {step}
          </a>
        ))}
      </nav>
      <Answered answer={answer}>
        {(timeline) =>
          timeline.rows.length > 0 && (
            <>
              <Chart timeline={timeline} />
              {timeline.undated.incidents > 0 && (
                <p class="meta">{counted(timeline.undated.incidents, "incident")} without a date, not in the chart.</p>
              )}
            </>
          )
        }
      </Answered>
      <Answered answer={incidents}>
        {(page) =>
          page.rows.length === 0 ? (
            <Nothing about={page.about} what="incident" />
          ) : (
            <>
              <h2>Incidents</h2>
              <IncidentTable rows={page.rows} />
              <Pager next={page.next} />
            </>
          )
        }
      </Answered>
    </Narrowed>
  );
}

function Chart({ timeline }: { timeline: Timeline }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const draw = () => {
      const width = place.current?.clientWidth ?? 0;
      if (width === 0) return; // not laid out, or already gone
      place.current!.replaceChildren(chart(timeline, width));
    };
    const observer = new ResizeObserver(draw);
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, [timeline]);
  return (
    <div class="chart" ref={place} role="group" aria-label="Incidents over time, by type; a bar narrows to its days" />
  );
}

function chart(timeline: Timeline, width: number): Element {
  const totals = new Map<string, number>();
  for (const row of timeline.rows)
    for (const [type, count] of Object.entries(row.types)) totals.set(type, (totals.get(type) ?? 0) + count);
  const ranked = [...totals].sort((one, other) => other[1] - one[1]).map(([type]) => type);
  const told = new Set(ranked.slice(0, TYPES_TOLD_APART));
  const bars = timeline.rows.flatMap((row) => {
    const merged = new Map<string, number>();
    for (const [type, count] of Object.entries(row.types)) {
      const name = told.has(type) ? label(type) : "Other";
      merged.set(name, (merged.get(name) ?? 0) + count);
    }
    return [...merged].map(([type, count]) => ({ from: new Date(row.from), to: after(row.to), row, type, count }));
  });
  const domain = [...[...told].map(label), ...(ranked.length > told.size ? ["Other"] : [])];
  const names = (bar: (typeof bars)[number]) =>
    `${counted(bar.count, "incident")}: ${bar.type}, ${day(bar.row.from)}${bar.row.to === bar.row.from ? "" : ` – ${day(bar.row.to)}`}`;
  const drawn = Plot.plot({
    width,
    height: 240,
    marginLeft: 32,
    x: { type: "utc", label: null },
    y: { label: "incidents", grid: true, interval: 1, tickFormat: "d", ticks: 5 },
    color: { domain, range: domain.map((_, index) => `var(--series-${index + 1})`), legend: true },
    marks: [
      Plot.rectY(bars, {
        x1: "from",
        x2: "to",
        y: "count",
        fill: "type",
        insetLeft: 0.5,
        insetRight: 0.5,
        href: (bar: (typeof bars)[number]) => here({ event_from: bar.row.from, event_to: bar.row.to }),
        ariaLabel: names,
        title: names,
      }),
      Plot.ruleY([0]),
    ],
  });
  // Plot brings its style in line, which the policy of this site refuses; style.css has what is needed of it
  for (const style of drawn.querySelectorAll("style")) style.remove();
  // and names groups of shapes, which have no role that could have a name; the bars have theirs
  for (const group of drawn.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  return drawn;
}

function after(iso: string): Date {
  const next = new Date(iso);
  next.setUTCDate(next.getUTCDate() + 1);
  return next;
}

function IncidentTable({ rows }: { rows: Incident[] }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Incidents">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Where</th>
            <th scope="col" class="number">
              Claims
            </th>
            <th scope="col">Outlets</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td class="when">{period(row.date)}</td>
              <td>
                <a href={link({ incident: row.id })}>
                  {label(row.type)}
                  <span class="hidden">: {incidentName(row.name)}</span>
                </a>
              </td>
              <td>{row.place ? row.place.name : "unknown"}</td>
              <td class="number">{row.claims}</td>
              <td class="names">{row.outlets.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
