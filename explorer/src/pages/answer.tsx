import type { ComponentChildren } from "preact";
import { lazy, Suspense } from "preact/compat";

import { address, filters, here, isId, link, request } from "../address.ts";
import type { Entity, Finding, IncidentReports, Match, Page, ReportRow, Resolution } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { Curate, isSource } from "../parts/curate.tsx";
import { Download } from "../parts/download.tsx";
import { Filters } from "../parts/filters.tsx";
import { FindingLine } from "../parts/finding.tsx";
import { ByArticle } from "../parts/report.tsx";
import { Pager } from "../parts/search.tsx";
import { useAnswer } from "../service.ts";
import { useTitle } from "../title.ts";
import { counted, day, incidentName, label } from "../words.ts";

const TimelineView = lazy(() => import("./timeline.tsx"));
const MapView = lazy(() => import("./map.tsx"));
const NetworkView = lazy(() => import("./network.tsx"));

const VIEWS = {
  findings: "Findings",
  reports: "Reports",
  timeline: "Timeline",
  map: "Map",
  network: "Network",
};
type View = keyof typeof VIEWS;

/** What is known about a name, or about everything: one question, seen in five ways. */
export function AnswerPage() {
  const about = address.value.get("about");
  const asked = address.value.get("show") ?? "findings";
  const view: View = asked in VIEWS ? (asked as View) : "findings";
  const views = Object.keys(VIEWS).filter((one) => about !== null || (one !== "network" && one !== "reports"));
  return (
    <>
      <Heading about={about} />
      <div class="bar">
        <nav class="tabs" aria-label="Ways to see the answer">
          {(views as View[]).map((one) => (
            <a
              key={one}
              href={here({ show: one === "findings" && about !== null ? null : one })}
              aria-current={one === view ? "page" : undefined}
            >
              {VIEWS[one]}
            </a>
          ))}
        </nav>
        <Download about={about} />
      </div>
      {view === "findings" && <Findings about={about} />}
      {view === "reports" && <Reports about={about ?? ""} />}
      <Suspense fallback={<p class="waiting">Loading…</p>}>
        {view === "timeline" && <TimelineView about={about} />}
        {view === "map" && <MapView about={about} />}
        {view === "network" && <Network about={about ?? ""} />}
      </Suspense>
    </>
  );
}

/** What the question was understood as. */
function Heading({ about }: { about: string | null }) {
  const { id, matches, waiting } = useNode(about);
  const entity = useAnswer<Entity>(id && !id.startsWith("inc-") ? entityPath(id) : null).value;
  const incident = useAnswer<IncidentReports>(id?.startsWith("inc-") ? `/v1/incidents/${id}` : null).value?.incident;
  const name = entity?.name ?? (incident ? incidentName(incident.name) : null) ?? matches[0]?.name ?? about;
  useTitle(name ?? "Everything");
  if (about === null) return <h1>Everything that was reported</h1>;
  return (
    <header class="entity">
      <h1>{name}</h1>
      {entity && <Description entity={entity} />}
      {incident && (
        <p class="meta">
          <span>incident</span>
          <a href={link({ incident: incident.id })}>What each outlet reported of it</a>
        </p>
      )}
      {!entity && !incident && waiting && <p class="meta">&nbsp;</p>}
      {matches.length > 1 && (
        <p class="meta">
          <span>Several have this name; all are in the answer. Only</span>
          {matches.map((match) => (
            <a key={match.id} href={here({ about: match.id })}>
              {match.kind} {match.name}
            </a>
          ))}
        </p>
      )}
    </header>
  );
}

/** The id a name stands for: the name may be one already, or stand for several of which the first is shown. */
function useNode(about: string | null): { id: string | undefined; matches: Match[]; waiting: boolean } {
  const known = about !== null && isId(about);
  const found = useAnswer<{ rows: Match[] }>(about && !known ? request("/v1/entities", { q: about, limit: 5 }) : null);
  const rows = found.value?.rows ?? [];
  const matches = rows.filter((row) => row.score === rows[0]?.score); // as names are resolved: the equally near
  return { id: known ? about : matches[0]?.id, matches, waiting: found.waiting };
}

function entityPath(id: string): string {
  return `/v1/entities/${encodeURIComponent(id)}`;
}

