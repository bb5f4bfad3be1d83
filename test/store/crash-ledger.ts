import { setTimeout as passed } from 'node:timers/promises';
import { expect } from 'vitest';
import type { HttpClient, User } from './http-client.js';

const USERS = 1200;
/** Makes a value long, so that the log outgrows what it may and checkpoints come often. */
const PADDING = '.'.repeat(1500);

/** How many milliseconds a writer waits between two changes. */
const PAUSE = 10;
const LONG_PAUSE = 150;

/** A range of users whose names one writer changes, always all of them to the same value. */
type Register = { first: number; last: number; acknowledged: number; sent: number };
type Created = { name: string /** The number of the last change of everyone that was sent before. */; after: number };

/** What a server has acknowledged, and what it was asked and has not, over all of its lives. */
export class CrashLedger {
  static readonly users = USERS;
  readonly #registers: Register[] = [
    ...Array.from({ length: 6 }, (_, at) => register(at + 1, at + 1)),
    // changed in one go, and in slices beside everything else
    register(7, 206),
    register(207, USERS),
  ];
  readonly #everyone = register(1, 1_000_000);
  readonly #created = new Map<number, Created>();
  /** Names that were sent and not acknowledged: such a user may be there, wholly, or not. */
  readonly #hopes = new Set<string>();
  #value = 0;
  #names = 0;
  /** How many changes were acknowledged. */
  acknowledged = 0;

  /** Writers that go on until the server answers no more. */
  async write(client: HttpClient): Promise<void> {
    const writers = [
      ...this.#registers.map(register => () => this.#change(client, { register, keys: NAMES })),
      () => this.#change(client, { register: this.#everyone, keys: PAGES }),
      ...Array.from({ length: 4 }, () => () => this.#create(client)),
    ];
    await Promise.all(
      writers.map(async writer => {
        for (;;) {
          try {
            await writer();
            await passed(PAUSE);
          } catch (error) {
            if (isGone(error)) return;
            throw error;
          }
        }
      }),
    );
  }

  /** Compares what a server has after a crash; what it has is then what counts. */
  async verify(client: HttpClient): Promise<void> {
    const users = await client.users();
    const byId = new Map(users.map(user => [user.user_id, user]));
    expect(byId.size).toBe(users.length);
    for (const register of this.#registers) {
      const range = users.filter(({ user_id: id }) => id >= register.first && id <= register.last);
      expect(range).toHaveLength(register.last - register.first + 1);
      settle(register, { seen: oneValueIn(range, NAMES) });
    }
    settle(this.#everyone, { seen: oneValueIn(users.slice(0, USERS), PAGES) });
    for (const [id, created] of this.#created) expect(byId.get(id)?.name).toBe(created.name);
    const names = new Set<unknown>();
    for (const user of users.slice(USERS)) {
      const { user_id: id, name } = user;
      expect(names.has(name)).toBe(false);
      names.add(name);
      const created = this.#created.get(id);
      if (!created) expect(this.#hopes).toContain(name);
      expect(user).toMatchObject({ first_name: `${name}${PADDING}`, email: `${name}@example.com` });
      this.#verifyPage(user, created);
      this.#created.set(id, { name: String(name), after: created?.after ?? this.#everyone.sent });
    }
    this.#hopes.clear();
  }

  /** A change of everyone that was sent once a user was there has changed that user, too; and none that was lost has. */
  #verifyPage(user: User, created: Created | undefined): void {
    const { acknowledged } = this.#everyone;
    const seen = valueIn(user, PAGES);
    if (created && acknowledged > created.after) expect(seen).toBe(acknowledged);
    else expect(seen).toBeLessThanOrEqual(acknowledged);
  }

  async #change(
    client: HttpClient,
    { register, keys }: { register: Register; keys: readonly string[] },
  ): Promise<void> {
    const value = ++this.#value;
    register.sent = value;
    const change = Object.fromEntries(keys.map(key => [key, `${value}${PADDING}`]));
    const updated = await client.patch(`user_id_in=${register.first}-${register.last}`, change);
    expect(updated).toBeGreaterThanOrEqual(Math.min(register.last, USERS) - register.first + 1);
    register.acknowledged = value;
    this.acknowledged++;
    // a checkpoint is not begun during a bulk change
    if (updated > 500) await passed(LONG_PAUSE);
  }

  async #create(client: HttpClient): Promise<void> {
    const name = `made-${++this.#names}`;
    this.#hopes.add(name);
    const id = await client.create(name, { first_name: `${name}${PADDING}`, email: `${name}@example.com` });
    // an id that was acknowledged is never given again
    expect(this.#created.has(id)).toBe(false);
    expect(id).toBeGreaterThan(USERS);
    this.#created.set(id, { name, after: this.#everyone.sent });
    this.#hopes.delete(name);
    this.acknowledged++;
  }
}

const NAMES = ['first_name', 'last_name'];
const PAGES = ['landing_page', 'report_fields'];

function register(first: number, last: number): Register {
  return { first, last, acknowledged: 0, sent: 0 };
}

/** What a user's keys hold: all of them the same value, or what was seeded, which counts as 0. */
function valueIn(user: User, keys: readonly string[]): number {
  const values = keys.map(key => /^(\d+)\.+$/.exec(String(user[key]))?.[1] ?? '0');
  expect(new Set(values).size).toBe(1);
  return Number(values[0]);
}

/** What all of these users hold. */
function oneValueIn(users: readonly User[], keys: readonly string[]): number {
  const values = new Set(users.map(user => valueIn(user, keys)));
  expect([...values]).toHaveLength(1);
  return [...values][0] ?? 0;
}

/** What is there is what was acknowledged last, or what was sent after that, and then it counts from now on. */
function settle(register: Register, { seen }: { seen: number }): void {
  expect([register.acknowledged, register.sent]).toContain(seen);
  register.acknowledged = seen;
}

/** The server is dead or stops. */
function isGone(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code ?? '') || /mock-closed/.test(message);
}
