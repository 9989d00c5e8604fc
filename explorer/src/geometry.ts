import type { FeatureCollection, Geometry, Polygon, Position } from "geojson";

const EARTH_KM = 6371.0088; // mean radius, IUGG
const CORNERS = 64;

/** All that lies within a distance of a point, as a polygon; degrees in, degrees out. */
export function circle(longitude: number, latitude: number, kilometres: number): Polygon {
  const angle = kilometres / EARTH_KM;
  const [lambda, phi] = [radians(longitude), radians(latitude)];
  const ring = Array.from({ length: CORNERS }, (_, corner) => {
    const bearing = (-2 * Math.PI * corner) / CORNERS; // rings of GeoJSON run against the clock
    const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing);
    const east = Math.sin(bearing) * Math.sin(angle) * Math.cos(phi);
    return [degrees(lambda + Math.atan2(east, Math.cos(angle) - Math.sin(phi) * sine)), degrees(Math.asin(sine))];
  });
  return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
}

/** Outlines that a flat map can draw: a ring that crosses the date line goes on past 180° instead of back across it. */
export function flattened(outlines: FeatureCollection): FeatureCollection {
  return { ...outlines, features: outlines.features.map((one) => ({ ...one, geometry: flat(one.geometry) })) };
}

function flat(geometry: Geometry): Geometry {
  if (geometry.type === "Polygon") return { ...geometry, coordinates: geometry.coordinates.map(unrolled) };
  if (geometry.type !== "MultiPolygon") return geometry;
  return { ...geometry, coordinates: geometry.coordinates.map((polygon) => polygon.map(unrolled)) };
}

function unrolled(ring: Position[]): Position[] {
  let turns = 0;
  const found = ring.map(([longitude, latitude], index) => {
    const step = index > 0 ? longitude! - ring[index - 1]![0]! : 0;
    if (step > 180) turns -= 1;
    if (step < -180) turns += 1;
    return [longitude! + 360 * turns, latitude!];
  });
  if (turns === 0) return found;
  // once around a pole, as Antarctica: closed along the edge of the map
  const edge = found[0]![1]! < 0 ? -90 : 90;
  return [...found, [found.at(-1)![0]!, edge], [found[0]![0]!, edge], found[0]!];
}

function radians(value: number): number {
  return (value * Math.PI) / 180;
}

function degrees(value: number): number {
  return (value * 180) / Math.PI;
}
