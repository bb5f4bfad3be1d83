import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** A request of a walk. `{name}` in its path or headers stands for a member of the last JSON response, or its header. */
export type Step = { method: string; path: string; headers: Readonly<Record<string, string>>; body?: string };

export type Exchange = {
  step: Step;
  status: number;
  headers: IncomingHttpHeaders;
  /** The names and values of the headers as they were sent, without the time of day. */
  rawHeaders: readonly string[];
  text: string;
};

/** The status of an exchange that got no response. */
export const NO_RESPONSE = 0;

/** Sends requests one after another on one connection. Waits at most `patience` milliseconds for each response. */
export async function walk(url: string, steps: readonly Step[], patience = 60_000): Promise<Exchange[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const exchanges: Exchange[] = [];
  for (const step of steps) {
    exchanges.push(await send(url, { step: fill(step, exchanges.at(-1)), agent, patience }));
  }
  agent.destroy();
  return exchanges;
}

function fill(step: Step, last: Exchange | undefined): Step {
  const replace = (text: string) => text.replace(/\{([\w-]+)\}/g, (_, name) => String(valueIn(last, name)));
  const headers = Object.entries(step.headers).map(([name, value]) => [name, replace(value)]);
  return { ...step, path: replace(step.path), headers: Object.fromEntries(headers) };
}

function valueIn(last: Exchange | undefined, name: string): unknown {
  const header = last?.headers[name];
  if (header !== undefined) return header;
  try {
    return JSON.parse(last?.text ?? '')[name];
  } catch {
    return undefined;
  }
}

type Sending = { step: Step; agent: Agent; patience: number };

function send(url: string, { step, agent, patience }: Sending): Promise<Exchange> {
  const { method, headers, body } = step;
  const { hostname, port } = new URL(url);
  const length: Record<string, number> = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  return new Promise(resolve => {
    const none = () => resolve({ step, status: NO_RESPONSE, headers: {}, rawHeaders: [], text: '' });
    const sent = request(
      { hostname, port, method, path: step.path, headers: { ...length, ...headers }, agent },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('error', none);
        response.on('end', () =>
          resolve({
            step,
            status: response.statusCode ?? NO_RESPONSE,
            headers: response.headers,
            rawHeaders: withoutDate(response.rawHeaders),
            text: decode(response, Buffer.concat(chunks)),
          }),
        );
      },
    );
    sent.setTimeout(patience, () => sent.destroy());
    sent.on('error', none);
    sent.end(body);
  });
}

function withoutDate(raw: readonly string[]): string[] {
  return raw.filter((_, at) => raw[at - (at % 2)] !== 'Date');
}

function decode({ headers }: IncomingMessage, bytes: Buffer): string {
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
}
