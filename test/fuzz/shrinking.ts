import { setTimeout as passed } from 'node:timers/promises';
import type { Attack } from './attack.js';
import { type FuzzedServer, startServer } from './fuzzed-server.js';

/** For how many milliseconds smaller volleys are tried, and how long each of them waits for what hangs. */
const LONGEST = 90_000;
const PATIENCE = 3000;
/** How many milliseconds what the server says takes to get here. */
const SPEAKING = 30;

type Fire = (volley: readonly Attack[], on: { server: FuzzedServer; patience: number }) => Promise<string | undefined>;

/** Tries smaller volleys once one has gone wrong, on servers that nothing has gone wrong with. */
export class Shrinking {
  readonly #fire: Fire;
  readonly #end = performance.now() + LONGEST;
  #server: FuzzedServer | undefined;

  constructor(fire: Fire) {
    this.#fire = fire;
  }

  /** Fails where a volley goes wrong. Once too much time has passed, none does. */
  async attempt(volley: readonly Attack[]): Promise<void> {
    if (performance.now() > this.#end) return;
    const server = this.#server ?? (await startServer());
    this.#server = server;
    const wrong = await this.#fire(volley, { server, patience: PATIENCE });
    await passed(SPEAKING);
    const all = wrong ?? server.complaint();
    if (!all) return;
    await this.stop();
    throw new Error(all);
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
    this.#server = undefined;
  }
}
