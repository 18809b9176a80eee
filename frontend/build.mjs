// Builds what the browser gets, once at set-up: `node build.mjs` after `npm ci --ignore-scripts`.
// The same input gives the same bytes. Django hashes the names when it collects static files.
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "../seurantalo/ui/static/ui");
const target = join(source, "build");

await rm(target, { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: [
    ...["app", "results", "suggest", "map", "report", "calendar", "plan"].map((name) => ({ in: join(source, `js/${name}.js`), out: name })),
    { in: join(here, "app.css"), out: "app" },
  ],
  outdir: target,
  bundle: true,
  minify: true,
  format: "iife",
  charset: "utf8",
  target: ["chrome111", "firefox115", "safari16.4"],
  nodePaths: [join(here, "node_modules")],
  loader: { ".woff2": "file", ".png": "file", ".svg": "file" },
  assetNames: "files/[name]",
  legalComments: "none",
  logLevel: "warning",
});
console.log(`built ${target}`);
