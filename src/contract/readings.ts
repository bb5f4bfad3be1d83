import { Problem } from '../kernel/index.js';

/** A profile makes one choice for each reading. */
export const PROFILES = ['documented', 'consistent', 'observed'] as const;
export type Profile = (typeof PROFILES)[number];

/** A question that the documents leave open, its choices, and the choice of each profile. */
export type Reading = {
  id: string;
  question: string;
  lines: readonly string[];
  choices: readonly ReadingChoice[];
  profiles: Readonly<Record<Profile, string>>;
  /** What a server may do. Where that is wider than any choice, `value` and `describes` are those by which servers are judged. */
  judge: { accepts: 'any' | readonly string[]; means: string } & Pick<ReadingChoice, 'value' | 'describes'>;
};

export type ReadingChoice = {
  id: string;
  means: string;
  value?: unknown;
  /** What a served contract says with this choice, by place: `schemas/new-order.json#/required`. */
  describes?: Readonly<Record<string, unknown>>;
};

/** The choice that was made for each reading of one API. */
export class Readings {
  readonly #chosen: ReadonlyMap<string, ReadingChoice>;

  constructor(chosen: ReadonlyMap<string, ReadingChoice>) {
    this.#chosen = chosen;
  }

  /** The id of the choice made for a reading. */
  choice(id: string): string {
    return this.#get(id).id;
  }

  /** The data of the choice made for a reading. */
  value<T>(id: string): T {
    return this.#get(id).value as T;
  }

  /** What stands for each reading: the data of its choice, or the choice's id where it has none. */
  get values(): ReadonlyMap<string, unknown> {
    return new Map([...this.#chosen].map(([reading, { id, value = id }]) => [reading, value]));
  }

  /** What a served contract says with these choices, by place. */
  get described(): [place: string, value: unknown][] {
    return [...this.#chosen.values()].flatMap(({ describes = {} }) => Object.entries(describes));
  }

  #get(id: string): ReadingChoice {
    const choice = this.#chosen.get(id);
    if (!choice)
      throw new Problem('contract-invalid', `Failed to find the reading ${id}: readings.yaml does not have it.`);
    return choice;
  }
}

/** Makes the choices of a profile, except for those in `chosen` (`{ 'text-match': 'contains' }`). */
export function chooseReadings(
  readings: readonly Reading[],
  { profile, chosen }: { profile: Profile; chosen: Readonly<Record<string, string>> },
): Readings {
  return new Readings(
    new Map(
      readings.map(reading => {
        const id = chosen[reading.id] ?? reading.profiles[profile];
        const choice = reading.choices.find(choice => choice.id === id);
        if (!choice) throw unknownChoice(reading, id);
        return [reading.id, choice];
      }),
    ),
  );
}

/** The choices of the first profile, each as wide as servers are judged by it. */
export function judgedReadings(readings: readonly Reading[]): Readings {
  return new Readings(
    new Map(
      readings.map(({ id, choices, profiles, judge: { value, describes } }) => {
        const choice = choices.find(choice => choice.id === profiles[PROFILES[0]]) as ReadingChoice;
        const wider = { ...(value !== undefined && { value }), describes: { ...choice.describes, ...describes } };
        return [id, { ...choice, ...wider }];
      }),
    ),
  );
}

function unknownChoice({ id, choices }: Reading, wanted: string): Problem {
  const known = choices.map(choice => choice.id).join(', ');
  return new Problem('contract-invalid', `The reading ${id} has no choice ${wanted}; its choices are ${known}.`);
}
