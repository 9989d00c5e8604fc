import { useEffect, useMemo } from "preact/hooks";

import { address, here, link } from "../address.ts";
import type { Article, ReportRow, Revision } from "../model.ts";
import { AnnotatedText, annotations } from "../parts/annotated.tsx";
import { Answered } from "../parts/answered.tsx";
import { Facts, Original } from "../parts/report.tsx";
import { useAnswer } from "../service.ts";
import { CodePoints, paragraphs } from "../text.ts";
import { useTitle } from "../title.ts";
import { counted, day } from "../words.ts";

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
          <Text revision={revision} chosen={chosen} language={article.language} />
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
                  {row === chosen && (
                    <div class="proof">
                      <Facts row={row} />
                      {row.incident && <a href={link({ incident: row.incident })}>The incident</a>}
                    </div>
                  )}
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

function Text(props: { revision: Revision; chosen: ReportRow | undefined; language: string }) {
  const { revision, chosen } = props;
  const read = useMemo(() => {
    const text = revision.text ?? "";
    return { text: new CodePoints(text), parts: paragraphs(text), spans: annotations(revision) };
  }, [revision]);
  return (
    <div class="text" lang={props.language}>
      {read.parts.map((part) => (
        <p key={part.start}>
          <AnnotatedText text={read.text} spans={read.spans} part={part} chosen={chosen?.id} />
        </p>
      ))}
    </div>
  );
}
