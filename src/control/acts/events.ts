import { type Entry, entryJson } from '../../journal/index.js';
import type { Act } from '../act.js';
import type { ControlOptions } from '../options.js';

/** How often, in milliseconds, a watcher is told that the connection still stands. */
const HEARTBEAT = 15_000;
/** A watcher for whom so many bytes wait is left without the events in between. */
const MOST_WAITING = 1024 * 1024;

/** Tells of requests as they are answered, as server-sent events, until the watcher leaves or the mock stops. */
export function eventActs({ streams }: Pick<ControlOptions, 'streams'>): Record<string, Act> {
  return {
    watchRequests({ situation: { journal }, response }) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(': requests are told as they are answered\n\n');
      const tell = (entry: Entry): void => {
        if (response.writableEnded || response.writableLength > MOST_WAITING) return;
        response.write(`event: request\nid: ${entry.id}\ndata: ${JSON.stringify(entryJson(entry))}\n\n`);
      };
      // told of in a turn of its own: whoever is answered need not wait for it
      const leave = journal.watch(entry => void setImmediate(tell, entry));
      const heartbeat = setInterval(() => response.write(': here\n\n'), HEARTBEAT);
      streams.add(response);
      response.on('close', () => {
        leave();
        clearInterval(heartbeat);
        streams.delete(response);
      });
      return undefined;
    },
  };
}
