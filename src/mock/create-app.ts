import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express from 'express';
import { createPipe, type PipeOptions } from './pipe.js';

/** An Express app, as far as serving it needs: the prototypes that it gives to requests and responses. */
export type App = RequestListener & { request: object; response: object };

/** The Express app that plays the APIs: one middleware, which is the pipe. */
export function createApp(options: PipeOptions): App {
  const app = express();
  app.disable('x-powered-by');
  const pipe: RequestListener = createPipe(options);
  app.use(pipe);
  shorten(app.router as unknown as Router, pipe);
  return app;
}

/** Express's router as far as it is undocumented: what stands in it, and what a request goes through. */
type Router = {
  readonly stack: readonly unknown[];
  handle(request: IncomingMessage, response: ServerResponse, done: (error: unknown) => void): void;
};

/** Lets requests go straight to the one middleware there is, rather than through the search for it, as long as it is alone. */
function shorten(router: Router, only: RequestListener): void {
  const search = router.handle;
  router.handle = (request, response, done) => {
    if (router.stack.length > 1) return search.call(router, request, response, done);
    try {
      only(request, response);
    } catch (error) {
      done(error);
    }
  };
}
