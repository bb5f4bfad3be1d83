import type { Contract } from '../../contract/index.js';
import { type ExchangeSummary, summariseExchange, type TargetExchange } from '../../target/index.js';
import { type Evidence, fails, type Observation, passes } from '../model/check.js';
import { groupBy } from '../model/group-by.js';

const ID = 'reading-held';

type HeldReading = {
  reading: string;
  where: string | undefined;
  operation: string;
  choices: Map<string, ExchangeSummary>;
  vague: Set<string>;
};

/** The choices of readings that a target was observed to follow; it must follow the first one for the whole run. */
export class Observations {
  readonly #observed = new Map<string, HeldReading>();

  add(
    { reading, choice, where, vague }: Observation,
    { operation, exchange }: { operation: string; exchange: TargetExchange },
  ): void {
    const key = where === undefined ? reading : `${reading} (${where})`;
    const observed = this.#observed.get(key) ?? { reading, where, operation, choices: new Map(), vague: new Set() };
    this.#observed.set(key, observed);
    if (!observed.choices.has(choice)) observed.choices.set(choice, summariseExchange(exchange));
    if (vague) observed.vague.add(choice);
  }

  /** The choice for each reading, listed by place where the places differ. */
  choices(): Record<string, string> {
    const known = [...this.#observed.values()].filter(({ choices, vague }) =>
      [...choices.keys()].some(choice => !vague.has(choice)),
    );
    const byReading = groupBy(known, ({ reading }) => reading);
    const entries = [...byReading].flatMap(([reading, places]) => {
      const all = new Set(places.flatMap(({ choices }) => [...choices.keys()]));
      if (all.size === 1) return [[reading, [...all].join()]];
      return places.map(({ where, choices }) => [
        where === undefined ? reading : `${reading} (${where})`,
        [...choices.keys()].join(' and '),
      ]);
    });
    return Object.fromEntries(entries.sort());
  }

  /** Judges whether the target follows one choice during the whole run; each result has the id of its case. */
  judge(contract: Contract): (Evidence & { id: string })[] {
    return [...this.#observed.values()].flatMap(({ reading, where, operation, choices }) => {
      const statement = contract
        .statements()
        .find(({ reading: of, supports }) => of === reading && supports.includes(ID));
      if (!statement) return [];
      const [first = '', second] = choices.keys();
      const exchange = choices.get(second ?? first);
      const finding =
        second === undefined
          ? passes(statement.id)
          : fails(statement.id, {
              message: `The target follows two choices of the reading ${reading} within one run${where ? ` on ${where}` : ''}.`,
              expected: `always ${first}, as observed first`,
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

/** The check, for the list of all checks. */
export const readingHeld = {
  id: ID,
  says: 'Where the documents leave a doubt, the target follows one choice during the whole run.',
};
