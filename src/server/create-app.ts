import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express from 'express';
import { createPipe } from './pipe.js';
import type { PipeOptions } from './pipe-options.js';

/** An Express app with the prototypes that it sets on requests and responses. */
export type App = RequestListener & { request: object; response: object };

/** The Express app that plays the APIs: one middleware, which is the pipe. */
export function createApp(options: PipeOptions): App {
  const app = express();
  app.disable('x-powered-by');
  const pipe: RequestListener = createPipe(options);
  app.use(pipe);
  bypassRouter(app as unknown as Undocumented, pipe);
  return app;
}

/** The undocumented part of an Express app: how it handles a request, and the middleware in its router. */
type Undocumented = {
  handle(request: IncomingMessage, response: ServerResponse, done?: (error?: unknown) => void): void;
  readonly router: { readonly stack: readonly unknown[] };
};

/** Passes requests directly to the only middleware, without Express's router, as long as there is no other. */
function bypassRouter(app: Undocumented, only: RequestListener): void {
  const { handle } = app;
  app.handle = (request, response, done) => {
    // in a host app, or with other middleware, the router decides as usual
    if (done || app.router.stack.length > 1) handle.call(app, request, response, done);
    else only(request, response);
  };
}
