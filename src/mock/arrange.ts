import { setTimeout as pause } from 'node:timers/promises';
import { PROFILES, type Profile } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import { type Effects, type Preferences, parsePrefer } from '../rules/index.js';
import type { Flaw } from './behaviour.js';
import type { Cast, Casting } from './cast.js';
import { type BodyCollector, RequestAborted } from './read-body.js';
import { RULE } from './reply.js';
import type { Underway } from './underway.js';

/** What a request is to meet with, as its own preferences and the rules of its situation have it. */
export type Arrangement = {
  cast: Cast;
  /** The body, which is read already. */
  bytes: Buffer | Flaw;
  /** The documented outcome that it prefers. */
  outcome?: { code: number; example: string | undefined } | undefined;
} & Partial<Pick<Effects, 'answer' | 'fault' | 'retryAfter' | 'expireTokens'>>;

export type ArrangementOptions = {
  casting: Casting;
  collect: BodyCollector;
  /** How many milliseconds each answer waits where nobody asks for another delay, and how many it may wait at most. */
  delay: { usual: number; most: number };
};

/** The parameter that stands for the preference `code`, for links. */
const SHORTHAND = '__code';

/**
 * Finds out what requests are to meet with, once they have been delayed as long as that wants. Undefined where nobody
 * asked for anything, which costs nothing.
 */
export function arrangement({ casting, collect, delay: { usual, most } }: ArrangementOptions) {
  return (underway: Underway, { isShut }: { isShut: boolean }): Promise<Arrangement> | undefined => {
    const preferences = isShut ? undefined : preferencesOf(underway, most);
    if (!preferences && underway.situation.rules.size === 0 && usual === 0) return undefined;
    return arrange(underway, preferences);
  };

  async function arrange(underway: Underway, preferences: Preferences | undefined): Promise<Arrangement> {
    const { request, response, situation, method, path, search, seen } = underway;
    const bytes = await collect(request, response);
    if (Buffer.isBuffer(bytes)) seen.bodies.request = bytes;
    const cast = castFor(underway, preferences);
    const found = cast.matcher.match(method, path);
    seen.exchange.api = found?.value.api.name;
    seen.exchange.operation = found?.value.operation.id;
    const effects = situation.rules.decide({
      api: seen.exchange.api,
      operation: seen.exchange.operation,
      method: request.method ?? method,
      path,
      search,
      headers: request.headers,
      body: Buffer.isBuffer(bytes) ? bytes : undefined,
    });
    if (effects) {
      seen.exchange.rule = effects.rule;
      underway.headers = [...underway.headers, RULE, effects.rule];
    }
    const delay = preferences?.delay ?? Math.min(effects?.delay || usual, most);
    if (delay > 0) await delayed(underway, delay);
    const { code, fault, example }: Partial<Preferences> = preferences ?? {};
    if (code !== undefined) return { cast, bytes, outcome: { code, example } };
    return fault === undefined ? { ...effects, cast, bytes } : { cast, bytes, fault };
  }

  function castFor({ situation }: Underway, preferences: Preferences | undefined): Cast {
    const { profile, readings = {} } = preferences ?? {};
    if (profile === undefined && Object.keys(readings).length === 0) return situation.cast;
    const { choice } = situation.cast;
    // another profile begins with its own answers
    const before = profile === undefined ? choice.readings : {};
    try {
      return casting.of({ profile: profileOf(profile) ?? choice.profile, readings: { ...before, ...readings } });
    } catch (error) {
      throw error instanceof Problem ? new Problem('preference-invalid', error.message) : error;
    }
  }
}

/** Throws `preference-invalid` where there is no such profile. */
function profileOf(name: string | undefined): Profile | undefined {
  if (name === undefined) return undefined;
  const profile = PROFILES.find(profile => profile === name);
  if (profile) return profile;
  throw new Problem('preference-invalid', `There is no profile ${name}; there are ${PROFILES.join(', ')}.`);
}

/** What a request prefers, in its header or in the query; what was of use to us is taken off the query. */
function preferencesOf(underway: Underway, mostDelay: number): Preferences | undefined {
  const { request } = underway;
  const shorthand = underway.search.includes(SHORTHAND) ? takeShorthand(underway) : [];
  const sent = request.headers.prefer;
  if (sent === undefined && shorthand.length === 0) return undefined;
  const read = parsePrefer([...shorthand, ...[sent ?? []].flat()].join(', '));
  if (!('value' in read)) throw new Problem('preference-invalid', read.flaws.join(' '));
  const { applied, delay = 0 } = read.value;
  if (delay > mostDelay) {
    throw new Problem('preference-invalid', `Prefer: delay must be at most ${mostDelay}, not ${delay}.`);
  }
  // what others understand is none of ours
  if (applied.length === 0) return undefined;
  underway.headers = [...underway.headers, 'Preference-Applied', applied.join(', ')];
  return read.value;
}

function takeShorthand(underway: Underway): string[] {
  const parts = underway.search.split('&');
  const codes = parts.filter(part => part.startsWith(`${SHORTHAND}=`));
  if (codes.length > 0) underway.search = parts.filter(part => !codes.includes(part)).join('&');
  return codes.map(part => `code=${part.slice(SHORTHAND.length + 1)}`);
}

/** Waits; throws where the client goes away meanwhile, since what nobody waits for is not begun any more. */
async function delayed({ response }: Underway, milliseconds: number): Promise<void> {
  const gone = new AbortController();
  const abort = () => gone.abort();
  response.once('close', abort);
  try {
    await pause(milliseconds, undefined, { signal: gone.signal });
  } catch {
    throw new RequestAborted();
  } finally {
    response.off('close', abort);
  }
}
