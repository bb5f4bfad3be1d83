import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express from 'express';
import { createPipe, type PipeOptions } from './pipe.js';

/** What is told of a request once it has been answered; the status is 0 where the connection broke off before. */
export type Finished = { method: string; url: string; status: number; milliseconds: number };

/** An Express app, as far as serving it needs: the prototypes that it gives to requests and responses. */
export type App = RequestListener & { request: object; response: object };

export type AppOptions = PipeOptions & {
  onFinished?: ((finished: Finished) => void) | undefined;
  /** Whether the clock is not the machine's: the header `Date`, which Node would fill, then follows it, too. */
  clockSet: boolean;
};

/** The Express app that plays the APIs: one middleware, which is the pipe. */
export function createApp(options: AppOptions): App {
  const app = express();
  app.disable('x-powered-by');
  const pipe = createPipe(options);
  const { onFinished, clockSet, clock } = options;
  const serve: RequestListener = (request, response) => {
    if (onFinished) tell(onFinished, request, response);
    if (clockSet) response.setHeader('Date', new Date(Number(clock())).toUTCString());
    pipe(request, response);
  };
  app.use(serve);
  shorten(app.router as unknown as Router, serve);
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

function tell(onFinished: (finished: Finished) => void, request: IncomingMessage, response: ServerResponse): void {
  const started = performance.now();
  const { method = '', url = '' } = request;
  response.on('close', () => {
    const status = response.writableFinished ? response.statusCode : 0;
    onFinished({ method, url, status, milliseconds: performance.now() - started });
  });
}
