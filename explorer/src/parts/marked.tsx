import type { Offsets, SentenceRef } from "../model.ts";
import { CodePoints } from "../text.ts";

/** A sentence with the words of its claim marked. */
export function Sentence({ sentence, span }: { sentence: SentenceRef; span: Offsets }) {
  const text = new CodePoints(sentence.text);
  const start = Math.max(span.start - sentence.start, 0);
  const end = Math.min(span.end - sentence.start, text.length);
  return (
    <blockquote>
      {text.slice(0, start)}
      <mark>{text.slice(start, end)}</mark>
      {text.slice(end, text.length)}
    </blockquote>
  );
}
