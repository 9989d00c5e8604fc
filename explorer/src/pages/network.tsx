import cytoscape from "cytoscape";
import { useEffect, useRef } from "preact/hooks";

import { address, go, here, link, request } from "../address.ts";
import type { NamedNode, Neighbourhood } from "../model.ts";
import { Trouble } from "../parts/answered.tsx";
import { colours } from "../theme.ts";
import { useAnswers } from "../service.ts";
import { incidentName, label, number } from "../words.ts";

const FEW = 4; // neighbours of each type: more cannot be read
const SHAPES: Record<string, cytoscape.Css.NodeShape> = {
  person: "ellipse",
  organisation: "round-rectangle",
  group: "round-octagon",
  place: "diamond",
  incident: "star",
};

interface Drawn {
  nodes: Map<string, NamedNode>;
  edges: Map<string, Neighbourhood["edges"][number]>;
}

/** What stands beside a name, and beside its neighbours once they are opened: drawn, and as a list. */
export default function NetworkView({ centre }: { centre: string }) {
  const grown = (address.value.get("grown") ?? "").split(",").filter(Boolean);
  const ids = [centre, ...grown.filter((id) => id !== centre)];
  const answers = useAnswers<Neighbourhood>(
    ids.map((id) => request(`/v1/entities/${encodeURIComponent(id)}/neighbourhood`, { limit: FEW })),
  );
  const problem = answers.find((one) => one.problem)?.problem;
  const found = answers.flatMap((one) => (one.value ? [one.value] : []));
  if (problem) return <Trouble problem={problem} />;
  if (found.length === 0) return <p class="waiting">Asking…</p>;
  const drawn = joined(found);
  const grow = (id: string) => !ids.includes(id) && go(here({ grown: [...grown, id].join(",") }));
  return (
    <>
      <p class="lead">
        Who and what appears together, by number of claims. Choose a node to see what is beside it too.
        {grown.length > 0 && (
          <>
            {" "}
            <a href={here({ grown: null })}>Start again</a>
          </>
        )}
      </p>
      <Graph drawn={drawn} opened={ids} onChoose={grow} />
      <Lists found={found} opened={ids} grown={grown} />
    </>
  );
}

function joined(found: Neighbourhood[]): Drawn {
  const nodes = new Map<string, NamedNode>();
  const edges: Drawn["edges"] = new Map();
  for (const one of found) {
    for (const node of [one.centre, ...one.nodes]) nodes.set(node.id, node);
    for (const edge of one.edges) edges.set(`${edge.start} ${edge.type} ${edge.end}`, edge);
  }
  return { nodes, edges };
}

function Graph(props: { drawn: Drawn; opened: string[]; onChoose: (id: string) => void }) {
  const place = useRef<HTMLDivElement>(null);
  const graph = useRef<cytoscape.Core | null>(null);
  const choose = useRef(props.onChoose);
  choose.current = props.onChoose;
  useEffect(() => {
    claimStyle();
    const made = cytoscape({
      container: place.current,
      style: look(place.current!),
      minZoom: 0.2,
      maxZoom: 3,
      userZoomingEnabled: false, // the page scrolls past; + and − zoom
    });
    made.on("tap", "node", (event) => choose.current(event.target.id()));
    graph.current = made;
    return () => {
      made.destroy();
      graph.current = null;
    };
  }, []);
  const key = [...props.drawn.edges.keys()].sort().join("\n");
  useEffect(() => {
    if (graph.current) update(graph.current, props.drawn, props.opened);
  }, [key]);
  const zoom = (by: number) => {
    const made = graph.current;
    made?.zoom({ level: made.zoom() * by, renderedPosition: { x: made.width() / 2, y: made.height() / 2 } });
  };
  return (
    <div class="network">
      <div
        class="canvas"
        ref={place}
        role="img"
        aria-label={`${props.drawn.nodes.size} names and ${props.drawn.edges.size} relationships, listed below`}
      />
      <p class="zoom">
        <button type="button" aria-label="Zoom in" onClick={() => zoom(1.3)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => zoom(1 / 1.3)}>
          −
        </button>
        <button type="button" onClick={() => graph.current?.fit(undefined, 30)}>
          Whole
        </button>
      </p>
    </div>
  );
}

/** Cytoscape adds a style in line unless one with its id is there; the policy of this site refuses those in line. */
function claimStyle(): void {
  document.querySelector("link[rel=stylesheet]")!.id = "__________cytoscape_stylesheet";
}

