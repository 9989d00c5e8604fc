import "maplibre-gl/dist/maplibre-gl.css";

import type { Feature, FeatureCollection, Point, Polygon } from "geojson";
import * as maplibre from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { useEffect, useRef, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import outlinesUrl from "world-atlas/countries-50m.json?url";

import { filters, go, link, request } from "../address.ts";
import { circle } from "../circle.ts";
import type { IncidentFeature, IncidentFeatures } from "../model.ts";
import { Answered } from "../parts/answered.tsx";
import { useAnswer } from "../service.ts";
import { counted, incidentName, PRECISION } from "../words.ts";
import { Narrowed, Nothing } from "./answer.tsx";

maplibre.setWorkerUrl(workerUrl);

const CLOSEST = 9; // a town fills the map; its streets are not in the outlines

/** Where it happened, as closely as it is known: a town is a point, a region or a country an area as large as it is. */
export default function MapView({ about }: { about: string | null }) {
  const answer = useAnswer<IncidentFeatures>(request("/v1/incidents.geojson", { about }, filters()));
  return (
    <Narrowed>
      <Answered answer={answer}>
        {(incidents) => {
          const placed = incidents.features.filter((one) => one.geometry !== null);
          if (incidents.features.length === 0) return <Nothing about={null} what="incident" />;
          return (
            <>
              <Drawing features={placed} />
              <p class="legend">
                <span class="dot" aria-hidden="true" /> in this town
                <span class="ring" aria-hidden="true" /> somewhere in this area
              </p>
              <Places features={incidents.features} />
            </>
          );
        }}
      </Answered>
    </Narrowed>
  );
}

function Drawing({ features }: { features: IncidentFeature[] }) {
  const place = useRef<HTMLDivElement>(null);
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    let map: maplibre.Map | undefined;
    let gone = false;
    outlines().then((countries) => {
      if (gone) return;
      try {
        map = draw(place.current!, countries, features);
      } catch (error) {
        setTrouble(`This browser cannot draw the map: ${String(error)}. The places are listed below.`);
      }
    });
    return () => {
      gone = true;
      map?.remove();
    };
  }, [features]);
  return trouble ? <p class="notice">{trouble}</p> : <div class="map" ref={place} role="region" aria-label="Map of incidents; the same places are listed below" />;
}

let loaded: Promise<FeatureCollection> | undefined;

function outlines(): Promise<FeatureCollection> {
  loaded ??= fetch(outlinesUrl)
    .then((response) => response.json() as Promise<Topology>)
    .then((topology) => feature(topology, topology.objects["countries"]!) as unknown as FeatureCollection);
  return loaded;
}

function draw(container: HTMLElement, countries: FeatureCollection, features: IncidentFeature[]): maplibre.Map {
  const look = getComputedStyle(container);
  const colour = (name: string) => look.getPropertyValue(name).trim();
  const areas = features.filter((one) => one.properties.radius_km).map(areaOf);
  const points = features.filter((one) => !one.properties.radius_km);
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
          data: { type: "FeatureCollection", features: points as Feature<Point>[] },
          cluster: true,
          clusterRadius: 40,
          clusterMaxZoom: CLOSEST,
        },
      },
      layers: [
        { id: "sea", type: "background", paint: { "background-color": colour("--map-sea") } },
        { id: "land", type: "fill", source: "countries", paint: { "fill-color": colour("--map-land") } },
        { id: "borders", type: "line", source: "countries", paint: { "line-color": colour("--map-border"), "line-width": 1 } },
        { id: "areas", type: "fill", source: "areas", paint: { "fill-color": colour("--accent"), "fill-opacity": 0.12 } },
        {
          id: "area-edges",
          type: "line",
          source: "areas",
          paint: { "line-color": colour("--accent"), "line-width": 1.5, "line-dasharray": [3, 2] },
        },
      ],
    },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  const bounds = boundsOf(points, areas);
  if (bounds) map.fitBounds(bounds, { padding: 60, maxZoom: 6, animate: false });
  showMarkers(map);
  map.on("click", "areas", (event) => {
    const id = event.features?.[0]?.properties["id"] as string | undefined;
    if (id) go(link({ incident: id }));
  });
  return map;
}

