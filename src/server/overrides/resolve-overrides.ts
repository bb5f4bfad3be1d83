import { setTimeout as pause } from 'node:timers/promises';
import { PROFILES, type Profile } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import type { Effects, Preferences } from '../../rules/index.js';
import type { Overrides, RequestContext } from '../context/request-context.js';
import type { ApiSet, ApiSetCache } from '../port/api-set.js';
import { type BodyCollector, type CollectedBody, RequestAborted } from '../request/collect-body.js';
import { ruleHeader } from '../response/send-response.js';
import { readPreferences } from './read-preferences.js';

export type OverridesOptions = {
  apiSets: ApiSetCache;
  collect: BodyCollector;
  /** How many milliseconds each answer waits where nobody asks for another delay, and how many it may wait at most. */
  delay: { usual: number; most: number };
};

/**
 * Finds out what requests are to meet with, once they have been delayed as long as that wants. Undefined where nobody
 * asked for anything, which costs nothing.
 */
export function overridesResolver({ apiSets, collect, delay: { usual, most } }: OverridesOptions) {
  return (context: RequestContext, { isShut }: { isShut: boolean }): Promise<Overrides> | undefined => {
    const preferences = isShut ? undefined : readPreferences(context, most);
    if (!preferences && context.workspace.rules.size === 0 && usual === 0) return undefined;
    return arrange(context, preferences);
  };

  async function arrange(context: RequestContext, preferences: Preferences | undefined): Promise<Overrides> {
    const { request, recording } = context;
    const apiSet = apiSetFor(context, preferences);
    const wish = wishOf(preferences);
    // a response that is asked for by name needs neither the body nor the rules
    const bytes = wish ? undefined : await collect(request);
    if (Buffer.isBuffer(bytes)) recording.bodies.request = bytes;
    const effects = bytes === undefined ? undefined : await effectsOn(context, bytes);
    const delay = preferences?.delay ?? Math.min(effects?.delay ?? usual, most);
    if (delay > 0) await delayed(context, delay);
    return { apiSet, bytes, applied: appliedOf(preferences), ...effects, ...wish };
  }

  function apiSetFor({ workspace }: RequestContext, preferences: Preferences | undefined): ApiSet {
    const { profile, readings = {} } = preferences ?? {};
    if (profile === undefined && Object.keys(readings).length === 0) return workspace.apiSet;
    const { choice } = workspace.apiSet;
    // another profile begins with its own answers
    const before = profile === undefined ? choice.readings : {};
    try {
      return apiSets.get({ profile: profileOf(profile) ?? choice.profile, readings: { ...before, ...readings } });
    } catch (error) {
      throw error instanceof Problem ? new Problem('preference-invalid', error.message) : error;
    }
  }
}

/** The one thing that a request wants instead of its answer; a connection that breaks is the end of all others. */
function wishOf({ code, fault, example }: Partial<Preferences> = {}): Pick<Overrides, 'fault' | 'outcome'> | undefined {
  if (fault !== undefined) return { fault };
  return code === undefined ? undefined : { outcome: { code, example } };
}

/** A fault leaves no room for an outcome, and an example is one of an outcome. */
function appliedOf({ applied = [], code, fault }: Partial<Preferences> = {}): string[] {
  const passedOver = fault !== undefined ? ['code', 'example'] : code === undefined ? ['example'] : [];
  return applied.filter(one => !passedOver.some(name => one.startsWith(`${name}=`)));
}

async function effectsOn(context: RequestContext, bytes: CollectedBody): Promise<Effects | undefined> {
  const { request, workspace, method, path, search, recording } = context;
  const effects = await workspace.rules.decide({
    api: recording.exchange.api,
    operation: recording.exchange.operation,
    method: request.method ?? method,
    path,
    search,
    headers: request.headers,
    // a body that nobody could read is not one that was not there
    body: Buffer.isBuffer(bytes) ? bytes : 'lost',
  });
  if (effects) {
    recording.exchange.rule = effects.rule;
    context.headers = [...context.headers, ...ruleHeader(recording.exchange)];
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
async function delayed({ response }: RequestContext, milliseconds: number): Promise<void> {
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