function update(graph: cytoscape.Core, { nodes, edges }: Drawn, opened: string[]): void {
  const before = graph.nodes().length;
  graph
    .elements()
    .filter((one) => !nodes.has(one.id()) && !edges.has(one.id()))
    .remove();
  for (const node of nodes.values()) {
    if (graph.getElementById(node.id).nonempty()) continue;
    const name = node.kind === "incident" ? incidentName(node.name) : node.name;
    graph.add({ group: "nodes", data: { id: node.id, name, kind: node.kind } });
  }
  for (const [id, edge] of edges) {
    if (graph.getElementById(id).nonempty()) continue;
    const { start: source, end: target, type, weight } = edge;
    graph.add({ group: "edges", data: { id, source, target, type, weight, width: 1 + Math.log2(weight + 1) } });
  }
  graph.nodes().forEach((node) => {
    node.toggleClass("opened", opened.includes(node.id()));
  });
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  graph
    .layout({
      name: "cose",
      animate: before > 0 && !still ? "end" : false,
      randomize: before === 0,
      boundingBox: { x1: 0, y1: 0, w: graph.width(), h: graph.height() },
      nodeRepulsion: () => 9000,
      idealEdgeLength: () => 70,
      gravity: 0.6,
      nodeDimensionsIncludeLabels: true,
      padding: 20,
    } as cytoscape.CoseLayoutOptions)
    .run();
}

function look(container: HTMLElement): cytoscape.StylesheetStyle[] {
  const style = getComputedStyle(container);
  const colour = colours(container, ["--accent", "--ink", "--paper", "--line-strong", "--against", "--for"]);
  return [
    {
      selector: "node",
      style: {
        label: "data(name)",
        shape: (node: cytoscape.NodeSingular) => SHAPES[node.data("kind") as string] ?? "round-tag",
        "background-color": colour("--accent"),
        "background-opacity": 0.75,
        width: 22,
        height: 22,
        color: colour("--ink"),
        "font-family": style.fontFamily,
        "font-size": 14,
        "text-wrap": "wrap",
        "text-max-width": "120px",
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-background-color": colour("--paper"),
        "text-background-opacity": 0.8,
      },
    },
    { selector: "node.opened", style: { width: 28, height: 28, "background-opacity": 1, "font-weight": "bold" } },
    {
      selector: "edge",
      style: {
        width: "data(width)",
        "line-color": colour("--line-strong"),
        "curve-style": "bezier",
        "target-arrow-shape": "triangle",
        "target-arrow-color": colour("--line-strong"),
        "arrow-scale": 0.7,
        opacity: 0.7,
      },
    },
    {
      selector: "edge[type = 'contradicts']",
      style: { "line-color": colour("--against"), "line-style": "dashed", "target-arrow-shape": "none" },
    },
    { selector: "edge[type = 'corroborates']", style: { "line-color": colour("--for"), "target-arrow-shape": "none" } },
  ];
}

/** The network as text: beside each opened node what stands there, by type of relationship. */
function Lists({ found, opened, grown }: { found: Neighbourhood[]; opened: string[]; grown: string[] }) {
  return (
    <>
      {found.map((one) => (
        <section key={one.centre.id}>
          <h2>{shown(one.centre)}</h2>
          <div class="columns">
            {[...new Set(one.edges.map((edge) => edge.type))].map((type) => (
              <section key={type}>
                <h3>{label(type)}</h3>
                <Beside of={one} type={type} opened={opened} grown={grown} />
              </section>
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

function Beside(props: { of: Neighbourhood; type: string; opened: string[]; grown: string[] }) {
  const { centre, nodes, edges, more } = props.of;
  const named = new Map([centre, ...nodes].map((node) => [node.id, node]));
  const hidden = more[props.type] ?? 0;
  return (
    <>
      <ul class="lines">
        {edges
          .filter((edge) => edge.type === props.type)
          .map(({ start, end, weight }) => {
            const other = named.get(start === centre.id ? end : start)!;
            return (
              <li key={other.id}>
                <a href={link(other.kind === "incident" ? { incident: other.id } : { about: other.id })}>
                  {shown(other)}
                </a>
                <span class="meta">
                  <span>{number(weight)}</span>
                  {!props.opened.includes(other.id) && (
                    <a href={here({ grown: [...props.grown, other.id].join(",") })}>
                      open<span class="hidden"> {shown(other)}</span>
                    </a>
                  )}
                </span>
              </li>
            );
          })}
      </ul>
      {hidden > 0 && <p class="meta">and {number(hidden)} more</p>}
    </>
  );
}

function shown(node: NamedNode): string {
  return node.kind === "incident" ? incidentName(node.name) : node.name;
}
