// Breaks one rule at a time, and checks that among the tests named after rules only its own turn red. Works on a copy of
// the last commit, so that a broken rule never stands in the checkout.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");
const wanted = process.argv.slice(2);
const env = { ...process.env, CARGO_TARGET_DIR: process.env.SABOTAGE_TARGET_DIR ?? join(root, "target", "sabotage") };
const failed = (output) => new Set([...output.matchAll(/^\s+FAIL .*?((?:\w+::)*r[0-9]+_\w+)$/gm)].map((match) => match[1]));

// The whole file with the one line replaced.
function broken(copy, { rule, file, find, replace }) {
  const before = readFileSync(join(copy, file), "utf8");
  if (before.split(find).length !== 2) throw new Error(`${rule}: the line is not found exactly once in ${file}`);
  return { before, after: before.replace(find, () => replace) };
}

// Breaks one rule; whether exactly its own tests turned red.
function sabotage(copy, entry) {
  const { rule, file } = entry;
  const { before, after } = broken(copy, entry);
  writeFileSync(join(copy, file), after);
  const { stdout, stderr, status } = spawnSync("cargo", ["nextest", "run", "--workspace", "--all-features", "--no-fail-fast",
    "--color", "never", "-E", "test(/(^|::)r[0-9]+_/) and not test(/^full::/)"], { cwd: copy, env, encoding: "utf8" });
  writeFileSync(join(copy, file), before);
  const red = [...failed(stdout + stderr)];
  const own = (name) => name.split("::").at(-1).startsWith(`${rule}_`);
  const fine = status !== 0 && red.length > 0 && red.every(own);
  console.log(`${fine ? "fine " : "WRONG"} ${rule.padEnd(4)} ${red.join(", ") || "nothing turned red"}`);
  if (!red.length) console.log(stderr.split("\n").filter((line) => /^error/.test(line)).slice(0, 5).join("\n"));
  return fine;
}

const copy = mkdtempSync(join(tmpdir(), "sabotage-"));
try {
  execFileSync("git", ["clone", "--quiet", "--shared", root, copy]);
  for (const folder of ["browser", "foreign"]) {
    symlinkSync(join(root, "tests", folder, "node_modules"), join(copy, "tests", folder, "node_modules"));
  }
  const entries = JSON.parse(readFileSync(join(copy, "tests/sabotage.json"), "utf8"))
    .filter(({ rule }) => !wanted.length || wanted.includes(rule));
  // A line that is gone is known before the first hour has passed.
  entries.forEach((entry) => broken(copy, entry));
  const fine = entries.map((entry) => sabotage(copy, entry));
  process.exitCode = fine.every(Boolean) ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
