// Reads codes with the camera: by the browser itself where it can, else with the server's help.

import { pause } from "./server.js";

const LOOKS_PER_SEC = 3;
/** Longest side of a picture that the server takes, in pixels. */
const MAX_SIDE = 480;

/** Whether this browser reads codes without anybody's help. */
export async function readsCodes() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  return Boolean(formats?.includes("qr_code"));
}

function ownReader() {
  const detector = new globalThis.BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue;
}

/** The middle of the picture in grey: width, height (16 bits each, big endian), then a byte for each pixel. */
function grey(video, canvas) {
  const side = Math.min(video.videoWidth, video.videoHeight);
  const size = Math.min(side, MAX_SIDE);
  if (!size) return null;
  canvas.width = canvas.height = size;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, size, size);
  const { data } = context.getImageData(0, 0, size, size);
  const bytes = new Uint8Array(4 + size * size);
  new DataView(bytes.buffer).setUint32(0, (size << 16) | size);
  for (let at = 0; at < size * size; at++) {
    bytes[4 + at] = (data[at * 4] * 77 + data[at * 4 + 1] * 150 + data[at * 4 + 2] * 29) >> 8;
  }
  return bytes;
}

function serverReader(signal) {
  const canvas = document.createElement("canvas");
  const headers = { "content-type": "application/octet-stream" };
  return async (video) => {
    const body = grey(video, canvas);
    const response = body && (await fetch("/phone/scan", { method: "POST", headers, body, signal }));
    return response?.status === 200 ? (await response.json()).text : null;
  };
}

/** Shows the camera in `video` until a code is read; gives its text, or null once `signal` says so. Throws without a camera. */
export async function scan(video, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  try {
    video.srcObject = stream;
    await video.play();
    const look = (await readsCodes()) ? ownReader() : serverReader(signal);
    while (!signal.aborted) {
      // One look that fails, for want of a network for example, is followed by the next.
      const text = await look(video).catch(() => null);
      if (text && !signal.aborted) return text;
      await pause(1 / LOOKS_PER_SEC, signal);
    }
    return null;
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  }
}
