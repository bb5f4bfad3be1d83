import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../kernel/index.js';
import type { FaultName, Preference, RuleAnswer } from '../rules/index.js';
import { parsePrefer } from '../rules/index.js';
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
  fault?: FaultName | undefined;
  /** What a rule answers itself. */
  answer?: RuleAnswer | undefined;
  /** The documented outcome that is asked for. */
  outcome?: { status: number; example: string | undefined } | undefined;
  /** After how many seconds it may be sent again, where there were too many. */
  retryAfter?: number | undefined;
  /** Whether its token is taken for one that has expired. */
  isExpired?: boolean | undefined;
};

/** The parameter that stands for the preference `code`, for links. */
const SHORTHAND = '__code';

/**
 * Finds out what requests are to meet with, once they have been delayed as long as that wants. Undefined where nobody
 * asked for anything, which costs nothing.
 */
export function arrangement({ casting, collect }: { casting: Casting; collect: BodyCollector }) {
  return (underway: Underway, { isShut }: { isShut: boolean }): Promise<Arrangement> | undefined => {
    const preference = isShut ? undefined : preferenceOf(underway);
    if (!preference && underway.situation.rules.size === 0) return undefined;
    return arrange(underway, preference);
  };

  async function arrange(underway: Underway, preference: Preference | undefined): Promise<Arrangement> {
    const { request, response, situation, method, path, search, seen } = underway;
    const bytes = await collect(request, response);
    if (Buffer.isBuffer(bytes)) seen.bodies.request = bytes;
    const cast = castFor(underway, preference);
    const found = cast.matcher.match(method, path);
    const effects = situation.rules.decide({
      api: found?.value.api.name,
      operation: found?.value.operation.id,
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
    const delay = preference?.delay ?? effects?.delay ?? 0;
    if (delay > 0) await delayed(underway, delay);
    if (preference && (preference.code ?? preference.fault) !== undefined) {
      const { fault, code, example } = preference;
      return { cast, bytes, fault, outcome: code === undefined ? undefined : { status: code, example } };
    }
    const { fault, answer, code, retryAfter, isExpired } = effects ?? {};
    return {
      cast,
      bytes,
      fault,
      answer,
      outcome: code === undefined ? undefined : { status: code, example: undefined },
      retryAfter,
      isExpired,
    };
  }

  function castFor({ situation }: Underway, preference: Preference | undefined): Cast {
    const { profile, readings } = preference ?? {};
    if (profile === undefined && readings === undefined) return situation.cast;
    const { choice } = situation.cast;
    // another profile begins with its own answers
    const before = profile === undefined ? choice.readings : {};
    try {
      return casting.of({ profile: profile ?? choice.profile, readings: { ...before, ...readings } });
    } catch (error) {
      throw error instanceof Problem ? new Problem('preference-invalid', error.message) : error;
    }
  }
}

/** What a request prefers, in its header or in the query; what was of use to us is taken off the query. */
function preferenceOf(underway: Underway): Preference | undefined {
  const { request } = underway;
  const shorthand = underway.search.includes(SHORTHAND) ? takeShorthand(underway) : [];
  const sent = request.headers.prefer;
  if (sent === undefined && shorthand.length === 0) return undefined;
  const { preference, flaws } = parsePrefer([...shorthand, ...[sent ?? []].flat()].join(', '));
  if (flaws.length > 0) throw new Problem('preference-invalid', flaws.join(' '));
  if (!preference) return undefined;
  underway.headers = [...underway.headers, 'Preference-Applied', preference.applied.join(', ')];
  return preference;
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
