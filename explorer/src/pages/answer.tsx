import type { ComponentChildren } from "preact";
import { lazy, Suspense } from "preact/compat";

import { address, filters, here, link, request } from "../address.ts";
import type { Entity, Finding, Page, ReportRow, Resolution } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { Download } from "../parts/download.tsx";
import { Filters } from "../parts/filters.tsx";
import { FindingLine } from "../parts/finding.tsx";
import { Pager } from "../parts/search.tsx";
import { ByArticle } from "../parts/report.tsx";
import { Curate } from "../parts/curate.tsx";
import { useAnswer } from "../service.ts";
import { counted, day, incidentName } from "../words.ts";
import { useTitle } from "../title.ts";

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

const FEW = 6; // other names shown at once

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
  const found = useAnswer<{ rows: { id: string }[] } | Entity>(about ? entityPath(about) : null);
  const one = found.value && "rows" in found.value ? found.value.rows[0]?.id : undefined;
  const entity = useAnswer<Entity>(one && !one.startsWith("inc-") ? `/v1/entities/${one}` : null);
  const node = found.value && "name" in found.value ? found.value : entity.value;
  useTitle(about === null ? "Everything" : (node?.name ?? about));
  if (about === null) return <h1>Everything that was reported</h1>;
  return (
    <header class="entity">
      <h1>{node?.name ?? about}</h1>
      {node ? <Description entity={node} /> : <p class="meta">&nbsp;</p>}
    </header>
  );
}

function entityPath(about: string): string {
  return /^(src|per|org|grp|plc)-/.test(about)
    ? `/v1/entities/${encodeURIComponent(about)}`
    : request("/v1/entities", { q: about, limit: 1 });
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
        <span>{entity.kind}</span>
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
        {["outlet", "agency"].includes(entity.kind) && <a href={link({ source: entity.id })}>Record as a source</a>}
      </p>
      {others.length > 0 && (
        <p class="aliases">
          Also written {others.slice(0, FEW).join(", ")}
          {others.length > FEW && (
            <details class="inline">
              <summary>and {others.length - FEW} more</summary>
              <span>{others.slice(FEW).join(", ")}</span>
            </details>
          )}
        </p>
      )}
      <Curate entity={entity} />
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
              <p class="lead">What is told, the best corroborated first. Open a line for who says it and the sentence.</p>
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
  const found = useAnswer<{ rows: { id: string }[] } | Entity>(entityPath(about));
  return (
    <Answered answer={found}>
      {(value) => {
        const id = "rows" in value ? value.rows[0]?.id : value.id;
        return id ? <NetworkView centre={id} /> : <Nothing about={null} what="name" />;
      }}
    </Answered>
  );
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
                  <a href={here({ about: node.id })}>{node.kind === "incident" ? incidentName(node.name) : node.name}</a>{" "}
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
      <p>No {what} here{[...filters()].length > 0 ? " with these filters." : "."}</p>
      {about && what === "finding" && (
        <p>
          A finding needs several voices. <a href={here({ show: "reports" })}>See every single report</a>.
        </p>
      )}
    </div>
  );
}
