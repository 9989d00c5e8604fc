import type { ComponentChildren } from "preact";

import { address, go, here, link, request } from "../address.ts";
import type { Comparison, Page, ReportRow, SourceRow } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { sentenceCase } from "../parts/finding.tsx";
import { Report } from "../parts/report.tsx";
import { Pager } from "../parts/search.tsx";
import { useAnswer } from "../service.ts";
import { useTitle } from "../title.ts";
import { counted, incidentName, label, period } from "../words.ts";

/** Two outlets on one incident: what both tell, where they differ, what only one has. */
export function ComparePage() {
  const one = address.value.get("one");
  const other = address.value.get("other");
  const incident = address.value.get("incident");
  const sources = useAnswer<Page<SourceRow>>("/v1/sources?limit=200");
  const answer = useAnswer<Comparison>(
    one && other ? request("/v1/compare", { one, other, incident, cursor: address.value.get("cursor") }) : null,
  );
  useTitle("Compare");
  return (
    <>
      <h1>Side by side</h1>
      <Answered answer={sources}>
        {(page) => (
          <form
            class="row"
            onSubmit={(event) => {
              event.preventDefault();
              const form = new FormData(event.currentTarget);
              go(here({ one: String(form.get("one")), other: String(form.get("other")), incident: null }));
            }}
          >
            <Outlet name="one" title="One outlet" value={one} rows={page.rows} />
            <Outlet name="other" title="The other" value={other} rows={page.rows} />
            <button type="submit">Compare</button>
          </form>
        )}
      </Answered>
      {one && other && (
        <Answered answer={answer}>{(value) => (incident ? <Both value={value} /> : <Choose value={value} />)}</Answered>
      )}
    </>
  );
}

function Outlet(props: { name: string; title: string; value: string | null; rows: SourceRow[] }) {
  return (
    <label>
      {props.title}
      <select name={props.name} required>
        <option value="">choose</option>
        {props.rows.map((source) => (
          <option key={source.id} value={source.id} selected={source.id === props.value || source.name === props.value}>
            {source.name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The incidents both report: comparing begins with one of them. */
function Choose({ value }: { value: Comparison }) {
  if (value.incidents.length === 0) {
    return (
      <p class="nothing">
        {value.one.name} and {value.other.name} report no incident in common.
      </p>
    );
  }
  return (
    <>
      <h2>Incidents that both report</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="Incidents that both report">
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Incident</th>
              <th scope="col" class="number">
                {value.one.name}
              </th>
              <th scope="col" class="number">
                {value.other.name}
              </th>
              <th scope="col" class="number">
                Contradictions
              </th>
            </tr>
          </thead>
          <tbody>
            {value.incidents.map((one) => (
              <tr key={one.id}>
                <td class="when">{period(one.date)}</td>
                <th scope="row">
                  <a href={here({ incident: one.id })}>{incidentName(one.name)}</a>
                </th>
                <td class="number">{counted(one.one, "claim")}</td>
                <td class="number">{counted(one.other, "claim")}</td>
                <td class="number">{one.contradictions}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager next={value.next} />
    </>
  );
}

function Both({ value }: { value: Comparison }) {
  return (
    <>
      <p class="lead">
        {value.incident && (
          <>
            On <a href={link({ incident: value.incident.id })}>{incidentName(value.incident.name)}</a>.{" "}
          </>
        )}
        <a href={here({ incident: null })}>Another incident</a>
      </p>
      {value.cut && <p class="notice">An outlet has more claims on this incident than are compared.</p>}
      <section>
        <h2>Where they contradict each other</h2>
        {value.contradictions.length === 0 && <p>Nowhere that we know of.</p>}
        {value.contradictions.map((pair) => (
          <Pair
            key={`${pair.one.id} ${pair.other.id}`}
            value={value}
            title={`${label(pair.basis)}: ${pair.why}`}
            one={[pair.one]}
            other={[pair.other]}
          />
        ))}
      </section>
      <section>
        <h2>What both tell</h2>
        {value.both.length === 0 && <p>Nothing in common.</p>}
        {value.both.map((shared) => (
          <Pair
            key={shared.finding.id}
            value={value}
            title={<a href={link({ finding: shared.finding.id })}>{sentenceCase(shared.finding.text)}</a>}
            one={shared.one}
            other={shared.other}
          />
        ))}
      </section>
      <section>
        <h2>What only one of them tells</h2>
        <Pair value={value} one={value.only_one} other={value.only_other} />
      </section>
    </>
  );
}

/** Claims of the two outlets beside each other; on a narrow screen, below. */
function Pair(props: { value: Comparison; title?: ComponentChildren; one: ReportRow[]; other: ReportRow[] }) {
  const side = (outlet: string, rows: ReportRow[]) => (
    <div>
      {!props.title && <h3>{outlet}</h3>}
      {rows.length === 0 && <p>Nothing.</p>}
      {rows.map((row) => (
        <Report row={row} key={row.id} />
      ))}
    </div>
  );
  return (
    <div class="compared">
      {props.title && <h3>{props.title}</h3>}
      <div class="pair">
        {side(props.value.one.name, props.one)}
        {side(props.value.other.name, props.other)}
      </div>
    </div>
  );
}
