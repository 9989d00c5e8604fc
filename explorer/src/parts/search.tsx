import { useEffect, useId, useRef, useState } from "preact/hooks";

import { address, go, here, isId, link, request } from "../address.ts";
import type { Match } from "../model.ts";
import { ask } from "../service.ts";

const TYPING = 120; // milliseconds without a key before names are looked up

/** The question: a name in any spelling or script. Known names are offered; Enter asks for what is written. */
export function Search({ large }: { large?: boolean }) {
  const asked = address.value.get("about") ?? "";
  const [text, setText] = useState(isId(asked) ? "" : asked);
  const { matches, active, setActive, close } = useMatches(text, asked);
  const list = useId();
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => setText(isId(asked) ? "" : asked), [asked]);
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const typing = (event.target as Element).closest("input, textarea, select, [contenteditable]");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);

  const choose = (about: string) => {
    close();
    const view = address.value.get("show");
    const kept = view && ["reports", "timeline", "map", "network"].includes(view) ? view : null;
    go(link({ about, show: kept }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    if (matches.length === 0 || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    setActive((active + step + matches.length + 1) % (matches.length + 1)); // one more: nothing chosen
  };

  return (
    <form
      class={large ? "search large" : "search"}
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = matches[active];
        const about = chosen ? chosen.id : text.trim();
        if (about) choose(about);
      }}
    >
      <label for={`${list}-input`} class="hidden">
        Who reported what about
      </label>
      <div class="field">
        <input
          id={`${list}-input`}
          ref={input}
          type="search"
          name="about"
          value={text}
          maxLength={200}
          placeholder={large ? "A place, a person, an organisation, an outlet" : "Place, person, organisation, outlet"}
          autocomplete="off"
          spellcheck={false}
          enterkeyhint="search"
          autofocus={large}
          list={undefined}
          role="combobox"
          aria-expanded={matches.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={matches[active] ? `${list}-${active}` : undefined}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={close}
        />
        <button type="submit">Search</button>
        <ul id={list} role="listbox" aria-label="Known names" hidden={matches.length === 0}>
          {matches.map((match, index) => (
            <li
              id={`${list}-${index}`}
              key={match.id}
              role="option"
              aria-selected={index === active}
              onMouseDown={(event) => {
                event.preventDefault(); // the box keeps the focus
                choose(match.id);
              }}
            >
              <b>{match.name}</b>
              {match.matched !== match.name && <span>{match.matched}</span>}
              <i>{match.kind}</i>
            </li>
          ))}
        </ul>
      </div>
    </form>
  );
}

function useMatches(text: string, asked: string) {
  const [matches, setMatches] = useState<Match[]>([]);
  const [active, setActive] = useState(-1);
  const close = () => {
    setMatches([]);
    setActive(-1);
  };
  useEffect(() => {
    const query = text.trim();
    setActive(-1);
    if (!/[\p{L}\p{N}]{2}/u.test(query) || query === asked) {
      setMatches([]);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      const path = request("/v1/entities", { q: query, limit: 8 });
      ask<{ rows: Match[] }>(path).then(
        ({ rows }) => current && setMatches(rows),
        () => current && setMatches([]), // the page asked for says what is wrong
      );
    }, TYPING);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, asked]);
  return { matches, active, setActive, close };
}

export function Pager({ next }: { next: string | null }) {
  const later = address.value.has("cursor");
  if (!next && !later) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {later && <a href={here({})}>First page</a>}
      {next && <a href={here({ cursor: next })}>Next page</a>}
    </nav>
  );
}
