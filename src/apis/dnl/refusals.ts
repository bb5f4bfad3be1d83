import type { Contract, Operation, Readings } from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import type { ApiResponse, RequestIssue } from '../../server/index.js';

/** The texts of refusals, by what was expected (reading validation-text). */
type Texts = Readonly<Record<string, string>>;

/** The key for an issue of the whole body (readings patch-required and malformed-body). */
const WHOLE_BODY = '_schema';

/** DNL's refusals: the bodies that its pages print, with the values that the readings rule. */
export class Refusals {
  readonly #readings: Readings;
  readonly #incorrectToken: string;
  readonly #validation: object;

  constructor(contract: Contract, readings: Readings) {
    this.#readings = readings;
    this.#incorrectToken = findOperation(contract, 'listUsers').example(401, 'wrong-token');
    this.#validation = JSON.parse(findOperation(contract, 'createUser').example(400, 'validation'));
  }

  noToken(operation: Operation): ApiResponse {
    return { status: 401, body: operation.example(401, 'no-token') };
  }

  /** Also for a token that has expired or is not an admin's (reading non-admin). No page prints it for a log-in. */
  wrongToken(operation: Operation): ApiResponse {
    const asOnReads = operation.isOpen || this.#readings.choice('wrong-token-write') === 'incorrect';
    return { status: 401, body: asOnReads ? this.#incorrectToken : operation.example(401, 'wrong-token') };
  }

  /** A failed log-in. Companion: no page shows a log-in. */
  wrongLogIn(operation: Operation): ApiResponse {
    return { status: 401, body: operation.example(401, 'wrong-log-in') };
  }

  notFound(operation: Operation): ApiResponse {
    const printed = operation.example(404, 'not-found');
    const oneText = this.#readings.value<object | undefined>('not-found-text');
    return { status: 404, body: oneText ? JSON.stringify({ ...JSON.parse(printed), ...oneText }) : printed };
  }

  /** One object with a key for each wrong field (readings validation-shape and validation-text). */
  validation(issues: readonly RequestIssue[]): ApiResponse {
    const texts = this.#readings.value<Texts>('validation-text');
    const messages = new Map<string, Set<string>>();
    for (const issue of issues) {
      const key = errorKey(issue);
      messages.set(key, (messages.get(key) ?? new Set()).add(errorText(issue, texts)));
    }
    const errors = [Object.fromEntries([...messages].map(([key, all]) => [key, [...all]]))];
    const status = issues.some(({ expected }) => expected === 'smaller') ? 413 : 400;
    return { status, body: JSON.stringify({ ...this.#validation, errors }) };
  }
}

function findOperation({ operations }: Contract, id: string): Operation {
  const operation = operations.find(operation => operation.id === id);
  if (!operation) throw new Problem('contract-invalid', `The contract has no operation ${id}.`);
  return operation;
}

function errorKey({ place, path }: RequestIssue): string {
  return path.length === 0 ? WHOLE_BODY : place === 'query' ? (path[0] ?? '') : path.join('.');
}

function errorText({ expected }: RequestIssue, texts: Texts): string {
  const key = expected === 'known' ? 'unknown' : expected;
  return texts[key] ?? texts.input ?? '';
}
