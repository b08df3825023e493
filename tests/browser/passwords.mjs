// A Chromium that has kept a password for a site, as it keeps those that its person lets it keep.
import { execFileSync } from "node:child_process";
import { createCipheriv, pbkdf2Sync } from "node:crypto";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** Writes a row into the table of passwords, if there is one: its file, and the row as JSON. Columns that are new have nothing in them. */
const KEEP = `
import json, sqlite3, sys
base, row = sqlite3.connect(sys.argv[1]), json.loads(sys.argv[2])
columns = [column[1:6] for column in base.execute("pragma table_info(logins)")]
if not columns: sys.exit(1)
for name, kind, wanted, default, key in columns:
    if wanted and default is None and not key: row.setdefault(name, 0 if kind == "INTEGER" else "")
row["password_value"] = bytes.fromhex(row["password_value"])
base.execute("insert into logins (%s) values (%s)" % (", ".join(row), ", ".join("?" * len(row))), list(row.values()))
base.commit()
`;

/** Runs `launch` on a profile in this folder that knows name and password for an origin; returns its context. */
export async function withPassword(launch, profile, { origin, username, password }) {
  const file = join(profile, "Default", "Login Data");
  const first = await launch(profile);
  // It makes its tables in its own time, and lets nobody else write while it runs.
  for (let turn = 0; turn < 100 && !(await stat(file).catch(() => null))?.size; turn += 1) await pause(100);
  await first.close();
  const site = `${origin}/`;
  // Which fields are for them is left to what reads the page.
  const row = { origin_url: site, signon_realm: site, username_value: username, username_element: "", password_element: "",
    password_value: sealed(password).toString("hex"), date_created: 1, blacklisted_by_user: 0, scheme: 0 };
  execFileSync("python3", ["-c", KEEP, file, JSON.stringify(row)]);
  return launch(profile);
}

/** A password as Chromium keeps it on Linux where there is no keyring: under a key that everybody knows. */
function sealed(password) {
  const key = pbkdf2Sync("peanuts", "saltysalt", 1, 16, "sha1");
  const cipher = createCipheriv("aes-128-cbc", key, Buffer.alloc(16, " "));
  return Buffer.concat([Buffer.from("v10"), cipher.update(password), cipher.final()]);
}