function Description({ entity }: { entity: Entity }) {
  const others = entity.aliases.filter((name) => name !== entity.name);
  const counts = [
    entity.mentions > 0 && counted(entity.mentions, "mention"),
    entity.claims_about > 0 && `${counted(entity.claims_about, "claim")} about it`,
    entity.claims_said > 0 && `${counted(entity.claims_said, "claim")} made`,
    entity.claims_reported > 0 && `${counted(entity.claims_reported, "claim")} reported`,
  ].filter((text) => text !== false);
  return (
    <>
      <p class="meta">
        <span>{label(entity.kind)}</span>
        {entity.roles.length > 0 && <span>{entity.roles.slice(0, 3).join(", ")}</span>}
        {entity.part_of.length > 0 && (
          <span>
            in{" "}
            {entity.part_of.map((place, index) => (
              <>
                {index > 0 && ", "}
                <a href={link({ about: place.id })}>{place.name}</a>
              </>
            ))}
          </span>
        )}
        {counts.map((text) => (
          <span key={text}>{text}</span>
        ))}
        {isSource(entity.kind) && <a href={link({ source: entity.id })}>Record as a source</a>}
      </p>
      <div class="ways">
        {others.length > 0 && (
          <details class="quiet">
            <summary>{counted(others.length, "other spelling")}</summary>
            <p class="aliases">{others.join(", ")}</p>
          </details>
        )}
        <Curate entity={entity} />
      </div>
    </>
  );
}

function Findings({ about }: { about: string | null }) {
  const path = request("/v1/findings", { about, cursor: address.value.get("cursor"), limit: 20 }, filters());
  const answer = useAnswer<Page<Finding>>(path);
  const known = { known_at: address.value.get("known_at"), clock: address.value.get("clock") };
  return (
    <Narrowed>
      <Answered answer={answer}>
        {(page) =>
          page.rows.length === 0 ? (
            <Nothing about={page.about} what="finding" />
          ) : (
            <>
              <p class="lead">
                What is told, the best corroborated first. Open a line for who says it and the sentence.
              </p>
              {page.rows.map((finding) => (
                <FindingLine finding={finding} known={known} key={finding.id} />
              ))}
              <Pager next={page.next} />
            </>
          )
        }
      </Answered>
    </Narrowed>
  );
}

function Reports({ about }: { about: string }) {
  const path = request("/v1/reports", { about, cursor: address.value.get("cursor"), limit: 50 }, filters());
  const answer = useAnswer<Page<ReportRow>>(path);
  return (
    <Narrowed>
      <Answered answer={answer}>
        {(page) =>
          page.rows.length === 0 ? (
            <Nothing about={page.about} what="report" />
          ) : (
            <>
              <p class="lead">Every claim, the newest article first.</p>
              <ByArticle rows={page.rows} />
              <Pager next={page.next} />
            </>
          )
        }
      </Answered>
    </Narrowed>
  );
}

function Network({ about }: { about: string }) {
  const { id, waiting } = useNode(about);
  if (id) return <NetworkView centre={id} />;
  return waiting ? <p class="waiting">Asking…</p> : <Nothing about={null} what="name" />;
}

/** A view with its filters. */
export function Narrowed({ children }: { children: ComponentChildren }) {
  return (
    <>
      <Filters />
      <KnownNote />
      {children}
    </>
  );
}

function KnownNote() {
  const known = address.value.get("known_at");
  if (!known) return null;
  const clock = address.value.get("clock") === "ingest" ? "had come into this graph" : "had been published";
  return (
    <p class="notice" role="note">
      Only what {clock} by {day(known)}.
    </p>
  );
}

/** An empty page says why, and what was perhaps meant. */
export function Nothing({ about, what }: { about: Resolution | null; what: string }) {
  if (about && about.matches.length === 0) {
    return (
      <div class="nothing">
        <p>Nothing in the graph is called “{about.query}”.</p>
        {about.suggestions.length > 0 && (
          <>
            <p>Did you mean</p>
            <ul class="suggestions">
              {about.suggestions.map((node) => (
                <li key={node.id}>
                  <a href={here({ about: node.id })}>
                    {node.kind === "incident" ? incidentName(node.name) : node.name}
                  </a>{" "}
                  <i>{node.kind}</i>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    );
  }
  return (
    <div class="nothing">
      <p>
        No {what} here{[...filters()].length > 0 ? " with these filters." : "."}
      </p>
      {about && what === "finding" && (
        <p>
          A finding needs several voices. <a href={here({ show: "reports" })}>See every single report</a>.
        </p>
      )}
    </div>
  );
}
