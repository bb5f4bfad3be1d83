import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Answered, Asked, Server } from './exchange.js';

/** Calls an app of this process without a connection, which is several times as fast as one over a socket. */
export function callApp(app: RequestListener): Server {
  return asked =>
    new Promise(resolve => {
      const request = requestOf(asked);
      const response = new ServerResponse(request);
      const headers: Record<string, string> = {};
      // own properties, since Express gives the response another prototype
      response.writeHead = (status: number, ...more: unknown[]) => {
        response.statusCode = status;
        const set = Object.entries(response.getHeaders());
        for (const [name, value] of [...set, ...entriesOf(more.at(-1) ?? {})])
          headers[name.toLowerCase()] = String(value);
        return response;
      };
      response.end = (body: unknown = '', encoding?: unknown) => {
        resolve(answeredOf(response.statusCode, headers, textOf(body, encoding)));
        return response;
      };
      app(request, response);
    });
}

/** The text of a body: bytes are UTF-8, and text stands for bytes in an encoding, if one comes with it. */
function textOf(body: unknown, encoding: unknown): string {
  if (typeof body !== 'string' || encoding !== 'latin1') return String(body);
  return Buffer.from(body, 'latin1').toString();
}

/** Names and values of headers, which Node also takes as a flat list of both in turn. */
function entriesOf(headers: object): [name: string, value: unknown][] {
  if (!Array.isArray(headers)) return Object.entries(headers);
  return headers.flatMap((name, at) => (at % 2 === 0 ? [[String(name), headers[at + 1]]] : []));
}

function requestOf({ method, path, query, headers, body }: Asked): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  const search = query.toString();
  request.method = method;
  request.url = search ? `${path}?${search}` : path;
  request.headers = { ...headers };
  delete request.headers['transfer-encoding'];
  delete request.headers['content-length'];
  if (body !== '') request.headers['content-length'] = String(Buffer.byteLength(body));
  request.complete = true;
  request.push(body);
  request.push(null);
  return request;
}

/** The texts of answers that nobody has changed: neither parsed nor written anew, which is most of the work. */
const texts = new WeakMap<Answered, string>();

function answeredOf(status: number, headers: Record<string, string>, text: string): Answered {
  delete headers['content-length'];
  const answered = {
    status,
    headers,
    get json(): unknown {
      return text === '' ? undefined : JSON.parse(text);
    },
  };
  texts.set(answered, text);
  return answered;
}

/** The body of an answer as it is sent. */
export function bodyOfAnswer(answered: Answered): string | Buffer {
  const { raw } = answered;
  return raw ?? texts.get(answered) ?? (answered.json === undefined ? '' : JSON.stringify(answered.json));
}
