import { useEffect, useMemo } from "preact/hooks";

import { address, here, link } from "../address.ts";
import type { Article, Mention, ReportRow, Revision } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { Original, Proof } from "../parts/report.tsx";
import { useAnswer } from "../service.ts";
import { CodePoints, paragraphs, type Span, stretches } from "../text.ts";
import { useTitle } from "../title.ts";
import { counted, day } from "../words.ts";

type Annotation = Span & ({ claim: ReportRow } | { mention: Mention });

/** An article as it was read: every claim and every name where it stands. */
export function ArticlePage({ id }: { id: string }) {
  const answer = useAnswer<Article>(`/v1/articles/${encodeURIComponent(id)}`);
  useTitle(answer.value?.title ?? "Article");
  return <Answered answer={answer}>{(article) => <Reading article={article} />}</Answered>;
}

function Reading({ article }: { article: Article }) {
  const wanted = address.value.get("revision");
  const revision =
    article.revisions.find((one) => one.id === wanted) ??
    article.revisions.find((one) => one.claims.length > 0) ??
    article.revisions[0];
  const chosen = revision?.claims.find((row) => row.id === address.value.get("claim"));
  useEffect(() => {
    if (chosen) document.querySelector("mark.chosen")?.scrollIntoView({ block: "center" });
  }, [chosen?.id]);
  return (
    <article class="reading">
      <header>
        <p class="over">
          {article.outlet ? <a href={link({ about: article.outlet })}>{article.outlet}</a> : "Unknown outlet"} ·{" "}
          {day(article.published)}
        </p>
        <h1>{article.title ?? "Untitled article"}</h1>
        <p class="meta">
          {article.byline && <span>By {article.byline}</span>}
          <span>Language {article.language}</span>
          {article.url && <Original url={article.url} />}
        </p>
        {article.revisions.length > 1 && <Revisions article={article} shown={revision} />}
      </header>
      {revision === undefined || revision.text === null ? (
        <p class="notice">The text of this article is not stored, or has not been read.</p>
      ) : (
        <div class="beside">
          <Text revision={revision} chosen={chosen} />
          <aside aria-label="Claims">
            <h2>
              {counted(revision.claims.length, "claim")} <small>choose one to see where it stands</small>
            </h2>
            <ol class="claims">
              {revision.claims.map((row) => (
                <li key={row.id} class={row === chosen ? "chosen" : undefined}>
                  <a href={here({ claim: row.id })} aria-current={row === chosen ? "true" : undefined}>
                    <span class="claim">{row.claim}</span>
                    <span class="meta">{row.speaker?.name ?? article.outlet}</span>
                  </a>
                  {row === chosen && <Proof row={row} />}
                </li>
              ))}
            </ol>
          </aside>
        </div>
      )}
    </article>
  );
}

function Revisions({ article, shown }: { article: Article; shown: Revision | undefined }) {
  return (
    <p class="meta">
      Texts:
      {article.revisions.map((revision) => (
        <a
          key={revision.id}
          href={here({ revision: revision.id, claim: null })}
          aria-current={revision === shown ? "true" : undefined}
        >
          {day(revision.accepted_at.slice(0, 10))}
          {revision.status === "parked" && " (could not be read)"}
        </a>
      ))}
    </p>
  );
}

function Text({ revision, chosen }: { revision: Revision; chosen: ReportRow | undefined }) {
  const { text, parts, annotations } = useMemo(() => {
    const claims: Annotation[] = revision.claims.map((row) => ({ ...row.span, claim: row }));
    const mentions: Annotation[] = (revision.mentions ?? []).map((one) => ({ start: one.start, end: one.end, mention: one }));
    return {
      text: new CodePoints(revision.text ?? ""),
      parts: paragraphs(revision.text ?? ""),
      annotations: [...claims, ...mentions],
    };
  }, [revision]);
  return (
    <div class="text" lang="en">
      {parts.map((part) => (
        <p key={part.start}>
          {stretches(text, annotations, part).map((stretch) => (
            <Piece key={stretch.start} text={stretch.text} annotations={stretch.spans} chosen={chosen} />
          ))}
        </p>
      ))}
    </div>
  );
}

function Piece(props: { text: string; annotations: Annotation[]; chosen: ReportRow | undefined }) {
  const claims = props.annotations.flatMap((one) => ("claim" in one ? [one.claim] : []));
  const mention = props.annotations.flatMap((one) => ("mention" in one ? [one.mention] : [])).at(-1);
  const target = mention?.entity ?? null;
  const inner = target ? (
    <a class={`mention ${target.kind}`} href={link({ about: target.id })} title={`${target.name} (${target.kind})`}>
      {props.text}
    </a>
  ) : (
    props.text
  );
  if (claims.length === 0) return <>{inner}</>;
  const chosen = props.chosen !== undefined && claims.includes(props.chosen);
  return <mark class={chosen ? "chosen" : undefined}>{inner}</mark>;
}
