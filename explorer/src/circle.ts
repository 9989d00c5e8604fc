import type { Polygon } from "geojson";

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

function radians(value: number): number {
  return (value * Math.PI) / 180;
}

function degrees(value: number): number {
  return (value * 180) / Math.PI;
}
