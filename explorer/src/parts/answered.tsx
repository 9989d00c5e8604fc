import type { ComponentChildren } from "preact";

import { type Answer, type Problem, refresh } from "../service.ts";

/** Shows an answer once it is there, and says so while it is not. */
export function Answered<T>(props: { answer: Answer<T>; children: (value: T) => ComponentChildren }) {
  const { value, problem, waiting } = props.answer;
  if (problem) return <Trouble problem={problem} />;
  if (value === null)
    return (
      <p class="waiting" role="status">
        {waiting ? "Asking…" : ""}
      </p>
    );
  return (
    <div class={waiting ? "stale" : undefined} aria-busy={waiting}>
      {props.children(value)}
    </div>
  );
}

/** What went wrong, in the words of the service. */
export function Trouble({ problem }: { problem: Problem }) {
  if (problem.status === 401) return null; // the page asks for a key
  return (
    <div class="notice trouble" role="alert">
      <p>
        <strong>{problem.title}.</strong> {problem.detail}
      </p>
      {(problem.status === 0 || problem.status === 429 || problem.status >= 500) && (
        <button type="button" onClick={refresh}>
          Ask again
        </button>
      )}
    </div>
  );
}
