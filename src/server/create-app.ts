import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express from 'express';
import { createPipe } from './pipe.js';
import type { PipeOptions } from './pipe-options.js';

/** An Express app, as far as serving it needs: the prototypes that it gives to requests and responses. */
export type App = RequestListener & { request: object; response: object };

/** The Express app that plays the APIs: one middleware, which is the pipe. */
export function createApp(options: PipeOptions): App {
  const app = express();
  app.disable('x-powered-by');
  const pipe: RequestListener = createPipe(options);
  app.use(pipe);
  shorten(app as unknown as Undocumented, pipe);
  return app;
}

/** What of an Express app is undocumented: how it handles a request, and what stands in its router. */
type Undocumented = {
  handle(request: IncomingMessage, response: ServerResponse, done?: (error?: unknown) => void): void;
  readonly router: { readonly stack: readonly unknown[] };
};

/** Lets requests go straight to the one middleware there is, rather than by way of Express, as long as it is alone. */
function shorten(app: Undocumented, only: RequestListener): void {
  const { handle } = app;
  app.handle = (request, response, done) => {
    // in another app, or with other middleware, all goes as it always does
    if (done || app.router.stack.length > 1) handle.call(app, request, response, done);
    else only(request, response);
  };
}
