import { link, request } from "../address.ts";
import type { Incident, Page, Stats } from "../model.ts";
import { Search } from "../parts/search.tsx";
import { useAnswer } from "../service.ts";
import { useTitle } from "../title.ts";
import { counted, day, incidentName } from "../words.ts";

/** The question, and where one may begin. */
export function HomePage() {
  useTitle("");
  const stats = useAnswer<Stats>("/v1/stats").value;
  const incidents = useAnswer<Page<Incident>>(request("/v1/incidents", { limit: 6 })).value;
  const count = (label: string) => stats?.nodes.find((node) => node.label === label)?.count ?? 0;
  return (
    <div class="home">
      <h1>Who reported what?</h1>
      <Search large />
      <p class="lead">
        Ask about a place, a person, an organisation or an outlet, in any spelling or script. The answer tells who says
        what, through whom, and the sentence that proves it.
      </p>
      {incidents && incidents.rows.length > 0 && (
        <section>
          <h2>Latest incidents</h2>
          <ul class="lines">
            {incidents.rows.map((incident) => (
              <li key={incident.id}>
                <a href={link({ incident: incident.id })}>{incidentName(incident.name)}</a>
                <span class="meta">
                  {counted(incident.claims, "claim")} in {counted(incident.outlets.length, "outlet")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {stats && (
        <p class="meta totals">
          <span>{counted(count("Article"), "article")}</span>
          <span>{counted(count("Claim"), "claim")}</span>
          <span>{counted(count("Finding"), "finding")}</span>
          <span>{counted(count("Incident"), "incident")}</span>
          {stats.first_published && (
            <span>
              published {day(stats.first_published)} – {day(stats.last_published)}
            </span>
          )}
        </p>
      )}
    </div>
  );
}
