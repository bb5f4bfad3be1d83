import { chooseReadings } from '../../contract/index.js';
import type { ReadingSettings } from '../../server/index.js';
import type { AdminApi } from '../action.js';
import { createPlaceMatcher, type Difference, findDifferences } from './find-differences.js';
import { responseValue } from './response-value.js';
import type { ComparedRequest, Side } from './sides.js';

/** What is known of one request. */
export type ComparedPair = {
  method: string;
  path: string;
  id?: number | undefined;
  api?: string | undefined;
  operation?: string | undefined;
  about?: string | undefined;
  outcome: 'equal' | 'differs' | 'failed' | 'unsent';
  /** The statuses; undefined where there was no response. */
  left?: unknown;
  right?: unknown;
  differences: readonly Difference[];
  /** How many differences are not listed. */
  more?: number;
  /** The places whose values also differ when the same side gets the request twice. */
  volatile: readonly string[];
  /** The choices with which a copy of this mock responds more as the other side does. */
  explainedBy: readonly { reading: string; choice: string; explainsAll: boolean }[];
};

type CompareOptions = {
  left: Side;
  right: Side;
  ignore: readonly string[];
  /** Whether requests that may change something are sent to servers that are no copies. */
  writes: boolean;
  /** Whether the time is up, or nobody waits any more. */
  ended(): boolean;
};

/** How many differences of a pair are listed, and how many characters of a value are shown. */
const MAX_DIFFERENCES = 50;
const MAX_SHOWN = 2000;

/** Sends each request to both sides, one after the other, and compares the responses. */
export async function compare(requests: readonly ComparedRequest[], options: CompareOptions): Promise<ComparedPair[]> {
  const pairs: ComparedPair[] = [];
  for (const request of requests) {
    pairs.push(
      isUnsent(request, options) ? describe(request, { outcome: 'unsent' }) : await comparePair(request, options),
    );
  }
  return pairs;
}

function isUnsent({ method }: ComparedRequest, { left, right, writes, ended }: CompareOptions): boolean {
  const areCopies = left.choice !== undefined && right.choice !== undefined;
  return ended() || !(writes || areCopies || isSafe(method));
}

function isSafe(method: string): boolean {
  return /^(GET|HEAD|OPTIONS)$/.test(method);
}

async function comparePair(request: ComparedRequest, { left, right, ignore }: CompareOptions): Promise<ComparedPair> {
  const [first, other] = [responseValue(await left.send(request)), responseValue(await right.send(request))];
  const volatile = [...(await volatileIn(first, request, left)), ...(await volatileIn(other, request, right))];
  const isIgnored = createPlaceMatcher([...ignore, ...volatile]);
  const differ = (one: unknown, another: unknown) =>
    findDifferences(one, another).filter(({ pointer }) => !isIgnored(pointer));
  const differences = differ(first, other);
  const isFailed = first.failure !== undefined || other.failure !== undefined;
  const found = {
    outcome: isFailed ? 'failed' : differences.length > 0 ? 'differs' : 'equal',
    left: first.status,
    right: other.status,
    differences: differences.slice(0, MAX_DIFFERENCES).map(shorten),
    ...(differences.length > MAX_DIFFERENCES && { more: differences.length - MAX_DIFFERENCES }),
    volatile: [...new Set(volatile)],
  } as const;
  if (found.outcome !== 'differs') return describe(request, found);
  const [copy, target] = left.choice ? [left, other] : [right, first];
  const explainedBy: ComparedPair['explainedBy'][number][] = [];
  for (const [reading, choice] of alternatives(request.api, left, right)) {
    const { profile, readings } = copy.choice as ReadingSettings;
    const changed = await copy.send(request, { profile, readings: { ...readings, [reading]: choice } });
    const left = differ(responseValue(changed), target).length;
    if (left < differences.length) explainedBy.push({ reading, choice, explainsAll: left === 0 });
  }
  return describe(request, { ...found, explainedBy });
}

function describe(
  { method, path, id, api, operation, about }: ComparedRequest,
  found: Pick<ComparedPair, 'outcome'> & Partial<ComparedPair>,
): ComparedPair {
  return {
    method,
    path,
    id,
    api: api?.name,
    operation,
    about,
    differences: [],
    volatile: [],
    explainedBy: [],
    ...found,
  };
}

/** The places where a side responds differently to the same request. What may change something is sent once, but to copies. */
async function volatileIn(value: unknown, request: ComparedRequest, side: Side): Promise<string[]> {
  if (side.choice === undefined && !isSafe(request.method)) return [];
  return findDifferences(value, responseValue(await side.send(request))).map(({ pointer }) => pointer);
}

/** The choices that a copy could have instead: those of the other copy, or all where the other side is none. */
function alternatives(api: AdminApi | undefined, left: Side, right: Side): [reading: string, choice: string][] {
  const readings = api?.contract.readings ?? [];
  const chosenBy = ({ choice }: Side) =>
    choice && chooseReadings(readings, { profile: choice.profile, chosen: choice.readings });
  const [before, after] = [chosenBy(left), chosenBy(right)];
  const present = before ?? after;
  if (!present) return [];
  return readings.flatMap(({ id, choices }) => {
    const others = before && after ? [after.choice(id)] : choices.map(choice => choice.id);
    return others.flatMap(choice => (choice === present.choice(id) ? [] : [[id, choice] as [string, string]]));
  });
}

function shorten(difference: Difference): Difference {
  const cut = (value: unknown) => {
    const text = JSON.stringify(value) ?? '';
    return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : value;
  };
  const { pointer, left, right } = difference;
  return { pointer, ...(left !== undefined && { left: cut(left) }), ...(right !== undefined && { right: cut(right) }) };
}
