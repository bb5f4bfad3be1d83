import { isObject } from '../../kernel/index.js';
import type { StoredRecord } from '../../store/index.js';
import { hidesMembers } from '../records/kept.js';
import { digestSent, secretsOf } from '../records/passwords.js';
import { numberOf, parentsOf, storedKeyValue, toStored, visibleOf } from '../records/stored.js';
import type { ResourceCall } from '../resource-api.js';
import type { OperationContext } from './context/resource-context.js';
import { writeSent } from './sent-records.js';

/** Makes the changed record of a stored one. */
export type ChangeRecord = (before: StoredRecord) => StoredRecord;

/**
 * Creates the change that sets the members of a body as a whole: the same in every record but for passwords, whose digests differ.
 * Each member has been validated by the schema of the request.
 */
export function createWholeChange(context: OperationContext, call: ResourceCall, body: unknown): ChangeRecord {
  const { kept, salt } = context;
  const written = writeSent(context, call, isObject(body) ? body : {});
  const passwords = Object.keys(kept.rule.passwords ?? {}).filter(name => Object.hasOwn(written, name));
  const { change, secret } = split(written, passwords);
  const isPlain = !hidesMembers(kept);
  // the members keep their order
  if (isPlain && passwords.length === 0) return before => ({ ...before, ...change });
  return before => {
    const key = storedKeyValue(kept, before);
    const digested = passwords.length > 0 ? digestSent(kept, secret, { seed: salt, id: key }) : NO_PASSWORDS;
    // a record without hidden members keeps the order of its members
    if (isPlain) return { ...before, ...change, ...digested.sent };
    const visible = { ...visibleOf(kept, before), ...change, ...digested.sent };
    const secrets = { ...secretsOf(kept, before), ...digested.secrets };
    return toStored(kept, visible, { n: numberOf(kept, before), parents: parentsOf(kept, before), key, secrets });
  };
}

const NO_PASSWORDS = { sent: {}, secrets: {} };

function split(written: Readonly<Record<string, unknown>>, passwords: readonly string[]) {
  const entries = Object.entries(written);
  return {
    change: Object.fromEntries(entries.filter(([name]) => !passwords.includes(name))),
    secret: Object.fromEntries(entries.filter(([name]) => passwords.includes(name))),
  };
}
