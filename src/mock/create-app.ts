import type { RequestListener } from 'node:http';
import express from 'express';
import { createPipe, type PipeOptions } from './pipe.js';

/** What is told of a request once it has been answered; the status is 0 where the connection broke off before. */
export type Finished = { method: string; url: string; status: number; milliseconds: number };

/** An Express app, as far as serving it needs: the prototypes that it gives to requests and responses. */
export type App = RequestListener & { request: object; response: object };

/** The Express app that plays the APIs: one middleware, which is the pipe. */
export function createApp(options: PipeOptions & { onFinished?: ((finished: Finished) => void) | undefined }): App {
  const app = express();
  app.disable('x-powered-by');
  const pipe = createPipe(options);
  const { onFinished } = options;
  app.use((request, response) => {
    if (onFinished) {
      const started = performance.now();
      const { method, url } = request;
      response.once('close', () => {
        const status = response.writableFinished ? response.statusCode : 0;
        onFinished({ method, url, status, milliseconds: performance.now() - started });
      });
    }
    pipe(request, response);
  });
  return app;
}
