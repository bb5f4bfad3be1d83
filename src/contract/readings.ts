import { Problem } from '../kernel/index.js';

/** Which answers a mock gives where the documents leave a doubt. */
export const PROFILES = ['documented', 'consistent', 'observed'] as const;
export type Profile = (typeof PROFILES)[number];

/** A question that the documents leave open, the possible answers, and who gives which. */
export type Reading = {
  id: string;
  question: string;
  lines: readonly string[];
  choices: readonly ReadingChoice[];
  profiles: Readonly<Record<Profile, string>>;
  judge: { accepts: 'any' | readonly string[]; means: string };
};

export type ReadingChoice = {
  id: string;
  means: string;
  value?: unknown;
  /** What a served contract says while this answer is chosen, by place: `schemas/new-user.json#/required`. */
  describes?: Readonly<Record<string, unknown>>;
};

/** The chosen answer of every reading of one API. */
export class Readings {
  readonly #chosen: ReadonlyMap<string, ReadingChoice>;

  constructor(chosen: ReadonlyMap<string, ReadingChoice>) {
    this.#chosen = chosen;
  }

  /** The id of the answer chosen for a reading. */
  choice(id: string): string {
    return this.#get(id).id;
  }

  /** The data that the chosen answer carries. */
  value<T>(id: string): T {
    return this.#get(id).value as T;
  }

  /** What the chosen answers have a served contract say, by place. */
  get described(): [place: string, value: unknown][] {
    return [...this.#chosen.values()].flatMap(({ describes = {} }) => Object.entries(describes));
  }

  #get(id: string): ReadingChoice {
    const choice = this.#chosen.get(id);
    if (!choice) throw new Problem('contract-invalid', `Failed to ask the reading ${id}: readings.yaml has none.`);
    return choice;
  }
}

/** The readings of one API in a profile, with some answers chosen one by one (`{ 'text-match': 'contains' }`). */
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

function unknownChoice({ id, choices }: Reading, asked: string): Problem {
  const known = choices.map(choice => choice.id).join(', ');
  return new Problem('contract-invalid', `The reading ${id} has no answer ${asked}; it has ${known}.`);
}
