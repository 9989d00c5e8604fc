import { address, here, link, request } from "../address.ts";
import type { Decision, Page, Review, Side } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { Decide, Made } from "../parts/curate.tsx";
import { Pager } from "../parts/search.tsx";
import { useAnswer } from "../service.ts";
import { useTitle } from "../title.ts";
import { counted, day, incidentName } from "../words.ts";

const KINDS = ["person", "organisation", "group", "place", "incident"];

/** What waits for a person's judgement: two that may be the same, with the sentences that show it. */
export function ReviewsPage() {
  useTitle("Review");
  const kind = address.value.get("kind");
  const cursor = address.value.get("cursor");
  const answer = useAnswer<Page<Review>>(request("/v1/reviews", { kind, cursor, limit: 20 }));
  return (
    <>
      <h1>Are these the same?</h1>
      <p class="lead">
        What joining was not sure of, the likeliest first. A decision has an author and a reason, outlives reading
        again, and can be taken back. <a href={link({ show: "decisions" })}>All decisions</a>
      </p>
      <nav class="steps" aria-label="Kind">
        <a href={here({ kind: null })} aria-current={kind === null ? "true" : undefined}>
          all
        </a>
        {KINDS.map((one) => (
          <a key={one} href={here({ kind: one })} aria-current={kind === one ? "true" : undefined}>
            {one}
          </a>
        ))}
      </nav>
      <Answered answer={answer}>
        {(page) => (
          <>
            {page.rows.length === 0 && <p class="nothing">Nothing waits for a decision.</p>}
            {page.rows.map((review) => (
              <Question review={review} key={`${review.one.reference} ${review.other.reference}`} />
            ))}
            <Pager next={page.next} />
          </>
        )}
      </Answered>
    </>
  );
}

function Question({ review }: { review: Review }) {
  const [one, other] = [review.one.reference, review.other.reference];
  return (
    <article class="question">
      <div class="pair">
        <SideOf side={review.one} />
        <SideOf side={review.other} />
      </div>
      <p class="meta">
        <span>likely to {Math.round(review.score * 100)} %</span>
        <span>{review.why}</span>
      </p>
      <Decide
        acts={[
          { label: "The same", body: { kind: "confirm", one, other } },
          { label: "Not the same", body: { kind: "reject", one, other } },
        ]}
      />
    </article>
  );
}

function SideOf({ side }: { side: Side }) {
  const incident = side.entity.kind === "incident";
  return (
    <section>
      <h2>
        <a href={link(incident ? { incident: side.entity.id } : { about: side.entity.id })}>
          {incident ? incidentName(side.name) : side.name}
        </a>
      </h2>
      <p class="meta">
        <span>{side.entity.kind}</span>
        {side.entity.name !== side.name && <span>now under {side.entity.name}</span>}
        <span>in {counted(side.articles, "article")}</span>
      </p>
      {side.uses.map((use) => (
        <figure key={`${use.article.id} ${use.sentence.start}`}>
          <blockquote>
            <Named text={use.sentence.text} name={side.name} />
          </blockquote>
          <figcaption class="meta">
            <a href={link({ article: use.article.id })}>{use.outlet ?? "Unknown outlet"}</a>
            <span>{day(use.article.published)}</span>
          </figcaption>
        </figure>
      ))}
    </section>
  );
}

/** A sentence with the name marked where it stands. */
function Named({ text, name }: { text: string; name: string }) {
  const at = text.toLowerCase().indexOf(name.toLowerCase());
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <mark>{text.slice(at, at + name.length)}</mark>
      {text.slice(at + name.length)}
    </>
  );
}

/** What people decided, newest first. */
export function DecisionsPage() {
  useTitle("Decisions");
  const cursor = address.value.get("cursor");
  const answer = useAnswer<Page<Decision>>(request("/v1/decisions", { cursor, about: address.value.get("about") }));
  return (
    <>
      <h1>Decisions</h1>
      <p class="lead">
        Who decided what, when and why. <a href={link({ show: "reviews" })}>What waits for a decision</a>
      </p>
      <Answered answer={answer}>
        {(page) => (
          <>
            {page.rows.length === 0 && <p class="nothing">Nothing was decided yet.</p>}
            {page.rows.map((decision) => (
              <Made key={`${decision.id} ${decision.retracted_at}`} decision={decision} />
            ))}
            <Pager next={page.next} />
          </>
        )}
      </Answered>
    </>
  );
}
