import type { RequestListener } from 'node:http';
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
  app.use((request, response) => {
    if (onFinished) {
      const started = performance.now();
      const { method, url } = request;
      response.once('close', () => {
        const status = response.writableFinished ? response.statusCode : 0;
        onFinished({ method, url, status, milliseconds: performance.now() - started });
      });
    }
    if (clockSet) response.setHeader('Date', new Date(Number(clock())).toUTCString());
    pipe(request, response);
  });
  return app;
}
