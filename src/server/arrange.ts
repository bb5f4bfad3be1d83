import { setTimeout as pause } from 'node:timers/promises';
import { PROFILES, type Profile } from '../contract/index.js';
import { Problem } from '../kernel/index.js';
import type { Effects, Preferences } from '../rules/index.js';
import type { Cast, Casting } from './cast.js';
import { type BodyCollector, type CollectedBody, RequestAborted } from './collect-body.js';
import { preferencesOf } from './preferences-of.js';

import { ruleHeader } from './reply.js';
import type { Underway } from './underway.js';

/** What a request is to meet with, as its own preferences and the rules of its situation have it. */
export type Arrangement = {
  cast: Cast;
  /** The body, which is read already. */
  bytes: CollectedBody;
  /** Its preferences that are heeded, as `Preference-Applied` names them. */
  applied: readonly string[];
  /** The documented outcome that it prefers. */
  outcome?: { code: number; example: string | undefined } | undefined;
} & Partial<Pick<Effects, 'answer' | 'fault' | 'retryAfter' | 'expireTokens'>>;

export type ArrangementOptions = {
  casting: Casting;
  collect: BodyCollector;
  /** How many milliseconds each answer waits where nobody asks for another delay, and how many it may wait at most. */
  delay: { usual: number; most: number };
};

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
    const { request, seen } = underway;
    const cast = castFor(underway, preferences);
    const bytes = await collect(request);
    if (Buffer.isBuffer(bytes)) seen.bodies.request = bytes;
    const wish = wishOf(preferences);
    // who knows what it wants is left alone by rules, and counts for none of them
    const effects = wish ? undefined : await effectsOn(underway, bytes);
    const delay = preferences?.delay ?? Math.min(effects?.delay ?? usual, most);
    if (delay > 0) await delayed(underway, delay);
    return { cast, bytes, applied: appliedOf(preferences), ...effects, ...wish };
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

/** The one thing that a request wants instead of its answer; a connection that breaks is the end of all others. */
function wishOf({
  code,
  fault,
  example,
}: Partial<Preferences> = {}): Pick<Arrangement, 'fault' | 'outcome'> | undefined {
  if (fault !== undefined) return { fault };
  return code === undefined ? undefined : { outcome: { code, example } };
}

/** A fault leaves no room for an outcome, and an example is one of an outcome. */
function appliedOf({ applied = [], code, fault }: Partial<Preferences> = {}): string[] {
  const passedOver = fault !== undefined ? ['code', 'example'] : code === undefined ? ['example'] : [];
  return applied.filter(one => !passedOver.some(name => one.startsWith(`${name}=`)));
}

async function effectsOn(underway: Underway, bytes: CollectedBody): Promise<Effects | undefined> {
  const { request, situation, method, path, search, seen } = underway;
  const effects = await situation.rules.decide({
    api: seen.exchange.api,
    operation: seen.exchange.operation,
    method: request.method ?? method,
    path,
    search,
    headers: request.headers,
    // a body that nobody could read is not one that was not there
    body: Buffer.isBuffer(bytes) ? bytes : 'lost',
  });
  if (effects) {
    seen.exchange.rule = effects.rule;
    underway.headers = [...underway.headers, ...ruleHeader(seen.exchange)];
  }
  return effects;
}

/** Throws `preference-invalid` where there is no such profile. */
function profileOf(name: string | undefined): Profile | undefined {
  if (name === undefined) return undefined;
  const profile = PROFILES.find(profile => profile === name);
  if (profile) return profile;
  throw new Problem('preference-invalid', `There is no profile ${name}; there are ${PROFILES.join(', ')}.`);
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
