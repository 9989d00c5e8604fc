import { useState } from "preact/hooks";

import { filters, request } from "../address.ts";
import { hasKey, send } from "../service.ts";
import { label } from "../words.ts";

/** Ending of a file and what it is called on the page. */
const FORMATS: Record<string, Record<string, string>> = {
  reports: { csv: "CSV", parquet: "Parquet", jsonld: "JSON-LD" },
  findings: { csv: "CSV", parquet: "Parquet" },
  incidents: { csv: "CSV", "acled.csv": "ACLED", "plover.csv": "PLOVER", geojson: "GeoJSON", parquet: "Parquet" },
  entities: { csv: "CSV", "ftm.json": "FollowTheMoney", parquet: "Parquet" },
  graph: { graphml: "GraphML" },
};

/** The answer as files; what is filtered here is filtered there. */
export function Download({ about }: { about: string | null }) {
  const [trouble, setTrouble] = useState("");
  return (
    <details class="menu">
      <summary>Download</summary>
      <ul>
        {Object.entries(FORMATS).map(([what, formats]) => (
          <li key={what}>
            <b>{label(what)}</b>
            {Object.entries(formats).map(([format, name]) => {
              const path = request(`/v1/exports/${what}.${format}`, { about }, filters());
              return (
                <a
                  key={format}
                  href={path}
                  download={`${what}.${format}`}
                  onClick={(event) => {
                    if (!hasKey()) return; // a plain download is streamed to disk
                    event.preventDefault();
                    save(path, `${what}.${format}`).then(
                      () => setTrouble(""),
                      (problem: Error) => setTrouble(problem.message),
                    );
                  }}
                >
                  {name}
                </a>
              );
            })}
          </li>
        ))}
      </ul>
      <p role="status">{trouble}</p>
    </details>
  );
}

/** A key goes in a header, which a link cannot send: the file is fetched, then handed over. */
async function save(path: string, name: string): Promise<void> {
  const response = await send(path);
  const file = URL.createObjectURL(await response.blob());
  const anchor = document.createElement("a");
  anchor.href = file;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(file), 60_000);
}
