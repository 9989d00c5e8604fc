import assert from "node:assert/strict";
import { test } from "node:test";

import { CodePoints, paragraphs, stretches } from "../src/text.ts";

test("offsets are code points: a face before the words moves nothing", () => {
  const text = new CodePoints("🙁 she said “no” 🙂 twice");
  assert.equal(text.length, 23);
  assert.equal(text.slice(0, 1), "🙁");
  assert.equal(text.slice(11, 15), "“no”");
  assert.equal(text.slice(18, 23), "twice");
});

test("a text without surrogates is cut the same way", () => {
  assert.equal(new CodePoints("Махачкала").slice(0, 5), "Махач");
});

test("spans that overlap and nest are cut at every border, and together are the text", () => {
  const text = new CodePoints("police held more than 100 people");
  const spans = [
    { start: 0, end: 32, name: "claim" },
    { start: 0, end: 6, name: "police" },
    { start: 12, end: 25, name: "count" },
    { start: 20, end: 32, name: "other" },
  ];
  const found = stretches(text, spans, { start: 0, end: 32 });
  assert.equal(found.map((one) => one.text).join(""), "police held more than 100 people");
  assert.deepEqual(
    found.map((one) => [one.text, one.spans.map((span) => span.name)]),
    [
      ["police", ["claim", "police"]],
      [" held ", ["claim"]],
      ["more tha", ["claim", "count"]],
      ["n 100", ["claim", "count", "other"]],
      [" people", ["claim", "other"]],
    ],
  );
});

test("a span that runs over a paragraph's end is marked in both", () => {
  const text = new CodePoints("one two");
  const [first] = stretches(text, [{ start: 2, end: 99 }], { start: 0, end: 3 });
  assert.equal(first?.text, "on");
  assert.equal(stretches(text, [{ start: 2, end: 99 }], { start: 4, end: 7 })[0]?.spans.length, 1);
});

test("paragraphs keep their places in code points", () => {
  const text = "🙁 one\n\ntwo\nstill two\n \nthree";
  const points = new CodePoints(text);
  assert.deepEqual(
    paragraphs(text).map((one) => points.slice(one.start, one.end)),
    ["🙁 one", "two\nstill two", "three"],
  );
});
