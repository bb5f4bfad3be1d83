import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { bodyOfAnswer, callApp } from './call-app.js';
import { type Answered, type Asked, NoAnswer, type Wrap } from './exchange.js';

/**
 * The app behind a wrap, as an app. `onFailure` is told of each mistake of the wrap itself, which the client sees as
 * a broken connection: a proof must not take it for the defect.
 */
export function wrapped(app: RequestListener, wrap: Wrap, onFailure: (error: unknown) => void): RequestListener {
  const server = wrap(callApp(app));
  return (request, response) => {
    askedOf(request)
      .then(server)
      .then(answered => send(response, answered))
      .catch(error => {
        if (!(error instanceof NoAnswer)) onFailure(error);
        if (!(error instanceof NoAnswer) || error.kind === 'break') response.destroy();
      });
  };
}

async function askedOf(request: IncomingMessage): Promise<Asked> {
  const { method = 'GET', url = '/' } = request;
  const at = url.indexOf('?');
  return {
    method,
    path: at < 0 ? url : url.slice(0, at),
    query: new URLSearchParams(at < 0 ? '' : url.slice(at + 1)),
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: await text(request),
  };
}

function send(response: ServerResponse, answered: Answered): void {
  const { status, headers } = answered;
  const body = bodyOfAnswer(answered);
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
