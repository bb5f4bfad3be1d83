import { Problem } from '../../kernel/index.js';
import type { TargetExchange } from '../../target/index.js';
import type { ReadyStep } from '../model/case.js';
import type { Session } from '../model/suite.js';

/** Whether the operation documents a response with this status and form. */
export function isDocumented<K>(session: Session<K>, operation: string, { response }: TargetExchange): boolean {
  if (!response || response.json === undefined) return false;
  const { status, json: body } = response;
  return session.operation(operation).violations({ status, mediaType: 'application/json', body }).length === 0;
}

/** Whether a response refuses the token that was sent. */
export function isRefusal({ response }: TargetExchange): boolean {
  return response?.status === 401 || response?.status === 403;
}

/** `target-unreachable`, with the reason and what to do about it. */
export async function unreachableProblem<K>(session: Session<K>, { failure }: TargetExchange): Promise<Problem> {
  const isHttps = failure?.kind === 'broken' && (await session.wantsHttps());
  const [reason, fix] = isHttps ? [SPEAKS_HTTPS, HTTPS] : [failure?.message, failure?.fix];
  return new Problem(
    'target-unreachable',
    `Failed to reach ${session.url}: ${reason}`,
    fix === undefined ? {} : { fix },
  );
}

const SPEAKS_HTTPS = 'It speaks https, not http.';
const HTTPS = 'Write https:// in place of http://, or name the port that speaks http.';

/** `token-refused`: no token was given, or the target refuses it. `response` is a clause: `GET /user/list returned 401`. */
export function tokenProblem<K>(session: Session<K>, response: string): Problem {
  return session.has('admin')
    ? new Problem('token-refused', `${session.url} refuses the token: ${response}.`)
    : new Problem('token-refused', `${session.url} needs a token, and none was given: ${response}.`);
}

/**
 * `nothing-tested`: the server at this URL is not the API. `summary` is a clause that says what it returned. If another
 * URL of the same server responds to the step as the API documents, the problem names that URL.
 */
export async function wrongPlaceProblem<K>(
  session: Session<K>,
  step: ReadyStep,
  { summary, response }: { summary: string; response: TargetExchange['response'] },
): Promise<Problem> {
  const place = await findElsewhere(session, step);
  if (place !== undefined) return elsewhereProblem(session, place, summary);
  const target = findRedirect(response, session.url);
  if (target !== undefined) {
    return new Problem('nothing-tested', `Nothing can be tested: ${summary}. It redirects to ${target}.`, {
      fix: 'Redirects are not followed: check the URL that it redirects to, without the documented path.',
    });
  }
  if (response?.status === 400 && (await session.wantsHttps())) {
    return new Problem('target-unreachable', `Failed to reach ${session.url}: ${SPEAKS_HTTPS}`, { fix: HTTPS });
  }
  return new Problem('nothing-tested', `Nothing can be tested: ${summary}.`);
}

/** `nothing-tested`: the API has another URL on the same server. */
export function elsewhereProblem<K>({ api, url }: Session<K>, place: string, summary: string): Problem {
  return new Problem('nothing-tested', `The API ${api} is at ${place}, not at ${url}: ${summary}.`, {
    fix: `Check ${place}.`,
  });
}

/** Another URL of the same server where the API responds to a step as documented: below its name, or at the root. */
export async function findElsewhere<K>(session: Session<K>, step: ReadyStep): Promise<string | undefined> {
  const { url, api } = session;
  const { origin } = new URL(url);
  const places = new Set([`${url}/${api}`, origin, `${origin}/${api}`]);
  places.delete(url);
  for (const place of places) {
    if (isDocumented(session, step.operation, await session.sendTo(place, step))) return place;
  }
  return undefined;
}

/** The URL that a response redirects to, without the parts that could hold a secret. */
function findRedirect(response: TargetExchange['response'], url: string): string | undefined {
  const location = response?.headers.location;
  if (
    !response ||
    response.status < 300 ||
    response.status > 399 ||
    location === undefined ||
    !URL.canParse(location, url)
  )
    return undefined;
  const { origin, pathname } = new URL(location, url);
  return origin + pathname;
}
