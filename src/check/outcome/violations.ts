import { type Contract, sourceOf } from '../../contract/index.js';
import { formatCurl } from '../../target/index.js';
import { stripValues } from '../laws/response-check.js';
import type { Evidence } from '../model/check.js';
import { groupBy } from '../model/group-by.js';
import type { CaseOutcome, CheckViolation } from '../model/outcome.js';
import type { Suite } from '../model/suite.js';

/** A failing finding, with the case that shows it and its request as a command. */
type FailingFinding = { evidence: Evidence; outcome: CaseOutcome; curl: string };

type ViolationOptions = Pick<Suite<unknown>, 'locate' | 'warnsOfDerived'> & { contract: Contract };

/** Collects the violations that the cases show, each with the shortest request that shows it. */
export function collectViolations(
  cases: readonly CaseOutcome[],
  { contract, locate, warnsOfDerived = false }: ViolationOptions,
): CheckViolation[] {
  const statements = new Map(contract.statements().map(statement => [statement.id, statement]));
  const failing = cases.flatMap(outcome =>
    outcome.evidence
      .filter(({ verdict }) => verdict === 'fail')
      .map((evidence): FailingFinding => ({ evidence, outcome, curl: formatRequest(evidence) })),
  );
  const groups = groupBy(failing, shown =>
    [shown.evidence.check, shown.evidence.operation, findParameter(shown), shown.evidence.statement].join(' '),
  );
  const found = [...groups.values()].flatMap(group => {
    const flaky = group.every(({ outcome }) => outcome.verdict === 'flaky');
    const shown = group.filter(({ outcome }) => flaky || outcome.verdict !== 'flaky');
    const [shortest] = shown.toSorted((left, right) => left.curl.length - right.curl.length);
    return shortest ? [{ group, flaky, shown, shortest }] : [];
  });
  const causes = findCauses(
    found.map(({ shown, shortest }) => ({
      operation: shortest.evidence.operation,
      parameter: findParameter(shortest),
      evidence: shown.map(({ evidence }) => evidence),
    })),
  );
  const placeOf = ({ place, statement }: Evidence) => place ?? statements.get(statement)?.supports[0] ?? '';
  const lines = locate?.(found.map(({ shortest }) => placeOf(shortest.evidence)));
  return found.map(({ group, flaky, shortest: { evidence, curl }, shortest }, at) => {
    const statement = statements.get(evidence.statement);
    const parameter = findParameter(shortest);
    return {
      check: evidence.check,
      operation: evidence.operation,
      ...(parameter !== undefined && { parameter }),
      statement: evidence.statement,
      says: statement?.says ?? '',
      source: lines?.get(placeOf(evidence)) ?? (statement ? sourceOf(statement) : ''),
      certainty: statement?.certainty,
      warning: warnsOfDerived && statement?.certainty === 'derived',
      message: evidence.message ?? '',
      expected: evidence.expected ?? '',
      got: evidence.got ?? '',
      curl,
      cause: causes[at] ?? '',
      cases: [...new Set(group.map(({ outcome }) => `${outcome.check}: ${outcome.id}`))],
      flaky,
    };
  });
}

function findParameter({ evidence, outcome }: FailingFinding): string | undefined {
  return evidence.parameter ?? outcome.parameter;
}

/** In the command a shell variable stands for the token; all other values are shown. */
function formatRequest({ exchange }: Evidence): string {
  return exchange ? formatCurl(exchange) : '';
}

/** A violation whose cause is not known yet: its failing findings, and what they are about. */
export type Symptom = { operation: string; parameter: string | undefined; evidence: readonly Evidence[] };

/** If this many fields have the same issue, the issue has one cause. */
const MIN_FIELDS = 3;

/**
 * Finds the cause of each symptom, a text that is the same for all symptoms of one cause. Symptoms have one cause if they
 * share one of these, directly or through other symptoms:
 * - a cause that their checks name: a place in the contract and its keyword, a wrong status, the text of a 5xx;
 * - a field of an operation, or a sentence that names the field;
 * - a sentence about no field;
 * - a sentence that is true of three or more fields, or a family of three or more findings.
 * If the form of a field or of a response is broken, a law about that field, or one that finds nothing in that response,
 * has the same cause.
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
  const families = symptoms.flatMap(({ evidence }, at) => {
    const named = new Set(evidence.flatMap(({ families = [] }) => families));
    return [...named].map(family => ({ family, at }));
  });
  for (const [family, same] of groupBy(families, ({ family }) => family)) {
    if (same.length >= MIN_FIELDS) for (const { at } of same) shared[at]?.push(family);
  }
  const forms = new BrokenForms(symptoms);
  for (const [at, symptom] of symptoms.entries()) shared[at]?.push(...forms.explain(symptom));
  return mergeSigns(shared);
}

function listSigns({ operation, parameter, evidence }: Symptom): string[] {
  return evidence.flatMap(({ causes, message = '' }) => {
    if (causes) return causes;
    if (parameter === undefined) return [stripValues(message)];
    return [`${operation} ${parameter}`, ...(listWords(message).has(parameter) ? [stripValues(message)] : [])];
  });
}

/** The sentence of a law without the name of its field; undefined if it has no field or its check names the cause. */
function findSentence({ parameter, evidence: [first] }: Symptom): string | undefined {
  if (parameter === undefined || first?.causes) return undefined;
  const words = (first?.message ?? '').split(' ');
  return stripValues(words.map(word => (word === parameter ? '…' : word)).join(' '));
}

function listWords(sentence: string): Set<string> {
  return new Set(sentence.split(/[^\w.]+/).map(word => word.replace(/\.$/, '')));
}

/** The places in the contract whose form a response broke. */
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

  /** The places that explain why a law is broken. */
  explain({ parameter, evidence }: Symptom): string[] {
    const laws = evidence.filter(({ causes }) => causes === undefined);
    const words = laws.flatMap(({ message = '' }) => [...listWords(message)]);
    const named = laws.length === 0 ? [] : [parameter ?? '', ...words].map(word => this.#byMember.get(word));
    const unread = laws
      .filter(({ got }) => got === 'nothing')
      .map(({ exchange }) => this.#byRequest.get(exchange?.request));
    return [...named, ...unread].filter(cause => cause !== undefined);
  }
}

/** Picks one sign for each list: of all lists that share a sign, directly or through other lists, the one that most of them have. */
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
  const joined = groupBy(lists, ([first = '']) => root(first));
  const names = new Map(
    [...joined].map(([sign, same]) => [sign, mostFrequent(same.flatMap(one => [...new Set(one)])) ?? sign]),
  );
  return lists.map(([first = '']) => names.get(root(first)) ?? first);
}

/** The text that is there most often; of several the first in the order of code units. */
function mostFrequent(texts: readonly string[]): string | undefined {
  const counted = [...groupBy(texts, text => text).values()].toSorted(
    (left, right) => right.length - left.length || ((left[0] ?? '') < (right[0] ?? '') ? -1 : 1),
  );
  return counted[0]?.[0];
}
