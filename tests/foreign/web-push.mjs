// The library web-push: without arguments it makes keys and prints them; with a JSON object it sends a message and prints the
// status.
import webpush from "web-push";

async function send({ subscription, keys, message }) {
  const options = { vapidDetails: { subject: "mailto:security@example.org", ...keys }, TTL: 60, urgency: "high", topic: "login" };
  try {
    return (await webpush.sendNotification(subscription, message, options)).statusCode;
  } catch (error) {
    if (!error.statusCode) throw error;
    return error.statusCode;
  }
}

const [, , request] = process.argv;
const result = request ? await send(JSON.parse(request)) : webpush.generateVAPIDKeys();
process.stdout.write(JSON.stringify(result));
