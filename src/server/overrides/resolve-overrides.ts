import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { PROFILES, type Profile } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import { type Effects, type Preferences, parsePrefer } from '../../rules/index.js';
import type { HeaderList } from '../context/header-list.js';
import type { Overrides, RequestContext } from '../context/request-context.js';
import type { ApiSet, ApiSetCache } from '../port/api-set.js';
import { type BodyCollector, type CollectedBody, RequestAborted } from '../request/collect-body.js';
import { ruleHeader } from '../response/send-response.js';

export type OverridesOptions = {
  apiSets: ApiSetCache;
  collect: BodyCollector;
  /** In milliseconds: the delay of a response for which no preference or rule sets one, and the longest delay. */
  delay: { usual: number; max: number };
};

/**
 * Creates the function that resolves what the preferences and rules change for a request. Its promise resolves after the
 * delay that they ask for. It returns undefined where there is neither, so that most requests pay nothing for overrides.
 */
export function overridesResolver({ apiSets, collect, delay: { usual, max } }: OverridesOptions) {
  return (context: RequestContext, { isClosed }: { isClosed: boolean }): Promise<Overrides> | undefined => {
    const preferences = isClosed ? undefined : readPreferences(context, max);
    if (!preferences && context.workspace.rules.size === 0 && usual === 0) return undefined;
    return resolve(context, preferences);
  };

  async function resolve(context: RequestContext, preferences: Preferences | undefined): Promise<Overrides> {
    const { request, recording } = context;
    const apiSet = apiSetFor(context, preferences);
    const preferred = preferredOutcome(preferences);
    // a response that the request names needs neither the body nor the rules
    const bytes = preferred ? undefined : await collect(request);
    if (Buffer.isBuffer(bytes)) recording.bodies.request = bytes;
    const effects = bytes === undefined ? undefined : await effectsOn(context, bytes);
    const delay = preferences?.delay ?? Math.min(effects?.delay ?? usual, max);
    if (delay > 0) await wait(context, delay);
    const follows = context.match?.value.api.followsPreferences === true;
    const { example, dynamic } = preferences ?? {};
    const applied = appliedOf(preferences ?? {}, follows);
    return { apiSet, bytes, applied, preferred: { example, isDynamic: dynamic }, ...effects, ...preferred };
  }

  function apiSetFor({ workspace }: RequestContext, preferences: Preferences | undefined): ApiSet {
    const { profile, readings = {} } = preferences ?? {};
    if (profile === undefined && Object.keys(readings).length === 0) return workspace.apiSet;
    const { choice } = workspace.apiSet;
    // another profile begins with its own choices
    const before = profile === undefined ? choice.readings : {};
    try {
      return apiSets.get({ profile: profileOf(profile) ?? choice.profile, readings: { ...before, ...readings } });
    } catch (error) {
      throw error instanceof Problem ? new Problem('preference-invalid', error.message) : error;
    }
  }
}

/** The fault or the outcome that a request prefers. A fault wins, because it leaves no response. */
function preferredOutcome({
  code,
  fault,
  example,
  dynamic,
}: Partial<Preferences> = {}): Pick<Overrides, 'fault' | 'outcome'> | undefined {
  if (fault !== undefined) return { fault };
  return code === undefined ? undefined : { outcome: { code, example, isDynamic: dynamic } };
}

/**
 * The preferences that are applied: a fault overrules an outcome, and an example needs an outcome, except where the handlers
 * of the API follow it.
 */
function appliedOf({ applied = [], code, fault }: Partial<Preferences>, follows: boolean): string[] {
  const ofExamples = ['example', 'dynamic'];
  const ignored = fault !== undefined ? ['code', ...ofExamples] : code === undefined && !follows ? ofExamples : [];
  return applied.filter(one => !ignored.some(name => one.startsWith(`${name}=`)));
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
    // a body that could not be read is not the same as no body
    body: Buffer.isBuffer(bytes) ? bytes : 'lost',
  });
  if (effects) {
    recording.exchange.rule = effects.rule;
    context.headers = [...context.headers, ...ruleHeader(recording.exchange)];
  }
  return effects;
}

/** Throws `preference-invalid` for an unknown profile. */
function profileOf(name: string | undefined): Profile | undefined {
  if (name === undefined) return undefined;
  const profile = PROFILES.find(profile => profile === name);
  if (profile) return profile;
  throw new Problem('preference-invalid', `There is no profile ${name}. Known profiles: ${PROFILES.join(', ')}.`);
}

/** Waits. Throws `RequestAborted` if the client disconnects before the end: its request is then not handled. */
async function wait({ response }: RequestContext, milliseconds: number): Promise<void> {
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

/** The query parameters that mean a preference, so that a link can have it; Prism has the same. */
const SHORTHANDS = ['__code', '__example', '__dynamic'];

function isShorthand(part: string): boolean {
  return SHORTHANDS.some(name => part.startsWith(`${name}=`));
}

/**
 * Reads the preferences of a request from its header and its query; undefined where the mock knows none of them. Removes
 * its own parameter from the query. `maxDelay` is in milliseconds. Throws `preference-invalid`.
 */
function readPreferences(context: RequestContext, maxDelay: number): Preferences | undefined {
  const { request } = context;
  const shorthand = context.search.includes('__') ? takeShorthand(context) : [];
  const sent = request.headers.prefer;
  if (sent === undefined && shorthand.length === 0) return undefined;
  const read = parsePrefer([...shorthand, ...[sent ?? []].flat()].join(', '));
  if (!('value' in read)) throw new Problem('preference-invalid', read.issues.join(' '));
  const { delay = 0 } = read.value;
  if (delay > maxDelay) {
    throw new Problem('preference-invalid', `Prefer: delay must be at most ${maxDelay}, not ${delay}.`);
  }
  // preferences that the mock does not know are for others
  return read.value.applied.length === 0 ? undefined : read.value;
}

/** The header that names the preferences which are ignored because the request comes from another machine. */
export function ignoredHeader({ headers }: IncomingMessage, search: string): HeaderList {
  const names = [
    ...(headers.prefer !== undefined && isKnown([headers.prefer].flat().join(', ')) ? ['Prefer'] : []),
    ...SHORTHANDS.filter(name => search.split('&').some(part => part.startsWith(`${name}=`))),
  ];
  if (names.length === 0) return [];
  return [IGNORED, `${names.join(', ')} (closed to other machines; --remote-overrides open opens it)`];
}

/** Whether the mock would apply or refuse a preference. */
function isKnown(prefer: string): boolean {
  const read = parsePrefer(prefer);
  return !('value' in read) || read.value.applied.length > 0;
}

const IGNORED = 'Understudy-Ignored';

/** Takes these parameters off the query, and returns them as the header `Prefer` would have it. */
function takeShorthand(context: RequestContext): string[] {
  const parts = context.search.split('&');
  const ours = parts.filter(isShorthand);
  if (ours.length > 0) context.search = parts.filter(part => !ours.includes(part)).join('&');
  return ours.map(part => {
    const at = part.indexOf('=');
    // in quotes, so that the value cannot contain another preference
    return `${part.slice(2, at)}=${JSON.stringify(decodeText(part.slice(at + 1)))}`;
  });
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