/** Points and clusters as buttons of the page: they take the keyboard, and need no font from anywhere. */
function showMarkers(map: maplibre.Map): void {
  const shown = new Map<string, maplibre.Marker>();
  map.addLayer({ id: "points", type: "circle", source: "points", paint: { "circle-opacity": 0, "circle-radius": 1 } });
  const update = () => {
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
      shown.set(key, new maplibre.Marker({ element: button(map, one, at) }).setLngLat(at).addTo(map));
    }
  };
  map.on("render", update);
}

function keyOf(properties: Record<string, unknown>): string {
  return properties["cluster"] ? `cluster ${properties["cluster_id"]}` : String(properties["id"]);
}

function button(map: maplibre.Map, one: maplibre.GeoJSONFeature, at: [number, number]): HTMLElement {
  const element = document.createElement("button");
  element.type = "button";
  const { cluster, cluster_id: id, point_count: count } = one.properties;
  element.className = cluster ? "pin cluster" : "pin";
  element.textContent = cluster ? String(count) : "";
  element.setAttribute("aria-label", cluster ? counted(Number(count), "incident") : incidentName(String(one.properties["name"])));
  element.title = element.getAttribute("aria-label")!;
  element.addEventListener("click", async (event) => {
    event.stopPropagation();
    if (!cluster) {
      go(link({ incident: String(one.properties["id"]) }));
      return;
    }
    const source = map.getSource<maplibre.GeoJSONSource>("points")!;
    const zoom = await source.getClusterExpansionZoom(Number(id));
    if (zoom <= CLOSEST && map.getZoom() < CLOSEST) map.easeTo({ center: at, zoom });
    else document.getElementById("places")?.scrollIntoView(); // all in one town: the list tells them apart
  });
  return element;
}

function areaOf(one: IncidentFeature): Feature<Polygon> {
  const [longitude, latitude] = one.geometry!.coordinates as [number, number];
  return { type: "Feature", properties: one.properties, geometry: circle(longitude, latitude, one.properties.radius_km!) };
}

function boundsOf(points: IncidentFeature[], areas: Feature<Polygon>[]): maplibre.LngLatBounds | null {
  const bounds = new maplibre.LngLatBounds();
  // a country would show the whole of it: only when there is nothing nearer
  const spots = points.length > 0 ? points.map((one) => one.geometry!.coordinates) : areas.flatMap((one) => one.geometry.coordinates[0]!);
  for (const spot of spots) bounds.extend([spot[0]!, spot[1]!]);
  return bounds.isEmpty() ? null : bounds;
}

/** The map as text: every place with its incidents, the most reported first. */
function Places({ features }: { features: IncidentFeature[] }) {
  const places = new Map<string, IncidentFeature[]>();
  for (const one of features) {
    const name = one.properties.place?.name ?? "Place unknown";
    places.set(name, [...(places.get(name) ?? []), one]);
  }
  const sorted = [...places].sort((one, other) => other[1].length - one[1].length);
  return (
    <section id="places">
      <h2>Places</h2>
      {sorted.map(([name, incidents]) => (
        <details key={name} class="place">
          <summary>
            <b>{name}</b>
            <span class="meta">
              <span>{counted(incidents.length, "incident")}</span>
              <span>{PRECISION[incidents[0]!.properties.place_precision]}</span>
            </span>
          </summary>
          <ul class="lines">
            {incidents.map((one) => (
              <li key={one.properties.id}>
                <a href={link({ incident: one.properties.id })}>{incidentName(one.properties.name)}</a>
                <span class="meta">{counted(one.properties.claims, "claim")}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <p class="meta">Outlines: Natural Earth.</p>
    </section>
  );
}
