import type { Source } from './source.js';

const DAY = 86_400_000;
const HOSTS = ['example.com', 'example.net', 'example.org'] as const;

/** What the members of one object have in common: a person, so that the names agree with the address. */
export type Persona = { first: string; last: string; login: string; email: string };

/** When one object came to be and what followed, in milliseconds since 1970: born < created <= updated <= now < ends. */
export type Times = { born: number; created: number; updated: number; recent: number; ends: number };

/** Draws a person whose names have only letters that fit an address. */
export function drawPersona({ faker, pick }: Source): Persona {
  const first = faker.person.firstName();
  const last = faker.person.lastName();
  const login = `${first}.${last}`.toLowerCase().replace(/[^a-z.]/g, '');
  return { first, last, login, email: `${login}@${pick(HOSTS)}` };
}

/** Draws times around `now`, in whole seconds. */
export function drawTimes({ integer, random }: Source, now: number): Times {
  const created = now - integer(20, 700) * DAY - integer(0, DAY);
  const updated = created + random() * (now - created);
  const times = {
    born: now - integer(19 * 365, 70 * 365) * DAY,
    created,
    updated,
    recent: now - integer(60_000, 20 * DAY),
    ends: now + integer(1, 400) * DAY + integer(0, DAY),
  };
  for (const name of Object.keys(times) as (keyof Times)[]) times[name] = Math.floor(times[name] / 1000) * 1000;
  return times;
}

/** Draws that are made when first needed, and then stay. */
export class Background {
  readonly #source: Source;
  readonly #now: number;
  readonly #parent: Background | undefined;
  #persona: Persona | undefined;
  #times: Times | undefined;

  /** With a parent, the object is about the same person. */
  constructor(source: Source, now: number, parent?: Background) {
    this.#source = source;
    this.#now = now;
    this.#parent = parent;
  }

  get persona(): Persona {
    this.#persona ??= this.#parent?.persona ?? drawPersona(this.#source);
    return this.#persona;
  }

  get times(): Times {
    this.#times ??= drawTimes(this.#source, this.#now);
    return this.#times;
  }
}
