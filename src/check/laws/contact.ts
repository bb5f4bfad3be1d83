import { Problem } from '../../kernel/index.js';
import type { TargetExchange } from '../../target/index.js';
import type { Session } from '../run/session.js';
import type { ReadyStep } from '../run/step-request.js';

/** Whether a response is one that its operation documents, in status and form. */
export function isDocumented<K>(session: Session<K>, operation: string, { response }: TargetExchange): boolean {
  if (!response || response.json === undefined) return false;
  const { status, json: body } = response;
  return session.operation(operation).violations({ status, mediaType: 'application/json', body }).length === 0;
}

/** Whether a response refuses the token that was sent. */
export function isRefusal({ response }: TargetExchange): boolean {
  return response?.status === 401 || response?.status === 403;
}

/** `target-unreachable`: why no response came, and what to do about it. */
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

/** `token-refused`: none was given, or it is not taken. `asked` is what was answered: `GET /user/list answers 401`. */
export function tokenProblem<K>(session: Session<K>, asked: string): Problem {
  return session.has('admin')
    ? new Problem('token-refused', `${session.url} refuses the token: ${asked}.`)
    : new Problem('token-refused', `${session.url} asks for a token, and none was given: ${asked}.`);
}

/**
 * `nothing-tested`: what answers is not the API. `asked` is what was answered instead. Where another place of the same
 * server answers the step as the API documents it, that is named.
 */
export async function wrongPlaceProblem<K>(
  session: Session<K>,
  step: ReadyStep,
  {
    asked,
    response,
  }: {
    asked: string;
    response: TargetExchange['response'];
  },
): Promise<Problem> {
  const place = await findElsewhere(session, step);
  if (place !== undefined) return elsewhereProblem(session, place, asked);
  const target = findRedirect(response, session.url);
  if (target !== undefined) {
    return new Problem('nothing-tested', `Nothing can be tested: ${asked}. It sends on to ${target}.`, {
      fix: 'Redirects are not followed: check what it sends on to, without the documented path.',
    });
  }
  if (response?.status === 400 && (await session.wantsHttps())) {
    return new Problem('target-unreachable', `Failed to reach ${session.url}: ${SPEAKS_HTTPS}`, { fix: HTTPS });
  }
  return new Problem('nothing-tested', `Nothing can be tested: ${asked}.`);
}

/** `nothing-tested`: the API is at another place of the same server. */
export function elsewhereProblem<K>({ suite, url }: Session<K>, place: string, asked: string): Problem {
  return new Problem('nothing-tested', `The API ${suite.api} is at ${place}, not at ${url}: ${asked}.`, {
    fix: `Check ${place}.`,
  });
}

/** Where else on the same server the API answers a step as it documents: under its own name, or at the root. */
export async function findElsewhere<K>(session: Session<K>, step: ReadyStep): Promise<string | undefined> {
  const { url, suite } = session;
  const { origin } = new URL(url);
  const places = new Set([`${url}/${suite.api}`, origin, `${origin}/${suite.api}`]);
  places.delete(url);
  for (const place of places) {
    if (isDocumented(session, step.operation, await session.sendTo(place, step))) return place;
  }
  return undefined;
}

/** Where a response sends on to, without what could be a secret. */
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
