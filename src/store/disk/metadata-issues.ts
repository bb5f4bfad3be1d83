import { formatPointer, isObject } from '../../kernel/index.js';
import { DATA_FORM, type Metadata } from '../change/data.js';
import type { RecordIssue } from '../memory/definition.js';

/** The forms of a data file that can be read. Older ones are written again in the current form. */
const FORMS: ReadonlySet<unknown> = new Set([1, 2, DATA_FORM]);

/** Finds everything that is wrong with the metadata of a data file. One that was made by hand names no log. */
export function* metadataIssues(about: unknown): Generator<RecordIssue> {
  if (!isObject(about) || !FORMS.has(about.understudy)) {
    return yield { pointer: '/about', message: `must be {"understudy": ${DATA_FORM}, "seed": …}` };
  }
  for (const name of Object.keys(about).filter(name => !Object.hasOwn(MEMBERS, name))) {
    const known = Object.keys(MEMBERS).join(', ');
    yield { pointer: formatPointer(['about', name]), message: `is none of the members ${known}` };
  }
  const { understudy, seed, records, log, after, scenario, generations = {} } = about;
  for (const [key, value] of Object.entries({ seed, records, log })) {
    const isAbsent = value === undefined && key !== 'seed';
    if (!isAbsent && !Number.isSafeInteger(value)) yield { pointer: `/about/${key}`, message: 'must be an integer' };
  }
  const isFollowed = understudy !== DATA_FORM || /^[0-9a-f]{8}$/.test(String(after));
  if (Number.isSafeInteger(log) && !isFollowed) {
    yield { pointer: '/about/after', message: 'must be eight hexadecimal digits, as they were written' };
  }
  if (!['string', 'undefined'].includes(typeof scenario)) {
    yield { pointer: '/about/scenario', message: 'must be a string' };
  }
  yield* countIssues(generations, ['about', 'generations']);
}

/** The members of the metadata; the type makes sure that none is missing. */
const MEMBERS: Record<keyof Metadata, true> = {
  understudy: true,
  seed: true,
  records: true,
  log: true,
  after: true,
  scenario: true,
  generations: true,
  copied: true,
};

/** Finds everything that is wrong with counts by name, such as the next ids. */
export function* countIssues(counts: unknown, place: readonly string[]): Generator<RecordIssue> {
  if (!isObject(counts)) return yield { pointer: formatPointer(place), message: 'must be an object' };
  for (const [name, count] of Object.entries(counts)) {
    if (!Number.isSafeInteger(count)) yield { pointer: formatPointer([...place, name]), message: 'must be an integer' };
  }
}
