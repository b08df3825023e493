// Passkeys between JSON, as the server reads and writes it, and what browsers take and give (Web Authentication, Level 3).
const toBytes = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** What a browser is asked for. */
export const requested = (options) => {
  const bytes = (known) => ({ ...known, id: toBytes(known.id) });
  const publicKey = { ...options, challenge: toBytes(options.challenge) };
  if (options.user) publicKey.user = bytes(options.user);
  for (const list of ["allowCredentials", "excludeCredentials"]) if (options[list]) publicKey[list] = options[list].map(bytes);
  return publicKey;
};

const sent = ({ id, rawId, type }, response) => ({ id, rawId: toText(rawId), type, response });

/** A passkey that was made. */
export const made = (credential) => sent(credential, {
  clientDataJSON: toText(credential.response.clientDataJSON),
  attestationObject: toText(credential.response.attestationObject),
  transports: credential.response.getTransports?.() ?? [],
});

/** A passkey that was used. */
export const used = (credential) => sent(credential, {
  clientDataJSON: toText(credential.response.clientDataJSON),
  authenticatorData: toText(credential.response.authenticatorData),
  signature: toText(credential.response.signature),
  userHandle: credential.response.userHandle && toText(credential.response.userHandle),
});
