import { here, link, opened, setOpened } from "../address.ts";
import type { ReportRow } from "../model.ts";
import { day, interval, label, period, QUOTE } from "../words.ts";
import { Sentence } from "./marked.tsx";

/** One claim: who says it to whom and what, and behind it the sentence that proves it. */
export function Report(props: { row: ReportRow; note?: string; inArticle?: boolean }) {
  const { row } = props;
  return (
    <details
      class="report"
      id={row.id}
      open={opened().includes(row.id)}
      onToggle={(event) => setOpened(row.id, event.currentTarget.open)}
    >
      <summary>
        <span class="claim">{row.claim}</span>
        <span class="meta">
          <Voice row={row} inArticle={props.inArticle} />
          {row.stance !== "asserted" && <span class={`tag stance-${row.stance}`}>{row.stance}</span>}
          {props.note && <span class="note">{props.note}</span>}
        </span>
      </summary>
      <Proof row={row} />
    </details>
  );
}

/** Who says it, through whom, in which outlet and when: plain words, as a summary holds no links. */
function Voice({ row, inArticle }: { row: ReportRow; inArticle?: boolean | undefined }) {
  const own = row.speaker === null || row.speaker.name === row.outlet;
  return (
    <>
      {own ? <b>{row.outlet ?? "Unknown outlet"}</b> : <b>{row.speaker!.name}</b>}
      {row.via.filter((name) => name !== row.outlet).map((name) => ` via ${name}`)}
      {!own && !inArticle && <> in {row.outlet ?? "an unknown outlet"}</>}
      {!inArticle && <>, {day(row.article.published)}</>}
    </>
  );
}

/** The sentence a claim stands in, what was read from it, and the way to the article. */
export function Proof({ row }: { row: ReportRow }) {
  const facts: [string, preact.ComponentChildren][] = [];
  const told = [row.verb && `“${row.verb}”`, QUOTE[row.quote_type]].filter(Boolean).join(", ");
  facts.push(["Told", told]);
  facts.push(["Kind", label(row.kind)]);
  if (row.count) facts.push(["Count", `${interval(row.count)}${row.count.words ? ` (“${row.count.words}”)` : ""}`]);
  if (row.event_date.from) {
    facts.push(["When", `${period(row.event_date)}${row.event_date.words ? ` (“${row.event_date.words}”)` : ""}`]);
  }
  if (row.place) facts.push(["Where", <a href={link({ about: row.place.id })}>{row.place.name}</a>]);
  if (row.actors.length > 0) facts.push(["Who", <Names of={row.actors} />]);
  if (row.targets.length > 0) facts.push(["To whom", <Names of={row.targets} />]);
  if (row.tactics.length > 0) facts.push(["Means", row.tactics.join(", ")]);
  if (row.slogans.length > 0) facts.push(["Slogans", row.slogans.join("; ")]);
  if (row.causes.length > 0) facts.push(["Over", row.causes.join("; ")]);
  return (
    <div class="proof">
      <Sentence sentence={row.sentence} span={row.span} />
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="ways">
        <a href={link({ article: row.article.id, claim: row.id })}>Read it in the article</a>
        {row.speaker && <a href={link({ about: row.speaker.id })}>All of {row.speaker.name}</a>}
        {row.incident && <a href={link({ incident: row.incident })}>The incident</a>}
        {row.article.url && <Original url={row.article.url} />}
      </p>
    </div>
  );
}

function Names({ of }: { of: { id: string; name: string }[] }) {
  return (
    <>
      {of.map((one, index) => (
        <>
          {index > 0 && ", "}
          <a href={link({ about: one.id })}>{one.name}</a>
        </>
      ))}
    </>
  );
}

/** The article where it was published; addresses come from articles, so only those of the web are followed. */
export function Original({ url }: { url: string }) {
  if (!/^https?:\/\//.test(url)) return null;
  return (
    <a href={url} rel="noreferrer noopener" target="_blank">
      Original at {new URL(url).host} <span class="hidden">(opens in a new tab)</span>
    </a>
  );
}

/** Claims under the articles that make them, in the order they come. */
export function ByArticle({ rows }: { rows: ReportRow[] }) {
  const groups: ReportRow[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && last[0]!.article.id === row.article.id) last.push(row);
    else groups.push([row]);
  }
  return (
    <>
      {groups.map((claims) => {
        const { article, outlet } = claims[0]!;
        return (
          <section class="article-group" key={article.id}>
            <h3>
              <a href={link({ article: article.id })}>{article.title ?? "Untitled article"}</a>
            </h3>
            <p class="byline">
              {outlet ? <a href={here({ outlet })}>{outlet}</a> : "Unknown outlet"}
              <span>{day(article.published)}</span>
            </p>
            {claims.map((row) => (
              <Report row={row} key={row.id} inArticle />
            ))}
          </section>
        );
      })}
    </>
  );
}
