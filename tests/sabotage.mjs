// Breaks one rule at a time, and checks that among the tests named after rules only its own turn red. Works on a copy of
// the last commit, so that a broken rule never stands in the checkout.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const wanted = process.argv.slice(2);
const copy = mkdtempSync(join(tmpdir(), "sabotage-"));
execFileSync("git", ["clone", "--quiet", "--shared", root, copy]);
const env = { ...process.env, CARGO_TARGET_DIR: process.env.SABOTAGE_TARGET_DIR ?? join(root, "target", "sabotage") };
const run = () => spawnSync("cargo", ["nextest", "run", "--workspace", "--all-features", "--no-fail-fast",
  "--color", "never", "-E", "test(/(^|::)r[0-9]+_/) and not test(/^full::/)"], { cwd: copy, env, encoding: "utf8" });
const failed = (output) => new Set([...output.matchAll(/^\s+FAIL .*?((?:\w+::)*r[0-9]+_\w+)$/gm)].map((match) => match[1]));

let wrong = 0;
for (const { rule, file, find, replace } of JSON.parse(readFileSync(join(root, "tests/sabotage.json"), "utf8"))) {
  if (wanted.length && !wanted.includes(rule)) continue;
  const path = join(copy, file);
  const before = readFileSync(path, "utf8");
  if (before.split(find).length !== 2) throw new Error(`${rule}: the line is not found exactly once in ${file}`);
  writeFileSync(path, before.replace(find, replace));
  const { stdout, stderr, status } = run();
  writeFileSync(path, before);
  const red = [...failed(stdout + stderr)];
  const own = (name) => name.split("::").at(-1).startsWith(`${rule}_`);
  const fine = status !== 0 && red.length > 0 && red.every(own);
  if (!fine) wrong += 1;
  console.log(`${fine ? "fine " : "WRONG"} ${rule.padEnd(4)} ${red.join(", ") || "nothing turned red"}`);
  if (!red.length) console.log(stderr.split("\n").filter((line) => /^error/.test(line)).slice(0, 5).join("\n"));
}
rmSync(copy, { recursive: true });
process.exit(wrong ? 1 : 0);
