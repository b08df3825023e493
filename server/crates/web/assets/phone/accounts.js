// What this phone keeps, in IndexedDB. Keys are kept as CryptoKeys that cannot be read out, one-time password seeds too.
//
// `accounts` has a row for each device that this phone is: `id` (the device id), `server`, `issuer`, `name`, `label`,
// `signing`, `sealing`, `serverKeys`, `webPushKey`, `device` (its name to the server), `endpoint` and `toldAt`, where pushes
// go by what the server was told when, `app`, which app this was by the same word, and `removedAt`, in seconds, once the server
// has proven that it removed this device. `codes` has a row for each seed, see totp.js. `settings` has `lock`, `clock`, `pending`
// (an enrolment under way) and `notification` (words for the worker).

const STORES = ["accounts", "codes", "settings"];

let opening = null;

function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("countersign", 1);
    request.onupgradeneeded = () => {
      for (const store of STORES) request.result.createObjectStore(store, { keyPath: "id" });
    };
    request.onsuccess = () => {
      // Browsers close databases of sleeping pages; the next question opens it again.
      request.result.onclose = request.result.onversionchange = () => {
        request.result.close();
        opening = null;
      };
      resolve(request.result);
    };
    request.onerror = () => {
      opening = null;
      reject(request.error);
    };
  });
  return opening;
}

async function begin(stores, mode) {
  // Written is what was written to the disk, where the browser can promise that.
  const options = { durability: "strict" };
  try {
    return (await database()).transaction(stores, mode, options);
  } catch {
    opening = null;
    return (await database()).transaction(stores, mode, options);
  }
}

/** Resolves with what `act` asked for once the transaction holds. */
async function run(stores, mode, act) {
  const transaction = await begin(stores, mode);
  return new Promise((resolve, reject) => {
    let result;
    transaction.oncomplete = () => resolve(result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
    act(transaction, (value) => { result = value; });
  });
}

const table = (name) => ({
  all: () => run(name, "readonly", (transaction, give) => {
    transaction.objectStore(name).getAll().onsuccess = (event) => give(event.target.result);
  }),
  get: (id) => run(name, "readonly", (transaction, give) => {
    transaction.objectStore(name).get(id).onsuccess = (event) => give(event.target.result);
  }),
  put: (row) => run(name, "readwrite", (transaction) => { transaction.objectStore(name).put(row); }),
  remove: (id) => run(name, "readwrite", (transaction) => { transaction.objectStore(name).delete(id); }),
  /** Reads, changes and writes one row as one step, also between tabs; gives the new row. A missing one stays missing. */
  change: (id, changed) => run(name, "readwrite", (transaction, give) => {
    transaction.objectStore(name).get(id).onsuccess = ({ target: { result } }) => {
      if (!result) return;
      const row = { ...result, ...changed(result) };
      transaction.objectStore(name).put(row);
      give(row);
    };
  }),
});

export const accounts = table("accounts");
export const codes = table("codes");
export const settings = table("settings");

/** Forgets an account and the one-time passwords that came with it. */
export const forget = (id) => run(["accounts", "codes"], "readwrite", (transaction) => {
  for (const store of ["accounts", "codes"]) transaction.objectStore(store).delete(id);
});

/** Forgets everything. */
export const wipe = () => run(STORES, "readwrite", (transaction) => {
  for (const store of STORES) transaction.objectStore(store).clear();
});
