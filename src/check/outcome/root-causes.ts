import { createHash } from 'node:crypto';
import type { TargetResponse } from '../../target/index.js';
import { groupBy } from '../model/group-by.js';
import type { Evidence } from '../run/run-case.js';

/** A violation while it is looked for its cause: the failing findings that make it, and what it is about. */
export type Symptom = { operation: string; parameter: string | undefined; evidence: readonly Evidence[] };

/** As many fields with the same flaw have it from one cause, and not each its own. */
const MIN_FIELDS = 3;

/**
 * The cause of each symptom, as a text that is the same for all symptoms of one cause. Symptoms have one cause if they
 * share, directly or through others:
 * - what their checks name as the cause: a place of the contract and its word, a wrong status, the text of a 5xx;
 * - the field of an operation, or a sentence that names the field;
 * - a sentence about no field;
 * - a sentence that is true of three or more fields.
 * A law about a field whose form is broken, or that finds nothing in an answer whose form is broken, has that cause.
 */
export function findCauses(symptoms: readonly Symptom[]): string[] {
  const shared = symptoms.map(listSigns);
  const sentences = symptoms.flatMap((symptom, at) => {
    const sentence = findSentence(symptom);
    return sentence === undefined ? [] : [{ sentence, at, field: symptom.parameter }];
  });
  for (const [sentence, same] of groupBy(sentences, ({ sentence }) => sentence)) {
    const fields = new Set(same.map(({ field }) => field));
    if (fields.size >= MIN_FIELDS) for (const { at } of same) shared[at]?.push(sentence);
  }
  const forms = new BrokenForms(symptoms);
  for (const [at, symptom] of symptoms.entries()) shared[at]?.push(...forms.behind(symptom));
  return mergeSigns(shared);
}

/** What a wrong status is the sign of; `documented` if the operation may answer it, in another situation. */
export function listStatusCauses(
  { status, text }: TargetResponse,
  {
    check,
    operation,
    expected,
    documented,
  }: Record<'check' | 'operation' | 'expected', string> & { documented: boolean },
): string[] {
  const accepted = `${status} in place of ${expected}`;
  // what should have been refused was accepted: by one operation, or wherever a check asks for it
  if (status < 300) return [`${check}: ${accepted}`, `${operation}: ${accepted}`];
  return [describeResponse(status, text), ...(documented ? [] : [`${status}, which no page has`])];
}

/** An answer with a status that it should not have. Of its text, which may hold secrets, there is only a hash. */
export function describeResponse(status: number, text: string): string {
  return `${status}: ${createHash('sha256').update(stripValues(text)).digest('hex')}`;
}

/** A text without what differs from request to request: numbers, and the texts that the run makes up. */
export function stripValues(text: string): string {
  return text.replace(/\bus[a-z0-9]{8}-[\w-]+/g, '…').replace(/\d+/g, '#');
}

function listSigns({ operation, parameter, evidence }: Symptom): string[] {
  return evidence.flatMap(({ causes, message = '' }) => {
    if (causes) return causes;
    if (parameter === undefined) return [stripValues(message)];
    return [`${operation} ${parameter}`, ...(wordsOf(message).has(parameter) ? [stripValues(message)] : [])];
  });
}

/** What a law says of a field, whichever that is; undefined where a check has named the cause, or no field. */
function findSentence({ parameter, evidence: [first] }: Symptom): string | undefined {
  if (parameter === undefined || first?.causes) return undefined;
  const words = (first?.message ?? '').split(' ');
  return stripValues(words.map(word => (word === parameter ? '…' : word)).join(' '));
}

function wordsOf(sentence: string): Set<string> {
  return new Set(sentence.split(/[^\w.]+/).map(word => word.replace(/\.$/, '')));
}

/** The places of the contract whose form was seen to be broken. */
class BrokenForms {
  readonly #byMember = new Map<string, string>();
  readonly #byRequest = new Map<unknown, string>();

  constructor(symptoms: readonly Symptom[]) {
    for (const { causes, exchange } of symptoms.flatMap(({ evidence }) => evidence)) {
      for (const cause of causes ?? []) {
        if (!cause.includes('#/')) continue;
        const member = /^.*\/properties\/([^/]+)/.exec(cause)?.[1];
        if (member !== undefined) this.#byMember.set(member, cause);
        this.#byRequest.set(exchange?.request, cause);
      }
    }
  }

  /** Those that explain why a law does not hold. */
  behind({ parameter, evidence }: Symptom): string[] {
    const laws = evidence.filter(({ causes }) => causes === undefined);
    const words = laws.flatMap(({ message = '' }) => [...wordsOf(message)]);
    const named = laws.length === 0 ? [] : [parameter ?? '', ...words].map(word => this.#byMember.get(word));
    const seen = laws
      .filter(({ got }) => got === 'nothing')
      .map(({ exchange }) => this.#byRequest.get(exchange?.request));
    return [...named, ...seen].filter(cause => cause !== undefined);
  }
}

/** For each list of signs one of them: the same for all lists that share a sign, directly or through others. */
function mergeSigns(lists: readonly (readonly string[])[]): string[] {
  const parents = new Map<string, string>();
  const root = (sign: string): string => {
    const parent = parents.get(sign);
    return parent === undefined ? sign : root(parent);
  };
  for (const [first = '', ...others] of lists) {
    for (const other of others) {
      const [left, right] = [root(first), root(other)].sort();
      if (left !== right) parents.set(right ?? '', left ?? '');
    }
  }
  return lists.map(([first = '']) => root(first));
}
