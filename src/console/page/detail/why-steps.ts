import type { Request, Violation } from '../data/request-types.js';

/** What a step of the way did to a request. */
export type WayStep = {
  name: string;
  outcome: 'passed' | 'changed' | 'refused' | 'wrong' | 'skipped';
  says: string;
  /** More about it, in lines. */
  notes: readonly string[];
  violations: readonly Violation[];
};

/** The steps of a request through the mock, each with what decided it. */
export function listSteps(request: Request): WayStep[] {
  const { respondedBy, callback } = request;
  if (callback) return [callbackStep(request)];
  const match = matchStep(request);
  if (respondedBy === 'preflight' || respondedBy === 'unmatched') return [match];
  // another server has done what is between
  if (respondedBy === 'imported') return [match, readStep(request), respondStep(request), validateStep(request)];
  const all = [match, overrideStep(request), authenticateStep(request), readStep(request), respondStep(request)];
  return [...all, validateStep(request)];
}

function step(name: string, outcome: WayStep['outcome'], says: string, more: Partial<WayStep> = {}): WayStep {
  return { name, outcome, says, notes: [], violations: [], ...more };
}

function callbackStep({ callback, response }: Request): WayStep {
  const { of, name, attempt, failure } = callback as NonNullable<Request['callback']>;
  const says = `The mock sent this request as the callback ${name} of request ${of}, attempt ${attempt}.`;
  if (failure !== undefined) return step('Callback', 'refused', says, { notes: [failure] });
  return step('Callback', response === null ? 'refused' : 'passed', says);
}

function matchStep({ request: { method, url }, operation, api, respondedBy, nearest = [] }: Request): WayStep {
  const [path = ''] = url.split('?');
  if (respondedBy === 'preflight') {
    return step('Match', 'passed', 'A browser asks whether a page may send the request. The mock allows it.');
  }
  if (operation !== undefined)
    return step('Match', 'passed', `${method} ${path} is the operation ${operation} of ${api}.`);
  if (respondedBy !== 'unmatched') return step('Match', 'skipped', `No operation has ${method} ${path}.`);
  return step('Match', 'refused', `No operation has ${method} ${path}.`, { notes: nearest });
}

function overrideStep({ rule, respondedBy, response }: Request): WayStep {
  const preferred = headerOf(response, 'preference-applied');
  const ignored = headerOf(response, 'understudy-ignored');
  const notes = [
    ...(rule === undefined ? [] : [`The rule ${rule} matched.`]),
    ...(preferred === undefined ? [] : [`Applied of the preferences of the request: ${preferred}.`]),
    ...(ignored === undefined ? [] : [`Ignored: ${ignored}.`]),
  ];
  if (notes.length === 0) return step('Override', 'passed', 'No rule and no preference had a part in it.');
  const isDecided = respondedBy === 'rule' || respondedBy === 'example';
  const says = isDecided ? 'It decided the response.' : 'It changed how the request was handled.';
  return step('Override', 'changed', says, { notes });
}

function authenticateStep({ request: { headers }, respondedBy, response }: Request): WayStep {
  if (respondedBy === 'rule' || respondedBy === 'example') return step('Authenticate', 'skipped', DECIDED);
  const sent = Object.keys(headers).filter(name => headers[name] === '[redacted]' && name !== 'cookie');
  const says = sent.length > 0 ? `Credentials came in ${sent.join(' and ')}.` : 'No credentials came.';
  const isRefused = respondedBy === 'refusal' && (response?.status === 401 || response?.status === 403);
  return isRefused
    ? step('Authenticate', 'refused', `${says} The API refused the request.`)
    : step(
        'Authenticate',
        'passed',
        `${says} They were enough.`.replace('No credentials came. They', 'No credentials came. None'),
      );
}

const DECIDED = 'Not needed: the response was decided before.';

function readStep(request: Request): WayStep {
  const { respondedBy, response, violations } = request;
  if (isRefusedBefore(request)) return step('Read', 'skipped', 'Not reached.');
  const wrong = violations.filter(({ in: place }) => place !== 'response');
  const notes = listDropped(request);
  const isRefused = respondedBy === 'refusal' && response !== null && response.status !== 404 && wrong.length > 0;
  if (isRefused) return step('Read', 'refused', 'The API refused what was sent.', { notes, violations: wrong });
  if (wrong.length > 0) return step('Read', 'wrong', 'The request breaks the contract.', { notes, violations: wrong });
  if (notes.length > 0) return step('Read', 'changed', 'Parts of the request had no effect.', { notes });
  return step('Read', 'passed', 'Parameters and body are as the contract says.');
}

function isRefusedBefore({ respondedBy, response }: Request): boolean {
  return respondedBy === 'refusal' && (response?.status === 401 || response?.status === 403);
}

function listDropped({ unknownParameters, emptyParameters, repeatedParameters, unknownFields }: Request): string[] {
  const lists: readonly (readonly [says: string, names: readonly string[] | undefined])[] = [
    ['Parameters that the contract does not know', unknownParameters],
    ['Parameters without a value', emptyParameters],
    ['Parameters that came more than once; the last value counted', repeatedParameters],
    ['Fields that the contract does not know', unknownFields],
  ];
  return lists.flatMap(([says, names = []]) => (names.length > 0 ? [`${says}: ${names.join(', ')}.`] : []));
}

function respondStep({ respondedBy, response }: Request): WayStep {
  const certainty = CERTAINTIES[headerOf(response, 'understudy-certainty') ?? ''];
  const notes = certainty === undefined ? [] : [certainty];
  return step('Respond', respondedBy === 'problem' ? 'wrong' : 'passed', RESPONDED_BY[respondedBy], { notes });
}

const RESPONDED_BY: Readonly<Record<Request['respondedBy'], string>> = {
  handler: 'The operation made the response.',
  example: 'The response is a documented one that the request preferred.',
  rule: 'The rule made the response.',
  refusal: 'The API refused the request in its own words.',
  problem: 'The mock itself made the response: something that no API has words for.',
  unmatched: 'No operation has the path and the method.',
  preflight: 'The mock allowed the request that follows.',
  aborted: 'The client left before the response.',
  receiver: 'The receiver of the callback made the response.',
  imported: 'Another server made the response; the exchange is from an HTTP archive.',
};

/** How certain it is that the real API does the same. */
const CERTAINTIES: Readonly<Record<string, string>> = {
  explicit: 'Certainty: explicit. The documents say it.',
  derived: 'Certainty: derived. It follows from a name or an example.',
  ruled: 'Certainty: ruled. The documents are silent here, and a reading decides.',
  companion: 'Certainty: companion. No document has this operation; the mock adds it.',
  generated: 'Certainty: generated. The mock made it up.',
};

function validateStep({ violations, response, respondedBy }: Request): WayStep {
  if (response === null) return step('Validate', 'skipped', 'There is no response.');
  if (respondedBy === 'problem') return step('Validate', 'skipped', 'Problems of the mock are not in the contract.');
  const wrong = violations.filter(({ in: place }) => place === 'response');
  if (wrong.length === 0) return step('Validate', 'passed', 'The response is as the contract says.');
  return step('Validate', 'wrong', 'The response breaks the contract.', { violations: wrong });
}

function headerOf(response: Request['response'], name: string): string | undefined {
  const found = Object.entries(response?.headers ?? {}).find(([one]) => one.toLowerCase() === name);
  return found && [found[1]].flat().join(', ');
}
