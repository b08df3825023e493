// The library node-apn: sends pushes to Apple's address that is given, and prints what came of each.
import apn from "@parse/node-apn";

const { address, port, token, topic, to } = JSON.parse(process.argv[2]);
const provider = new apn.Provider({ token, address, port, production: false });
const results = [];
for (const device of to) {
  const notification = new apn.Notification({ topic, pushType: "alert", priority: 10, alert: "Is this you? – Yes.", payload: { n: 1 } });
  notification.expiry = Math.floor(Date.now() / 1000) + 60;
  let { sent, failed } = await provider.send(notification, device);
  // What a connection has swallowed that was just ending had no answer, and is sent once more.
  if (failed[0]?.error) ({ sent, failed } = await provider.send(notification, device));
  results.push(sent.length === 1 ? "sent" : `${failed[0].status} ${failed[0].response?.reason ?? failed[0].error}`);
}
await provider.shutdown();
process.stdout.write(JSON.stringify(results));
