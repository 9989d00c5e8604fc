import "maplibre-gl/dist/maplibre-gl.css";

import type { Feature, FeatureCollection, Point, Polygon } from "geojson";
import * as maplibre from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { useEffect, useRef, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import outlinesUrl from "world-atlas/countries-50m.json?url";

import { filters, link, opened, request, setOpened } from "../address.ts";
import { circle, flattened } from "../geometry.ts";
import type { IncidentFeature, IncidentFeatures } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { useAnswer } from "../service.ts";
import { colours, theme } from "../theme.ts";
import { counted, incidentName, number, PRECISION } from "../words.ts";
import { Narrowed, Nothing } from "./answer.tsx";

maplibre.setWorkerUrl(workerUrl);

const MOST = 5000; // incidents on one map, as many as the service gives at once
const WIDE_KM = 300; // an area as large as most countries lies under everything else, and must not hide it
const CLOSEST = 9; // a town fills the map; its streets are not in the outlines

/** Incidents that are known to have been in the same place, no closer. */
interface Spot {
  id: string;
  name: string;
  precision: IncidentFeature["properties"]["precision"];
  radius_km: number;
  at: [number, number];
  incidents: IncidentFeature[];
}

/** Where it happened, as closely as it is known: a town has a mark, a region or a country only its area. */
export default function MapView({ about }: { about: string | null }) {
  const answer = useAnswer<IncidentFeatures>(request("/v1/incidents.geojson", { about, limit: MOST }, filters()));
  return (
    <Narrowed>
      <Answered answer={answer}>
        {({ features, next }) => {
          if (features.length === 0) return <Nothing about={null} what="incident" />;
          const spots = spotsOf(features);
          const unplaced = features.filter((one) => one.geometry === null);
          return (
            <>
              <Drawing spots={spots} key={theme.value} />
              <p class="legend">
                <span class="dot" aria-hidden="true" /> incidents in this town
                <span class="ring" aria-hidden="true" /> somewhere within this area
              </p>
              {next && (
                <p class="notice">Only the latest {number(features.length)} incidents are on the map: narrow it.</p>
              )}
              <Places spots={spots} unplaced={unplaced} />
            </>
          );
        }}
      </Answered>
    </Narrowed>
  );
}

function spotsOf(features: IncidentFeature[]): Spot[] {
  const spots = new Map<string, Spot>();
  for (const one of features) {
    const { place, precision, radius_km } = one.properties;
    if (one.geometry === null || place === null || radius_km === null) continue;
    const spot = spots.get(place.id) ?? { ...place, precision, radius_km, at: one.geometry.coordinates, incidents: [] };
    spot.incidents.push(one);
    spots.set(place.id, spot);
  }
  return [...spots.values()].sort((one, other) => other.incidents.length - one.incidents.length);
}

/** Whether a place is small enough to be marked; anything larger would make a pin of a guess. */
function marked({ precision }: Spot): boolean {
  return precision === "exact" || precision === "town";
}

function Drawing({ spots }: { spots: Spot[] }) {
  const place = useRef<HTMLDivElement>(null);
  const [trouble, setTrouble] = useState("");
  const key = spots.map((spot) => `${spot.id} ${spot.incidents.length}`).join("\n");
  useEffect(() => {
    let map: maplibre.Map | undefined;
    let gone = false;
    outlines()
      .then((countries) => {
        if (!gone) map = draw(place.current!, countries, spots);
      })
      .catch((error: unknown) =>
        setTrouble(`The map cannot be drawn here (${String(error)}); its places are listed below.`),
      );
    return () => {
      gone = true;
      map?.remove();
    };
  }, [key]);
  if (trouble) return <p class="notice">{trouble}</p>;
  return <div class="map" ref={place} role="region" aria-label="Map of incidents; its places are listed below" />;
}

let loaded: Promise<FeatureCollection> | undefined;

/** Borders of countries, from a package: no map is asked of another host. */
function outlines(): Promise<FeatureCollection> {
  loaded ??= fetch(outlinesUrl)
    .then((response) => response.json() as Promise<Topology>)
    .then((topology) => flattened(feature(topology, topology.objects["countries"]!) as unknown as FeatureCollection));
  return loaded;
}

function draw(container: HTMLElement, countries: FeatureCollection, spots: Spot[]): maplibre.Map {
  const colour = colours(container, ["--map-sea", "--map-land", "--map-border", "--accent"]);
  const areas = spots.map((spot): Feature<Polygon> => {
    return {
      type: "Feature",
      properties: { id: spot.id, radius_km: spot.radius_km },
      geometry: circle(...spot.at, spot.radius_km),
    };
  });
  const points = spots.filter(marked).map((spot): Feature<Point> => {
    const properties = { id: spot.id, name: spot.name, incidents: spot.incidents.length };
    return { type: "Feature", properties, geometry: { type: "Point", coordinates: spot.at } };
  });
  const map = new maplibre.Map({
    container,
    attributionControl: false, // below the map, as text
    maxZoom: CLOSEST,
    dragRotate: false,
    pitchWithRotate: false,
    cooperativeGestures: true, // the page scrolls past the map
    style: {
      version: 8,
      sources: {
        countries: { type: "geojson", data: countries },
        areas: { type: "geojson", data: { type: "FeatureCollection", features: areas } },
        points: {
          type: "geojson",
          data: { type: "FeatureCollection", features: points },
          cluster: true,
          clusterRadius: 40,
          clusterMaxZoom: CLOSEST - 1,
          clusterProperties: { incidents: ["+", ["get", "incidents"]] },
        },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": colour("--map-sea") } },
        { id: "land", type: "fill", source: "countries", paint: { "fill-color": colour("--map-land") } },
        { id: "borders", type: "line", source: "countries", paint: { "line-color": colour("--map-border") } },
        {
          id: "areas",
          type: "fill",
          source: "areas",
          paint: {
            "fill-color": colour("--accent"),
            "fill-opacity": ["case", [">", ["get", "radius_km"], WIDE_KM], 0.05, 0.14],
          },
        },
        {
          id: "area-edges",
          type: "line",
          source: "areas",
          paint: { "line-color": colour("--accent"), "line-width": 1.5, "line-dasharray": [3, 2] },
        },
        // drawn as nothing: a source without a layer is not loaded, and showMarks reads it
        { id: "points", type: "circle", source: "points", paint: { "circle-opacity": 0 } },
      ],
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.fitBounds(boundsOf(points.length > 0 ? points.map((one) => one.geometry.coordinates) : areas.flatMap(corners)), {
    padding: 60,
    maxZoom: 6,
    animate: false,
  });
  map.on("render", marks(map));
  map.on("click", "areas", (event) => {
    const [first] = event.features ?? [];
    if (first) show(String(first.properties["id"]));
  });
  return map;
}

/** Keeps a button of the page on every town and cluster in view: buttons take the keyboard, and need no font file. */
function marks(map: maplibre.Map): () => void {
  const shown = new Map<string, maplibre.Marker>();
  return () => {
    if (!map.isSourceLoaded("points")) return;
    const wanted = new Map(map.querySourceFeatures("points").map((one) => [keyOf(one.properties), one]));
    for (const [key, marker] of shown) {
      if (wanted.has(key)) continue;
      marker.remove();
      shown.delete(key);
    }
    for (const [key, one] of wanted) {
      if (shown.has(key)) continue;
      const at = (one.geometry as Point).coordinates as [number, number];
      shown.set(key, new maplibre.Marker({ element: mark(map, one, at) }).setLngLat(at).addTo(map));
    }
  };
}

function keyOf(properties: Record<string, unknown>): string {
  return properties["cluster"] ? `cluster ${properties["cluster_id"]}` : String(properties["id"]);
}

function mark(map: maplibre.Map, one: maplibre.GeoJSONFeature, at: [number, number]): HTMLElement {
  const { cluster, cluster_id, point_count, incidents, name, id } = one.properties;
  const element = document.createElement("button");
  element.type = "button";
  element.className = cluster ? "pin cluster" : "pin";
  element.textContent = String(incidents);
  const where = cluster ? counted(Number(point_count), "place") : String(name);
  element.title = `${where}: ${counted(Number(incidents), "incident")}`;
  element.setAttribute("aria-label", element.title);
  element.addEventListener("click", async (event) => {
    event.stopPropagation();
    if (!cluster) {
      show(String(id));
      return;
    }
    const zoom = await map.getSource<maplibre.GeoJSONSource>("points")!.getClusterExpansionZoom(Number(cluster_id));
    map.easeTo({ center: at, zoom });
  });
  return element;
}

/** Opens a place in the list below the map. */
function show(id: string): void {
  setOpened(id, true);
  const summary = document.getElementById(id)?.querySelector("summary");
  summary?.scrollIntoView({ block: "center" });
  summary?.focus({ preventScroll: true });
}

function corners(area: Feature<Polygon>): number[][] {
  return area.geometry.coordinates[0] ?? [];
}

function boundsOf(positions: number[][]): maplibre.LngLatBounds {
  const bounds = new maplibre.LngLatBounds();
  for (const [longitude, latitude] of positions) bounds.extend([longitude!, latitude!]);
  return bounds.isEmpty() ? new maplibre.LngLatBounds([-180, -60], [180, 75]) : bounds;
}

/** The map as text: every place with its incidents, the most reported first. */
function Places({ spots, unplaced }: { spots: Spot[]; unplaced: IncidentFeature[] }) {
  return (
    <section>
      <h2>Places</h2>
      {spots.map((spot) => (
        <Place
          key={spot.id}
          id={spot.id}
          name={spot.name}
          how={PRECISION[spot.precision]!}
          incidents={spot.incidents}
        />
      ))}
      {unplaced.length > 0 && <Place id="unplaced" name="Place unknown" how="not on the map" incidents={unplaced} />}
      <p class="meta">Outlines: Natural Earth.</p>
    </section>
  );
}

function Place(props: { id: string; name: string; how: string; incidents: IncidentFeature[] }) {
  const { id } = props;
  return (
    <details
      class="place"
      id={id}
      open={opened().includes(id)}
      onToggle={(event) => setOpened(id, event.currentTarget.open)}
    >
      <summary>
        <b>{props.name}</b>
        <span class="meta">
          <span>{counted(props.incidents.length, "incident")}</span>
          <span>{props.how}</span>
        </span>
      </summary>
      <ul class="lines">
        {props.incidents.map((one) => (
          <li key={one.id}>
            <a href={link({ incident: one.id })}>{incidentName(one.properties.name)}</a>
            <span class="meta">
              {counted(one.properties.claims, "claim")} in {counted(one.properties.outlets.length, "outlet")}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
