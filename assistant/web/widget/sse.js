// Server-sent events read from a fetch body: fetch can POST, EventSource cannot.

const SILENCE = 45_000; // the server says something at least every 15 seconds

/** Yields {event, data} for each event of the stream, data parsed from JSON; throws when it falls silent. */
export async function* events(body, silence = SILENCE) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = "";
  try {
    for (let chunk = await next(reader, silence); !chunk.done; chunk = await next(reader, silence)) {
      buffer = (buffer + chunk.value).replaceAll("\r\n", "\n");
      const blocks = buffer.split("\n\n");
      buffer = blocks.pop();
      yield* blocks.map(parsed).filter(Boolean);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function next(reader, silence) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the stream fell silent")), silence);
    reader.read().then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function parsed(block) {
  const fields = { event: "message", data: [] };
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) fields.event = line.slice(6).trim();
    if (line.startsWith("data:")) fields.data.push(line.slice(5).replace(/^ /, ""));
  }
  return fields.data.length ? { event: fields.event, data: JSON.parse(fields.data.join("\n")) } : null;
}
