import type { Contract } from '../../contract/index.js';
import { type ExchangeSummary, summariseExchange, type TargetExchange } from '../../target/index.js';
import { fails, type Observation, passes } from '../model/check.js';
import { groupBy } from '../model/group-by.js';
import type { Evidence } from '../run/run-case.js';

const ID = 'reading-held';

type Seen = {
  reading: string;
  where: string | undefined;
  operation: string;
  answers: Map<string, ExchangeSummary>;
  vague: Set<string>;
};

/** Which accepted answers of the readings a target was seen to give; it is held to the first for the run. */
export class Observations {
  readonly #seen = new Map<string, Seen>();

  add(
    { reading, answer, where, vague }: Observation,
    { operation, exchange }: { operation: string; exchange: TargetExchange },
  ): void {
    const key = where === undefined ? reading : `${reading} (${where})`;
    const seen = this.#seen.get(key) ?? { reading, where, operation, answers: new Map(), vague: new Set() };
    this.#seen.set(key, seen);
    if (!seen.answers.has(answer)) seen.answers.set(answer, summariseExchange(exchange));
    if (vague) seen.vague.add(answer);
  }

  /** The answer to each reading; told place by place only where the places differ. */
  answers(): Record<string, string> {
    const told = [...this.#seen.values()].filter(({ answers, vague }) =>
      [...answers.keys()].some(answer => !vague.has(answer)),
    );
    const byReading = groupBy(told, ({ reading }) => reading);
    const entries = [...byReading].flatMap(([reading, places]) => {
      const all = new Set(places.flatMap(({ answers }) => [...answers.keys()]));
      if (all.size === 1) return [[reading, [...all].join()]];
      return places.map(({ where, answers }) => [
        where === undefined ? reading : `${reading} (${where})`,
        [...answers.keys()].join(' and '),
      ]);
    });
    return Object.fromEntries(entries.sort());
  }

  /** The check that a target does not change its mind within a run; each finding with the id of its case. */
  judged(contract: Contract): (Evidence & { id: string })[] {
    return [...this.#seen.values()].flatMap(({ reading, where, operation, answers }) => {
      const statement = contract
        .statements()
        .find(({ reading: of, supports }) => of === reading && supports.includes(ID));
      if (!statement) return [];
      const [first = '', second] = answers.keys();
      const exchange = answers.get(second ?? first);
      const finding =
        second === undefined
          ? passes(statement.id)
          : fails(statement.id, {
              message: `The reading ${reading} is answered differently within one run${where ? ` on ${where}` : ''}.`,
              expected: `always ${first}, as seen first`,
              got: second,
            });
      return [
        {
          id: statement.id + (where === undefined ? '' : ` on ${where}`),
          check: ID,
          operation,
          ...finding,
          ...(exchange && { exchange }),
        },
      ];
    });
  }
}

/** The check itself, for the list of all. */
export const readingHeld = {
  id: ID,
  says: 'Where the documents leave a doubt, a target gives one answer and keeps to it.',
};
