import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";

import { here, link, opened, setOpened } from "../address.ts";
import type { Article, NamedId, ReportRow } from "../model.ts";
import { useAnswer } from "../service.ts";
import { CodePoints, paragraphs } from "../text.ts";
import { day, interval, label, period, QUOTE } from "../words.ts";
import { AnnotatedText, annotations } from "./annotated.tsx";

/** One claim: who says it, where and when, in its sentence; behind it the paragraph and what was read from it. */
export function Report(props: { row: ReportRow; note?: string | undefined; inArticle?: boolean }) {
  const { row } = props;
  const open = opened().includes(row.id);
  return (
    <details class="report" id={row.id} open={open} onToggle={(event) => setOpened(row.id, event.currentTarget.open)}>
      <summary>
        <span class="meta">
          <Voice row={row} inArticle={props.inArticle} />
          {row.stance !== "asserted" && <span class={`stance-${row.stance}`}>{row.stance}</span>}
          {props.note && <span>{props.note}</span>}
        </span>
        <Sentence row={row} />
      </summary>
      {open && (
        <div class="proof">
          <Context row={row} />
          <Facts row={row} />
          <p class="ways">
            <a href={link({ article: row.article.id, claim: row.id })}>Read it in the article</a>
            {row.speaker && row.speaker.kind !== "outlet" && (
              <a href={link({ about: row.speaker.id })}>All of {row.speaker.name}</a>
            )}
            {row.incident && <a href={link({ incident: row.incident })}>The incident</a>}
            {row.article.url && <Original url={row.article.url} />}
          </p>
        </div>
      )}
    </details>
  );
}

/** Who says it, through whom, in which outlet and when: plain words, as a summary holds no links. */
function Voice({ row, inArticle }: { row: ReportRow; inArticle?: boolean | undefined }) {
  const own = row.speaker === null || row.speaker.name === row.outlet;
  const via = row.via.filter((name) => name !== row.outlet);
  return (
    <span>
      <b>{own ? (row.outlet ?? "Unknown outlet") : row.speaker!.name}</b>
      {via.length > 0 && ` via ${via.join(", ")}`}
      {!own && !inArticle && ` in ${row.outlet ?? "an unknown outlet"}`}
      {!inArticle && `, ${day(row.article.published)}`}
    </span>
  );
}

/** A sentence with the words of its claim marked. */
function Sentence({ row: { sentence, span } }: { row: ReportRow }) {
  const text = new CodePoints(sentence.text);
  const start = Math.max(span.start - sentence.start, 0);
  const end = Math.min(span.end - sentence.start, text.length);
  return (
    <span class="sentence">
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end, text.length)}
    </span>
  );
}

/** The sentence inside its article: the paragraph it stands in, with every claim of it marked. */
function Context({ row }: { row: ReportRow }) {
  const answer = useAnswer<Article>(`/v1/articles/${row.article.id}`);
  const revision = answer.value?.revisions.find((one) => one.claims.some((claim) => claim.id === row.id));
  const found = useMemo(() => {
    if (!revision?.text) return null;
    const part = paragraphs(revision.text).find((one) => one.start <= row.span.start && row.span.start < one.end);
    return part && { part, text: new CodePoints(revision.text), spans: annotations(revision) };
  }, [revision, row.id]);
  if (!found || (found.part.start === row.sentence.start && found.part.end === row.sentence.end)) return null;
  return (
    <blockquote>
      <AnnotatedText text={found.text} spans={found.spans} part={found.part} chosen={row.id} />
    </blockquote>
  );
}

/** What was read from the words of a claim. */
export function Facts({ row }: { row: ReportRow }) {
  const facts: [string, ComponentChildren][] = [];
  facts.push(["Told", [row.verb && `“${row.verb}”`, QUOTE[row.quote_type]].filter(Boolean).join(", ")]);
  facts.push(["Kind", label(row.kind)]);
  if (row.count) facts.push(["Count", interval(row.count) + words(row.count.words)]);
  if (row.event_date.from) facts.push(["When", period(row.event_date) + words(row.event_date.words)]);
  if (row.place) facts.push(["Where", <Names of={[row.place]} />]);
  if (row.actors.length > 0) facts.push(["Who", <Names of={row.actors} />]);
  if (row.targets.length > 0) facts.push(["To whom", <Names of={row.targets} />]);
  if (row.tactics.length > 0) facts.push(["Means", row.tactics.join(", ")]);
  if (row.slogans.length > 0) facts.push(["Slogans", row.slogans.join("; ")]);
  if (row.causes.length > 0) facts.push(["Over", row.causes.join("; ")]);
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function words(text: string | null): string {
  return text ? ` (“${text}”)` : "";
}

function Names({ of }: { of: NamedId[] }) {
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
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return null;
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
            <h2>
              <a href={link({ article: article.id })}>{article.title ?? "Untitled article"}</a>
            </h2>
            <p class="byline">
              {outlet ? <a href={here({ outlet })}>{outlet}</a> : "Unknown outlet"}
              <span>{day(article.published)}</span>
              {article.url && <Original url={article.url} />}
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
