import { address, link, request } from "../address.ts";
import type { FindingReports } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { sentenceCase, Voices } from "../parts/finding.tsx";
import { useAnswer } from "../service.ts";
import { useTitle } from "../title.ts";
import { counted, day, incidentName, interval, label } from "../words.ts";

const FIGURES: ["lowest" | "highest" | "latest" | "most_origins", string][] = [
  ["lowest", "Lowest"],
  ["highest", "Highest"],
  ["latest", "Latest"],
  ["most_origins", "From most origins"],
];

/** One fact: who supports it, what figures they give, what speaks against it. */
export function FindingPage({ id }: { id: string }) {
  const known = { known_at: address.value.get("known_at"), clock: address.value.get("clock") };
  const answer = useAnswer<FindingReports>(request(`/v1/findings/${encodeURIComponent(id)}`, known));
  useTitle(answer.value ? sentenceCase(answer.value.finding.text) : "Finding");
  return (
    <Answered answer={answer}>
      {(value) => {
        const { finding, profile } = value;
        return (
          <article class="finding-page">
            <p class="over">Finding · {label(finding.kind)}</p>
            <h1>{sentenceCase(finding.text)}</h1>
            <p class="meta">
              <span>
                {counted(finding.independent_origins, "independent origin")} in{" "}
                {counted(finding.outlets.length, "outlet")}
              </span>
              {finding.incident && (
                <a href={link({ incident: finding.incident.id })}>{incidentName(finding.incident.name)}</a>
              )}
              {finding.place && <a href={link({ about: finding.place.id })}>{finding.place.name}</a>}
              <span>
                {day(finding.first_published)} – {day(finding.last_published)}
              </span>
            </p>
            {known.known_at && <p class="notice">As it was known on {day(known.known_at)}.</p>}
            {finding.count && (
              <dl class="figures">
                {FIGURES.map(([key, name]) => {
                  const figure = profile[key];
                  return (
                    figure && (
                      <div key={key}>
                        <dt>{name}</dt>
                        <dd>{interval(figure)}</dd>
                      </div>
                    )
                  );
                })}
              </dl>
            )}
            <Voices {...value} />
          </article>
        );
      }}
    </Answered>
  );
}
