import type { Problem } from '../../kernel/index.js';
import type { EngineConnection } from './engine-connection.js';
import { appendPart } from './tables.js';

type Part = { whole: number; number: number; entry: string; resolve(): void; reject(cause: Error): void };

/** Parts of large changes that are about to be saved. They need no turn, since they count only with their whole. */
export class WaitingParts {
  #parts: Part[] = [];
  #next = 0;

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** Resolves once the part is saved. */
  add(entry: string, whole: number): Promise<void> {
    return new Promise((resolve, reject) => this.#parts.push({ whole, number: this.#next++, entry, resolve, reject }));
  }

  /** Saves all parts that wait. Rejects where the engine fails; `refuse` then tells those who wait. */
  async save(connection: EngineConnection): Promise<void> {
    for (let [part] = this.#parts; part; [part] = this.#parts) {
      const { resolve, reject: _, ...saved } = part;
      await appendPart(connection, saved);
      this.#parts.shift();
      resolve();
    }
  }

  refuse(problem: Problem): void {
    for (const { reject } of this.#parts.splice(0)) reject(problem);
  }
}
