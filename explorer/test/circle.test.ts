import assert from "node:assert/strict";
import { test } from "node:test";

import { circle } from "../src/circle.ts";

const EARTH_KM = 6371.0088;
const radians = (value: number) => (value * Math.PI) / 180;

function distance([one, two]: number[], [three, four]: number[]): number {
  const [a, b] = [radians(two!), radians(four!)];
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(three! - one!) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(half));
}

test("every corner is as far as the radius, near the pole too, and the ring is closed", () => {
  for (const [longitude, latitude, kilometres] of [[47.5, 43, 150], [129.7, 62, 900], [0, 84, 400]] as const) {
    const [ring] = circle(longitude, latitude, kilometres).coordinates;
    assert.deepEqual(ring!.at(0), ring!.at(-1));
    for (const corner of ring!) assert.ok(Math.abs(distance([longitude, latitude], corner) - kilometres) < 0.01);
  }
});
