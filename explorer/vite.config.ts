import { defineConfig } from "vite";

// The service (app/explorer.py) serves what lies in app/dist: index.html at /, everything else under /assets.
export default defineConfig({
  build: {
    outDir: "../app/dist",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // the policy of the service allows no data: scripts, styles or fonts
    modulePreload: { polyfill: false }, // an inline script otherwise
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500, // the map is large and loaded only with its page
  },
  server: { proxy: { "/v1": "http://127.0.0.1:8000" } },
});
