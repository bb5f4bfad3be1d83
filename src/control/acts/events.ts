import type { ServerResponse } from 'node:http';
import { type Entry, entryJson } from '../../journal/index.js';
import type { Act } from '../act.js';
import { EVERY_ANSWER } from '../answer.js';
import type { ControlOptions } from '../options.js';

/** How often, in milliseconds, a watcher is told that the connection still stands. */
const HEARTBEAT = 15_000;
/** A watcher for whom so many bytes wait is left without the events in between. */
const MOST_WAITING = 1024 * 1024;

const TYPE = 'text/event-stream';

/** Tells of requests as they are answered, as server-sent events, until the watcher leaves or the server stops. */
export function eventActs({ closing }: ControlOptions): Record<string, Act> {
  const watchers = new Set<ServerResponse>();
  closing.addEventListener('abort', () => {
    for (const watcher of watchers) watcher.end();
  });

  return {
    watchRequests({ situation: { journal }, response }) {
      if (response.req.method === 'HEAD') return { text: { type: TYPE, body: '' } };
      const write = (text: string): void => {
        if (!response.writable || response.writableLength > MOST_WAITING) return;
        response.write(text);
      };
      response.writeHead(200, { ...EVERY_ANSWER, 'Content-Type': TYPE });
      write(': requests are told as they are answered\n\n');
      // told of in a turn of its own: whoever is answered need not wait for it
      const leave = journal.watch(entry => void setImmediate(() => write(eventOf(entry))));
      const heartbeat = setInterval(write, HEARTBEAT, ': here\n\n');
      watchers.add(response);
      if (closing.aborted) response.end();
      response.on('close', () => {
        watchers.delete(response);
        leave();
        clearInterval(heartbeat);
      });
      return undefined;
    },
  };
}

function eventOf(entry: Entry): string {
  return `event: request\nid: ${entry.id}\ndata: ${JSON.stringify(entryJson(entry))}\n\n`;
}
