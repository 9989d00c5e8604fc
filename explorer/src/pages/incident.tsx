import { link } from "../address.ts";
import type { IncidentReports } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { Curate } from "../parts/curate.tsx";
import { Report } from "../parts/report.tsx";
import { useAnswer } from "../service.ts";
import { useTitle } from "../title.ts";
import { counted, incidentName, label, period, PRECISION } from "../words.ts";

/** One incident: what each outlet reported of it, side by side. */
export function IncidentPage({ id }: { id: string }) {
  const answer = useAnswer<IncidentReports>(`/v1/incidents/${encodeURIComponent(id)}`);
  useTitle(answer.value ? incidentName(answer.value.incident.name) : "Incident");
  return (
    <Answered answer={answer}>
      {({ incident, reports, references, next }) => (
        <>
          <p class="over">Incident · {label(incident.type)}</p>
          <h1>{incidentName(incident.name)}</h1>
          <p class="meta">
            <span>{period(incident.date)}</span>
            {incident.place && <a href={link({ about: incident.place.id })}>{incident.place.name}</a>}
            <span>{PRECISION[incident.place_precision]}</span>
            <span>
              {counted(incident.claims, "claim")} in {counted(incident.outlets.length, "outlet")}
            </span>
          </p>
          <p class="ways">
            <a href={link({ about: id })}>What is corroborated about it</a>
            {incident.outlets.length > 1 && (
              <a href={link({ show: "compare", one: incident.outlets[0], other: incident.outlets[1], incident: id })}>
                Compare two outlets
              </a>
            )}
          </p>
          <Curate entity={{ id, name: incident.name, kind: "incident", references }} />
          <div class="columns">
            {reports.map(({ outlet, claims }) => (
              <section key={outlet}>
                <h2>
                  {outlet ?? "Unknown outlet"} <small>{counted(claims.length, "claim")}</small>
                </h2>
                {claims.map((row) => (
                  <Report row={row} key={row.id} />
                ))}
              </section>
            ))}
          </div>
          {next && (
            <p class="ways">
              <a href={link({ about: id, show: "reports", cursor: next })}>The claims that are not shown</a>
            </p>
          )}
        </>
      )}
    </Answered>
  );
}
