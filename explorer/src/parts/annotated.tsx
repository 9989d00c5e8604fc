import { link } from "../address.ts";
import type { Mention, ReportRow, Revision } from "../model.ts";
import { type CodePoints, type Span, stretches } from "../text.ts";

export type Annotation = Span & ({ claim: ReportRow } | { mention: Mention });

/** All that was read in a text, where it stands. */
export function annotations(revision: Revision): Annotation[] {
  const claims: Annotation[] = revision.claims.map((row) => ({ ...row.span, claim: row }));
  const mentions: Annotation[] = revision.mentions.map((one) => ({ start: one.start, end: one.end, mention: one }));
  return [...claims, ...mentions];
}

/** A part of a text, its claims marked, its names leading to whom they stand for. Only ever text, whatever it holds. */
export function AnnotatedText(props: {
  text: CodePoints;
  spans: Annotation[];
  part: Span;
  chosen: string | undefined;
}) {
  return (
    <>
      {stretches(props.text, props.spans, props.part).map((stretch) => {
        const claims = stretch.spans.flatMap((one) => ("claim" in one ? [one.claim.id] : []));
        const mention = stretch.spans.flatMap((one) => ("mention" in one ? [one.mention] : [])).at(-1);
        const inner = mention ? <Name mention={mention} text={stretch.text} /> : stretch.text;
        if (claims.length === 0) return <>{inner}</>;
        const chosen = props.chosen !== undefined && claims.includes(props.chosen);
        return (
          <mark key={stretch.start} class={chosen ? "chosen" : undefined}>
            {inner}
          </mark>
        );
      })}
    </>
  );
}

function Name({ mention, text }: { mention: Mention; text: string }) {
  const { id, name, kind } = mention.entity;
  return (
    <a class="mention" href={link({ about: id })} title={`${name} (${kind})`}>
      {text}
    </a>
  );
}
