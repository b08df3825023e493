// Compares what ran on the embedded database with what ran on several nodes of PostgreSQL: each test that has whole servers must have
// passed on both. Takes the two reports in the form of JUnit.
import { readFileSync } from "node:fs";

const passed = (file) => {
  const report = readFileSync(file, "utf8");
  const cases = [...report.matchAll(/<testcase name="([^"]+)" classname="countersign-tests::e2e"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs)];
  return new Set(cases.filter(([, , inside]) => !/<(failure|error|skipped)\b/.test(inside ?? "")).map(([, name]) => name));
};

const [embedded, nodes] = process.argv.slice(2).map(passed);
const onBoth = [...nodes].filter((name) => embedded.has(name));
console.log(`tests of whole servers: ${onBoth.length} passed on SQLite, ${nodes.size} on three nodes of PostgreSQL`);
process.exitCode = nodes.size > 0 && onBoth.length === nodes.size ? 0 : 1;
