// Compares what ran on the embedded database with what ran on several nodes of PostgreSQL: each test that has whole servers must have
// passed on both. Takes the two reports in the form of JUnit.
import { readFileSync } from "node:fs";

// The tests of a run, and whether each has passed.
const ran = (file) => {
  const report = readFileSync(file, "utf8");
  const cases = [...report.matchAll(/<testcase name="([^"]+)" classname="countersign-tests::e2e"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs)];
  return new Map(cases.map(([, name, inside]) => [name, !/<(failure|error|skipped)\b/.test(inside ?? "")]));
};

const [embedded, nodes] = process.argv.slice(2).map(ran);
const wanted = [...nodes.keys()];
const [onSqlite, onNodes] = [embedded, nodes].map((run) => wanted.filter((name) => run.get(name)).length);
console.log(`${wanted.length} tests of whole servers: ${onSqlite} passed on SQLite, ${onNodes} on three nodes of PostgreSQL`);
process.exitCode = wanted.length > 0 && onSqlite === wanted.length && onNodes === wanted.length ? 0 : 1;
