import type { Operation, Readings } from '../../contract/index.js';
import type { Api } from '../../server/index.js';
import type { ResourceRules } from '../definition/resource-rules.js';
import type { DnlUser } from '../record-types.js';

/** The operation that creates a user or logs one in, and its example of a log-in. */
const AS_CLIENT = 'authAsClient';
const LOGGED_IN = 'logged-in';

/**
 * A documented outcome: the contract's example, except where readings change it. They change refusals (wrong-token-write,
 * not-found-text), the outcome at the URL of the create example (create-example-url), and `success`, `email` and `client`
 * of successful responses (list-success, email-form, client-echo).
 */
export function createOutcomes(rules: ResourceRules, readings: Readings): Api['outcome'] {
  const createsToo = readings.choice('create-example-url') === 'create-too';
  const addresses = readings.value<Record<string, string>>('email-form');
  return (operation, { status, example = firstExample(operation, status) }) => {
    if (example === undefined || !operation.examples(status).includes(example)) return undefined;
    const printed = operation.example(status, example);
    if (example === 'wrong-token') return rules.refuse(operation, 'wrong-credentials');
    if (example === 'not-found') return rules.refuse(operation, 'unknown-record');
    const body = JSON.parse(printed, (_, value) => (isUser(value) ? ruledUser(value) : value));
    const json = JSON.stringify('success' in body ? body : { ...body, success: true });
    return {
      status,
      body: json,
      ...(operation.id === AS_CLIENT && example === LOGGED_IN && { certainty: 'companion' as const }),
    };
  };

  function firstExample(operation: Operation, status: number): string | undefined {
    const names = operation.examples(status);
    return operation.id === AS_CLIENT && !createsToo && names.includes(LOGGED_IN) ? LOGGED_IN : names[0];
  }

  function ruledUser(user: DnlUser): object {
    return rules.shown('users', { ...user, email: addresses[user.user_id] ?? user.email });
  }
}

function isUser(value: unknown): value is DnlUser {
  return typeof value === 'object' && value !== null && 'user_id' in value;
}
