import { filters, request } from "../address.ts";
import { hasKey, send } from "../service.ts";
import { useState } from "preact/hooks";

const FORMATS: Record<string, string[]> = {
  reports: ["csv", "jsonld", "parquet"],
  findings: ["csv", "jsonld"],
  incidents: ["csv", "geojson"],
  graph: ["graphml", "jsonld", "ftm"],
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
            {what}:{" "}
            {formats.map((format) => {
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
                  {format}
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
