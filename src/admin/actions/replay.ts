import type { Entry, Journal } from '../../journal/index.js';
import { Problem } from '../../kernel/index.js';
import { createDirectSender } from '../../target/index.js';
import type { Action } from '../action.js';
import { ownAddress } from '../server-address.js';

/** Milliseconds until a response must be complete, and how many bytes of it are read. */
const LIMITS = { timeout: 60_000, maxBody: 64 * 1024 * 1024 };

/**
 * Sends a request of the journal again, with its secrets, which no client can read there. It goes to the server that has got the
 * call, as any other request.
 */
export const replayAction: Readonly<Record<string, Action>> = {
  async replayRequest({ workspace: { journal }, path: { id = '' }, mount, response }) {
    const entry = /^\d+$/.test(id) ? journal.get(Number(id)) : undefined;
    if (!entry) throw new Problem('no-such-request', `The journal has no request ${id}.`);
    const { method } = entry.exchange;
    const url = ownUrl(entry);
    const arrival = awaitEntry(journal, { method, url });
    const sender = createDirectSender({ ...LIMITS, loopbackOnly: false });
    try {
      const sent = await sender.send({
        method,
        url: ownAddress({ response, mount }) + url,
        headers: sentHeaders(entry),
        body: sentBody(entry),
      });
      const found = await arrival.entry(sent.failure ? 0 : ARRIVAL);
      if (found !== undefined) return { status: 201, json: { id: found } };
      throw new Problem('target-unreachable', sent.failure?.message ?? 'The request did not come back to this server.');
    } finally {
      arrival.end();
      sender.close();
    }
  },
};

/** How many milliseconds may pass between the end of a response and its entry. */
const ARRIVAL = 1000;

/** Waits for the entry of a request that is about to be sent. */
function awaitEntry(journal: Journal, { method, url }: { method: string; url: string }) {
  let found: number | undefined;
  let notify = () => {};
  const end = journal.watch(id => {
    const exchange = found === undefined ? journal.get(id)?.exchange : undefined;
    if (exchange?.method !== method || exchange.url !== url) return;
    found = id;
    notify();
  });
  const entry = async (patience: number): Promise<number | undefined> => {
    if (found !== undefined || patience === 0) return found;
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, patience);
      notify = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    return found;
  };
  return { entry, end };
}

/** Headers of the connection, or of the form in which the body came: the journal has it decoded. */
const LEFT_OUT = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** The URL that this server has for a request: another server has no name of an API in it. */
function ownUrl({ exchange: { respondedBy, url, path, search } }: Entry): string {
  if (respondedBy !== 'imported') return url;
  return search === '' ? path : `${path}?${search}`;
}

/** The headers of an entry as they are sent again, with their secrets. */
export function sentHeaders({ exchange }: Entry): Record<string, string> {
  const sent = Object.entries(exchange.requestHeaders).filter(([name]) => !LEFT_OUT.has(name));
  return Object.fromEntries(sent.map(([name, value = '']) => [name, [value].flat().join(', ')]));
}

/** The body of an entry. Throws `control-invalid` where the journal does not have all of it. */
export function sentBody({ id, requestBody }: Entry): Uint8Array | undefined {
  if (requestBody === undefined) return undefined;
  if (requestBody !== 'lost' && requestBody.bytes.length === requestBody.length) return requestBody.bytes;
  throw new Problem('control-invalid', `The journal does not have all of the body of request ${id}.`, {
    fix: 'Send the request again from where it came.',
  });
}
