import { useEffect, useRef } from "preact/hooks";

import { address, link } from "./address.ts";
import { AnswerPage } from "./pages/answer.tsx";
import { ArticlePage } from "./pages/article.tsx";
import { ComparePage } from "./pages/compare.tsx";
import { FindingPage } from "./pages/finding.tsx";
import { HomePage } from "./pages/home.tsx";
import { IncidentPage } from "./pages/incident.tsx";
import { DecisionsPage, ReviewsPage } from "./pages/reviews.tsx";
import { SourcePage, SourcesPage } from "./pages/sources.tsx";
import { Search } from "./parts/search.tsx";
import { hasKey, keyNeeded, setKey } from "./service.ts";
import { applyTheme, type Theme, theme } from "./theme.ts";

const PLACES: [string, Record<string, string>][] = [
  ["Timeline", { show: "timeline" }],
  ["Map", { show: "map" }],
  ["Sources", { show: "sources" }],
  ["Compare", { show: "compare" }],
  ["Review", { show: "reviews" }],
];

export function App() {
  const main = useRef<HTMLElement>(null);
  const page = pageOf(address.value);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true }); // a reader of screens begins at the new page
  }, [page]);
  const home = page === "home";
  return (
    <>
      <a class="skip" href="#main">
        To the answer
      </a>
      <header class="site">
        <a class="name" href="/">
          Protest Graph
        </a>
        {!home && <Search />}
        <nav aria-label="Site">
          {PLACES.map(([name, parts]) => (
            <a key={name} href={link(parts)} aria-current={page === `show ${parts["show"]}` ? "page" : undefined}>
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {keyNeeded.value === null ? <CurrentPage /> : <KeyForm trouble={keyNeeded.value} />}
      </main>
      <footer class="site">
        <ThemeChoice />
        <a href="/docs">API</a>
        {hasKey() && (
          <button type="button" onClick={() => setKey(null)}>
            Forget the key
          </button>
        )}
      </footer>
    </>
  );
}

/** Which page an address is of: what stays the same while its filters change. */
function pageOf(at: URLSearchParams): string {
  for (const kind of ["article", "finding", "source"]) {
    const id = at.get(kind);
    if (id) return `${kind} ${id}`;
  }
  const show = at.get("show");
  if (show === "compare") return "show compare";
  if (at.has("incident")) return `incident ${at.get("incident")}`;
  if (at.has("about") && show !== "decisions" && show !== "reviews") return `about ${at.get("about")}`;
  return show ? `show ${show}` : "home";
}

function CurrentPage() {
  const at = address.value;
  const page = pageOf(at);
  const [kind, id] = [page.split(" ")[0]!, page.slice(page.indexOf(" ") + 1)];
  if (kind === "article") return <ArticlePage id={id} key={id} />;
  if (kind === "finding") return <FindingPage id={id} key={id} />;
  if (kind === "source") return <SourcePage id={id} key={id} />;
  if (kind === "incident") return <IncidentPage id={id} key={id} />;
  if (kind === "about") return <AnswerPage key={id} />;
  if (page === "show sources") return <SourcesPage />;
  if (page === "show compare") return <ComparePage />;
  if (page === "show reviews") return <ReviewsPage />;
  if (page === "show decisions") return <DecisionsPage />;
  if (page === "home") return <HomePage />;
  return <AnswerPage key="everything" />;
}

function KeyForm({ trouble }: { trouble: string }) {
  return (
    <form
      class="key"
      onSubmit={(event) => {
        event.preventDefault();
        const key = String(new FormData(event.currentTarget).get("key")).trim();
        if (key) setKey(key);
      }}
    >
      <h1>This service asks for a key</h1>
      <p>Whoever runs it makes one with “protest-graph keys create”. It is kept until this tab is closed.</p>
      {trouble && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
      <label>
        Key
        <input name="key" type="password" autocomplete="off" required spellcheck={false} autofocus />
      </label>
      <button type="submit">Continue</button>
    </form>
  );
}

function ThemeChoice() {
  return (
    <label>
      Appearance{" "}
      <select onChange={(event) => applyTheme(event.currentTarget.value as Theme)}>
        {(["auto", "light", "dark"] as const).map((one) => (
          <option key={one} value={one} selected={theme.value === one}>
            {one === "auto" ? "as the system" : one}
          </option>
        ))}
      </select>
    </label>
  );
}
