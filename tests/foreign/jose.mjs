// The library jose: verifies what was signed by one of the keys, and prints the headers and claims.
import { compactVerify, createLocalJWKSet } from "jose";

const { jwks, signed } = JSON.parse(process.argv[2]);
const keys = createLocalJWKSet(jwks);
const read = [];
for (const compact of signed) {
  const { payload, protectedHeader } = await compactVerify(compact, keys);
  read.push({ header: protectedHeader, claims: JSON.parse(new TextDecoder().decode(payload)) });
}
process.stdout.write(JSON.stringify(read));
