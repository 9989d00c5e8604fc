import { link, opened, request, setOpened } from "../address.ts";
import type { Finding, FindingReports, ReportRow } from "../model.ts";
import { useAnswer } from "../service.ts";
import { counted, day, incidentName, interval, label, number } from "../words.ts";
import { Answered } from "./answered.tsx";
import { Report } from "./report.tsx";

const FEW = 4; // names on a line

/** One line of an answer: the fact, how many outlets tell it, and how many origins that comes down to. */
export function FindingLine({ finding, known }: { finding: Finding; known: Known }) {
  const open = opened().includes(finding.id);
  return (
    <article class="finding" id={finding.id}>
      <Weight finding={finding} />
      <details open={open} onToggle={(event) => setOpened(finding.id, event.currentTarget.open)}>
        <summary>
          <span class="claim" role="heading" aria-level={3}>
            {sentenceCase(finding.text)}
          </span>
          <span class="meta">
            <span>
              {finding.origins.length > 0 ? "According to " : "No origin is named"}
              <b>{some(finding.origins)}</b> in {some(finding.outlets)}
            </span>
          </span>
          <span class="meta">
            <span>{label(finding.kind)}</span>
            {finding.count && <span>{interval(finding.count)}</span>}
            {finding.incident && <span>{incidentName(finding.incident.name)}</span>}
            <Dispute finding={finding} />
          </span>
        </summary>
        {open && <Evidence id={finding.id} known={known} />}
      </details>
    </article>
  );
}

function Dispute({ finding }: { finding: Finding }) {
  const otherwise = finding.support.filter((one) => !one.agrees).length;
  if (finding.contradicted === 0 && otherwise === 0) return null;
  return (
    <span class={finding.contradicted > 0 ? "against" : undefined}>
      {finding.contradicted > 0 && "disputed"}
      {finding.contradicted > 0 && otherwise > 0 && ", "}
      {otherwise > 0 && `${number(otherwise)} put it otherwise`}
    </span>
  );
}

/** The first few names of a list that may be long. */
function some(names: string[]): string {
  const shown = names.slice(0, FEW).join(", ");
  return names.length > FEW ? `${shown} and ${names.length - FEW} more` : shown;
}

export interface Known {
  known_at: string | null;
  clock: string | null;
}

function Weight({ finding }: { finding: Finding }) {
  const origins = finding.independent_origins;
  return (
    <p class="weight">
      <b>{origins}</b>
      <span>independent {origins === 1 ? "origin" : "origins"}</span>
      <span>{counted(finding.outlets.length, "outlet")}</span>
    </p>
  );
}

function Evidence({ id, known }: { id: string; known: Known }) {
  const answer = useAnswer<FindingReports>(request(`/v1/findings/${id}`, { ...known }));
  return (
    <Answered answer={answer}>
      {(value) => (
        <div class="evidence">
          <Voices {...value} />
          <p class="ways">
            <a href={link({ finding: id, ...known })}>This finding on its own page</a>
            {value.finding.incident && <a href={link({ incident: value.finding.incident.id })}>The incident</a>}
          </p>
        </div>
      )}
    </Answered>
  );
}

/** Who agrees, who tells it otherwise, and who contradicts it from elsewhere; claims under the origin they go back to. */
export function Voices({ finding, supporting, contradicting, contradictions }: FindingReports) {
  const support = new Map(finding.support.map((one) => [one.claim, one]));
  const agreeing = supporting.filter((row) => support.get(row.id)?.agrees);
  const others = supporting.filter((row) => !support.get(row.id)?.agrees);
  const why = (row: ReportRow) => contradictions.find((one) => one.against === row.id)?.why;
  return (
    <>
      <h4>
        Who says so <small>{counted(agreeing.length, "claim")}</small>
      </h4>
      {agreeing.map((row) => (
        <Report row={row} key={row.id} />
      ))}
      {others.length > 0 && <h4>Who puts it otherwise</h4>}
      {others.map((row) => (
        <Report row={row} key={row.id} note={figure(row)} />
      ))}
      {contradicting.length > 0 && <h4>What speaks against it</h4>}
      {contradicting.map((row) => (
        <Report row={row} key={row.id} note={why(row)} />
      ))}
      <p class="why">
        Goes back to {finding.origins.length > 0 ? finding.origins.join(", ") : "no origin that is named"}. Joined
        because: {finding.why}. First published {day(finding.first_published)}.
      </p>
    </>
  );
}

function figure(row: ReportRow): string | undefined {
  return row.count ? interval(row.count) : undefined;
}

/** A claim is cut out of a sentence: as a heading it begins with a capital. */
export function sentenceCase(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 32);
  return first.toLocaleUpperCase("en") + text.slice(first.length);
}
