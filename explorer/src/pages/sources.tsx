import { address, link, request } from "../address.ts";
import type { NamedNode, Page, Source, SourceRow } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { sentenceCase } from "../parts/finding.tsx";
import { Original } from "../parts/report.tsx";
import { Pager } from "../parts/search.tsx";
import { useAnswer } from "../service.ts";
import { useTitle } from "../title.ts";
import { counted, day, label, number, period } from "../words.ts";

/** Who reports: outlets and agencies with how much of them was read. */
export function SourcesPage() {
  useTitle("Sources");
  const cursor = address.value.get("cursor");
  const answer = useAnswer<Page<SourceRow>>(request("/v1/sources", { cursor, limit: 50 }));
  return (
    <>
      <h1>Sources</h1>
      <p class="lead">
        Who reports, how much of it was read, and since when.{" "}
        <a href={link({ show: "compare" })}>Compare two outlets</a>
      </p>
      <Answered answer={answer}>
        {(page) => (
          <>
            <div class="scroll" tabIndex={0} role="region" aria-label="Sources">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Source</th>
                    <th scope="col">Kind</th>
                    <th scope="col" class="number">
                      Articles
                    </th>
                    <th scope="col" class="number">
                      Claims
                    </th>
                    <th scope="col">Published</th>
                  </tr>
                </thead>
                <tbody>
                  {page.rows.map((source) => (
                    <tr key={source.id}>
                      <th scope="row">
                        <a href={link({ source: source.id })}>{source.name}</a>
                      </th>
                      <td>{source.kind}</td>
                      <td class="number">{number(source.articles)}</td>
                      <td class="number">{number(source.claims)}</td>
                      <td>{span(source)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            <Pager next={page.next} />
          </>
        )}
      </Answered>
    </>
  );
}

function span({ first_published: from, last_published: to }: SourceRow): string {
  return from ? period({ from, to, precision: "range" }) : "undated";
}

/** One outlet's record. */
export function SourcePage({ id }: { id: string }) {
  const answer = useAnswer<Source>(`/v1/sources/${encodeURIComponent(id)}`);
  useTitle(answer.value?.name ?? "Source");
  return (
    <Answered answer={answer}>
      {(source) => (
        <>
          <p class="over">Source · {label(source.kind)}</p>
          <h1>{source.name}</h1>
          <p class="meta">
            <span>{counted(source.articles, "article")}</span>
            <span>{counted(source.claims, "claim")}</span>
            {source.first_published && <span>{span(source)}</span>}
            {source.url && <Original url={source.url} />}
          </p>
          <p class="ways">
            <a href={link({ about: source.id, show: "reports" })}>All it reported</a>
            <a href={link({ show: "compare", one: source.id })}>Compare it with another</a>
          </p>
          {source.sampled && (
            <p class="notice">Counted from a part of its claims: it has more than can be counted at once.</p>
          )}
          <First source={source} />
          <div class="columns">
            <Numbers
              title="Whom it copies"
              unit="article"
              of={source.copies.map((one) => [one.source, one.articles])}
            />
            <Numbers
              title="Who copies it"
              unit="article"
              of={source.copied_by.map((one) => [one.source, one.articles])}
            />
            <Numbers title="Whom it cites" unit="claim" of={source.cites.map((one) => [one.source, one.claims])} />
          </div>
          {source.agreement.length > 0 && <Agreement source={source} />}
        </>
      )}
    </Answered>
  );
}

function First({ source }: { source: Source }) {
  const { findings, first, same_day, examples } = source.reported_first;
  return (
    <section>
      <h2>How early it is</h2>
      <p>
        Of {counted(findings, "finding")} that others report too, it had {first || "none"} a day or more before them and{" "}
        {same_day || "none"} on the same day.
      </p>
      {examples.length > 0 && (
        <ul class="lines">
          {examples.map((one) => (
            <li key={one.id}>
              <a href={link({ finding: one.id })}>{sentenceCase(one.text)}</a>
              <span class="meta">
                {day(one.published)}, the next on {day(one.next_published)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Numbers({ title, unit, of }: { title: string; unit: string; of: [NamedNode, number][] }) {
  return (
    <section>
      <h2>{title}</h2>
      {of.length === 0 && <p>Nobody that we know of.</p>}
      <ul class="lines">
        {of.map(([source, count]) => (
          <li key={source.id}>
            <a href={link({ about: source.id })}>{source.name}</a>
            <span class="meta">{counted(count, unit)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Agreement({ source }: { source: Source }) {
  return (
    <section>
      <h2>With whom it agrees</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Outlet</th>
            <th scope="col" class="number">
              Tells the same
            </th>
            <th scope="col" class="number">
              Contradicts
            </th>
            <th scope="col">
              <span class="hidden">Comparison</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {source.agreement.map((one) => (
            <tr key={one.source.id}>
              <th scope="row">
                <a href={link({ source: one.source.id })}>{one.source.name}</a>
              </th>
              <td class="number">{number(one.corroborates)}</td>
              <td class="number">{number(one.contradicts)}</td>
              <td>
                <a href={link({ show: "compare", one: source.id, other: one.source.id })}>
                  side by side<span class="hidden"> with {one.source.name}</span>
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
