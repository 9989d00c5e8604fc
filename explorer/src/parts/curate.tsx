import { useId, useState } from "preact/hooks";

import { link, request } from "../address.ts";
import type { Decided, Decision, Match, NamedNode, Page, Reference } from "../model.ts";
import { ask, generation, Problem, tell, useAnswer } from "../service.ts";
import { counted } from "../words.ts";
import { Answered } from "./answered.tsx";

export function isSource(kind: string): boolean {
  return !["person", "organisation", "group", "place", "incident"].includes(kind);
}

/** What may be decided on a node: that it is the same as another, or that some of it is something else. */
export function Curate({ entity }: { entity: NamedNode & { references?: Reference[] } }) {
  const [open, setOpen] = useState(false);
  if (isSource(entity.kind)) return null; // sources are not joined
  return (
    <details class="curate" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Merge, split and what was decided</summary>
      {open && (
        <>
          <Merge entity={entity} />
          {(entity.references?.length ?? 0) > 1 && <Split entity={entity} references={entity.references!} />}
          <History id={entity.id} />
        </>
      )}
    </details>
  );
}

function Merge({ entity }: { entity: NamedNode }) {
  const [text, setText] = useState("");
  const [matches, setMatches] = useState<Match[] | null>(null);
  const [other, setOther] = useState<string | null>(null);
  const id = useId();
  const look = async () => {
    if (/^[a-z]+-\S+$/.test(text.trim())) {
      setMatches([]);
      setOther(text.trim());
      return;
    }
    const { rows } = await ask<{ rows: Match[] }>(request("/v1/entities", { q: text.trim(), limit: 10 }));
    setMatches(rows.filter((row) => row.id !== entity.id && row.kind === entity.kind));
    setOther(null);
  };
  return (
    <section>
      <h3>It is the same as another</h3>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) look().catch(() => setMatches([]));
        }}
      >
        <label for={id}>Name or id of the other</label>
        <input id={id} value={text} maxLength={200} onInput={(event) => setText(event.currentTarget.value)} />
        <button type="submit">Find</button>
      </form>
      {matches !== null && matches.length === 0 && other === null && <p>No other {entity.kind} has this name.</p>}
      {matches !== null && matches.length > 0 && (
        <fieldset>
          <legend>Which one?</legend>
          {matches.map((match) => (
            <label key={match.id} class="option">
              <input type="radio" name={id} checked={other === match.id} onChange={() => setOther(match.id)} />
              {match.name} <a href={link({ about: match.id })}>look at it</a>
            </label>
          ))}
        </fieldset>
      )}
      {other && <Decide acts={[{ label: "Merge", body: { kind: "merge", one: entity.id, other } }]} />}
    </section>
  );
}

function Split({ entity, references }: { entity: NamedNode; references: Reference[] }) {
  const [chosen, setChosen] = useState<string[]>([]);
  return (
    <section>
      <h3>Some of it is something else</h3>
      <fieldset>
        <legend>What articles call it; choose what does not belong here</legend>
        {references.map((reference) => (
          <label key={reference.id} class="option">
            <input
              type="checkbox"
              checked={chosen.includes(reference.id)}
              onChange={(event) =>
                setChosen(
                  event.currentTarget.checked
                    ? [...chosen, reference.id]
                    : chosen.filter((one) => one !== reference.id),
                )
              }
            />
            {reference.name}{" "}
            <span class="meta">
              in {counted(reference.articles, "article")}
              {reference.example?.title && `, such as “${reference.example.title}”`}
            </span>
          </label>
        ))}
      </fieldset>
      {chosen.length > 0 && (
        <Decide acts={[{ label: "Split off", body: { kind: "split", one: entity.id, references: chosen } }]} />
      )}
    </section>
  );
}

function History({ id }: { id: string }) {
  const answer = useAnswer<Page<Decision>>(request(`/v1/entities/${encodeURIComponent(id)}/history`, {}));
  return (
    <section>
      <h3>What was decided on it</h3>
      <Answered answer={answer}>
        {(page) =>
          page.rows.length === 0 ? <p>Nothing yet.</p> : page.rows.map((one) => <Made key={one.id} decision={one} />)
        }
      </Answered>
    </section>
  );
}

interface Act {
  label: string;
  body: Record<string, unknown>;
}

/** Ways to decide one question, with the reason that every decision needs. */
export function Decide({ acts, onDecided }: { acts: Act[]; onDecided?: (decided: Decided) => void }) {
  const [decided, setDecided] = useState<Decided | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const id = useId();
  if (decided) return <Made decision={decided.decision} joined={decided.joined} announce />;
  const decide = async (act: Act, reason: string) => {
    setBusy(true);
    setProblem("");
    try {
      const answer = await tell<Decided>("/v1/decisions", { ...act.body, reason });
      setDecided(answer);
      onDecided?.(answer);
    } catch (error) {
      setProblem(error instanceof Problem ? error.detail : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="decide"
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const pressed = (event as SubmitEvent).submitter as HTMLButtonElement | null;
        const act = acts[Number(pressed?.value ?? 0)]!;
        void decide(act, String(new FormData(form).get("reason")).trim());
      }}
    >
      <label for={id}>Why, for those who read it later</label>
      <input id={id} name="reason" required maxLength={2000} autocomplete="off" />
      {acts.map((act, index) => (
        <button key={act.label} type="submit" value={index} disabled={busy} class={index > 0 ? "second" : undefined}>
          {act.label}
        </button>
      ))}
      {problem && (
        <p class="trouble" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

/** A decision on record, and the way to take it back. */
export function Made(props: { decision: Decision; joined?: boolean; announce?: boolean }) {
  const [decision, setDecision] = useState(props.decision);
  const [problem, setProblem] = useState("");
  const undo = async () => {
    try {
      setDecision((await tell<Decided>(`/v1/decisions/${decision.id}/undo`)).decision);
    } catch (error) {
      setProblem(error instanceof Problem ? error.detail : String(error));
    }
  };
  return (
    <div class={decision.retracted_at ? "made retracted" : "made"} role={props.announce ? "status" : undefined}>
      <p>
        <b>{decision.kind}</b> {decision.summary.replace(`${decision.kind} `, "")}
      </p>
      <p class="meta">
        <span>“{decision.reason}”</span>
        <span>
          {decision.actor}, {decision.at.slice(0, 16).replace("T", " ")} UTC
        </span>
        {decision.retracted_at && (
          <span>
            taken back by {decision.retracted_by}, {decision.retracted_at.slice(0, 16).replace("T", " ")} UTC
          </span>
        )}
        {props.joined === false && <span>Answers will show it once joining is done.</span>}
      </p>
      {!decision.retracted_at && (
        <button type="button" onClick={() => void undo()}>
          Undo
        </button>
      )}
      {props.announce && (
        <button
          type="button"
          onClick={() => {
            generation.value += 1;
          }}
        >
          Show the answers anew
        </button>
      )}
      {problem && (
        <p class="trouble" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
