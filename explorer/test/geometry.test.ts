import assert from "node:assert/strict";
import { test } from "node:test";

import { circle, flattened } from "../src/geometry.ts";

const EARTH_KM = 6371.0088;
const radians = (value: number) => (value * Math.PI) / 180;

function distance([one, two]: number[], [three, four]: number[]): number {
  const [a, b] = [radians(two!), radians(four!)];
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(three! - one!) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(half));
}

test("every corner is as far as the radius, near the pole too, and the ring is closed", () => {
  for (const [longitude, latitude, kilometres] of [
    [47.5, 43, 150],
    [129.7, 62, 900],
    [0, 84, 400],
  ] as const) {
    const [ring] = circle(longitude, latitude, kilometres).coordinates;
    assert.deepEqual(ring!.at(0), ring!.at(-1));
    for (const corner of ring!) assert.ok(Math.abs(distance([longitude, latitude], corner) - kilometres) < 0.01);
  }
});

function drawn(ring: number[][]): number[][] {
  const geometry = { type: "Polygon" as const, coordinates: [ring] };
  const [feature] = flattened({
    type: "FeatureCollection",
    features: [{ type: "Feature", properties: {}, geometry }],
  }).features;
  return (feature!.geometry as typeof geometry).coordinates[0]!;
}

test("a ring over the date line goes on instead of across the whole map", () => {
  const ring = [
    [170, 65],
    [-170, 65],
    [-170, 70],
    [170, 70],
    [170, 65],
  ];
  assert.deepEqual(drawn(ring), [
    [170, 65],
    [190, 65],
    [190, 70],
    [170, 70],
    [170, 65],
  ]);
});

test("a ring around the pole is closed along the edge of the map", () => {
  const ring = [
    [0, -70],
    [120, -75],
    [-120, -75],
    [0, -70],
  ];
  assert.deepEqual(drawn(ring), [
    [0, -70],
    [120, -75],
    [240, -75],
    [360, -70],
    [360, -90],
    [0, -90],
    [0, -70],
  ]);
});

test("other rings stay as they are", () => {
  const ring = [
    [10, 1],
    [20, 1],
    [20, 2],
    [10, 1],
  ];
  assert.deepEqual(drawn(ring), ring);
});
