// Builds what others wrote into static/vendor/ and tests/browser/vendor/, and lists the SHA-384 of each file.
// Usage: node static/vendor_build.mjs [folder to write instead of the repository]
import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = process.argv[2] ?? root;
const browser = join(out, "static", "vendor");
const tests = join(out, "tests", "browser", "vendor");
const modules = join(root, "node_modules");

/** @param {string} folder */
async function emptied(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

/** @param {string} folder */
async function listHashes(folder) {
  /** @type {Record<string, string>} */
  const hashes = {};
  for (const name of (await readdir(folder)).sort()) {
    const content = await readFile(join(folder, name));
    hashes[name] = `sha384-${createHash("sha384").update(content).digest("base64")}`;
  }
  await writeFile(join(folder, "manifest.json"), `${JSON.stringify(hashes, null, 2)}\n`);
}

await emptied(browser);
await build({
  stdin: {
    contents: 'export { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";',
    resolveDir: root,
  },
  outfile: join(browser, "zxing-reader.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "inline",
  logLevel: "warning",
});
await build({
  stdin: { contents: 'export { encode } from "uqr";', resolveDir: root },
  outfile: join(browser, "qr-writer.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  logLevel: "warning",
});
await writeFile(join(browser, "qr-writer.d.ts"), 'export { encode } from "uqr";\n');
await build({
  stdin: { contents: 'export { deleteDB, openDB } from "idb";', resolveDir: root },
  outfile: join(browser, "idb.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  logLevel: "warning",
});
await writeFile(join(browser, "idb.d.ts"), 'export { deleteDB, openDB } from "idb";\n');
await cp(join(modules, "idb/LICENSE"), join(browser, "idb.LICENSE.txt"));
await cp(join(modules, "uqr/LICENSE"), join(browser, "uqr.LICENSE.txt"));
await cp(join(modules, "zxing-wasm/dist/reader/zxing_reader.wasm"), join(browser, "zxing_reader.wasm"));
await cp(join(modules, "zxing-wasm/LICENSE"), join(browser, "zxing-wasm.LICENSE.txt"));
await writeFile(join(browser, "zxing-reader.d.ts"), 'export { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";\n');
await listHashes(browser);

await emptied(tests);
await cp(join(modules, "axe-core/axe.min.js"), join(tests, "axe.min.js"));
await listHashes(tests);
