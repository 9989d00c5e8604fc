import assert from "node:assert/strict";
import { test } from "node:test";

import { day, incidentName, interval, period } from "../src/words.ts";

test("days are said as they were told, in no time zone", () => {
  assert.equal(day("2022-09-25"), "25 Sep 2022");
  assert.equal(day("2022-09"), "Sep 2022");
  assert.equal(day("2022"), "2022");
  assert.equal(day(null), "undated");
});

test("a period is as long as it is known", () => {
  assert.equal(period({ from: "2022-09-25", to: "2022-09-25", precision: "day" }), "25 Sep 2022");
  assert.equal(period({ from: "2022-09-24", to: "2022-09-25", precision: "range" }), "24–25 Sep 2022");
  assert.equal(period({ from: "2022-09-01", to: "2022-09-30", precision: "month" }), "Sep 2022");
  assert.equal(period({ from: "2022-01-01", to: "2022-12-31", precision: "year" }), "2022");
  assert.equal(period({ from: "2022-09-28", to: "2022-10-02", precision: "range" }), "28 Sep 2022 – 2 Oct 2022");
  assert.equal(period({ from: null, to: null, precision: "unknown" }), "date unknown");
});

test("open bounds stay open", () => {
  assert.equal(interval({ low: 101, high: null }), "101 or more");
  assert.equal(interval({ low: null, high: 40 }), "40 or fewer");
  assert.equal(interval({ low: 38, high: 38 }), "38");
  assert.equal(interval({ low: 1000, high: 2000 }), "1,000 to 2,000");
});

test("an incident's day is written as people do", () => {
  assert.equal(incidentName("demo in Makhachkala 2022-09-25"), "Demo in Makhachkala on 25 Sep 2022");
});
