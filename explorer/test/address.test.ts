import assert from "node:assert/strict";
import { test } from "node:test";

import { filters, here, link, request } from "../src/address.ts";

const at = (query: string) => new URLSearchParams(query);

test("an address has only what is given", () => {
  assert.equal(link({ about: "Makhachkala", show: null, kind: "" }), "?about=Makhachkala");
  assert.equal(link({}), "/");
});

test("another filter begins at the first page again", () => {
  const next = here({ outlet: "The Ferryman" }, at("?about=plc-1&cursor=abc&open=fin-1"));
  assert.equal(next, "?about=plc-1&outlet=The+Ferryman");
});

test("a request carries the filters and nothing else of the address", () => {
  const narrowed = filters(at("?about=x&kind=arrest&known_at=2022-09-27&clock=ingest&open=fin-1&show=map"));
  assert.equal(
    request("/v1/findings", { about: "Махачкала & co", limit: 20 }, narrowed),
    "/v1/findings?kind=arrest&known_at=2022-09-27&clock=ingest&about=%D0%9C%D0%B0%D1%85%D0%B0%D1%87%D0%BA%D0%B0%D0%BB%D0%B0+%26+co&limit=20",
  );
});

test("a clock without a day says nothing", () => {
  assert.equal(filters(at("?clock=ingest")).toString(), "");
});

test("a request without parts is its path", () => {
  assert.equal(request("/v1/findings/fin-1", { known_at: null }), "/v1/findings/fin-1");
});
