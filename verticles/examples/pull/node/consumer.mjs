// Handles the events of a Tidings log, together with whoever else runs under the same name.
//
//     node consumer.mjs http://127.0.0.1:8080 mails
//
// A third argument says how many seconds the work on an event takes. Needs Node 18, no packages.

const [gateway, name, seconds = '0'] = process.argv.slice(2);
const path = `${gateway.replace(/\/$/, '')}/v1/consumers/${name}`;
const pause = (time) => new Promise((over) => setTimeout(over, time * 1000));

// Every call may be repeated, and is, until it is answered.
async function call(method, suffix, body) {
  for (;;) {
    let answer;
    let text;
    try {
      answer = await fetch(path + suffix, {
        method,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
        signal: AbortSignal.timeout(60_000),
      });
      text = await answer.text();
    } catch {
      await pause(1); // no gateway there, for the moment
      continue;
    }
    if (answer.ok) {
      return JSON.parse(text);
    }
    if (answer.status !== 429 && answer.status !== 503) {
      throw new Error(text);
    }
    await pause(Number(answer.headers.get('retry-after') ?? 1));
  }
}

// What the consumer is there for. An exception means: not handled.
async function handle(event) {
  await pause(Number(seconds));
  console.log(event.tidingsposition, event.tidingsstream, event.type);
}

async function work({ receipt, event }) {
  try {
    await handle(event);
  } catch (failure) {
    await call('POST', '/nack', { events: [{ receipt, reason: String(failure) }] });
    return;
  }
  await call('POST', '/ack', { receipts: [receipt] });
}

await call('PUT', '', { retry: { attempts: 5 } });
for (;;) {
  const wanted = { max: 10, wait: 'PT20S', visibility: 'PT10S', puller: `node ${process.pid}` };
  const { events } = await call('POST', '/lease', wanted);
  await Promise.all(events.map(work)); // never two of one stream, so at once is in order
}
