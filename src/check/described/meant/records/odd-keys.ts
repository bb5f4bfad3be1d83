import { SchemaView } from '../../../../openapi/index.js';
import { type Finding, fails, inconclusive, passes } from '../../../model/check.js';
import { nameOfRecord } from '../../judged-api.js';
import { findRecord } from '../../known/knowledge.js';
import { readRecord } from '../../known/read-records.js';
import { defineLaw, type LawCase } from '../../law.js';
import { planRequest } from '../../request/plan-request.js';

/** Texts that have the key of a record in them, or are made from it, but are not that key. */
const AROUND: Readonly<Record<string, (key: number) => string>> = {
  'letters after a key': key => `${key}abc`,
  'letters before a key': key => `abc${key}`,
  'a minus before a key': key => `-${key}`,
  'two keys': key => `${key},${key}`,
  'a key with a condition': key => `${key} OR 1=1`,
  // a server that keeps so many bits of it finds that record
  'a key and 2^32': key => String(BigInt(key) + 2n ** 32n),
  'a key and 2^64': key => String(BigInt(key) + 2n ** 64n),
};

const WORDS = ['abc', 'null', 'true', 'Infinity', '-1', String(2n ** 63n)];

export const oddKeys = defineLaw<undefined>({
  id: 'odd-keys',
  says: 'Where keys are integers, a text that is no key of a record finds none, also if it has a key in it.',
  certainty: 'derived',
  ignoresData: true,
  cases(operation, api) {
    const { does, key, collection = '' } = api.ruleOf(operation) ?? {};
    const parameter = operation.parameters.find(({ in: place, name }) => place === 'path' && name === key?.name);
    if (does !== 'get' || operation.method !== 'GET' || !parameter) return [];
    if (!new SchemaView(parameter.schema).types.has('integer')) return [];
    const texts = [...WORDS.map(word => [word, () => word] as const), ...Object.entries(AROUND)];
    return api.inTurns(texts, operation).flatMap(([id, around]): LawCase<undefined>[] => {
      const request = planRequest(operation, api, {
        record({ known }) {
          const found = findRecord(known, collection);
          return found && Number.isSafeInteger(found.key) && Number(found.key) > 0
            ? { ...found, key: around(Number(found.key)) }
            : undefined;
        },
      });
      if (!request) return [];
      // an integer may be the key of no record; for other texts no form is described
      const isKey = /^\d+$/.test(around(1));
      const steps = [{ ...request, expects: 'described' as const, ...(!isKey && { formless: true as const }) }];
      return [{ id: `${operation.id} ${id}`, steps, phase: 'read', expect: undefined }];
    });
  },
  judge({ operation, requirement, exchanges: [exchange], known: { api } }): Finding[] {
    const { status = 0 } = exchange?.response ?? {};
    const record = readRecord(operation, exchange, api);
    if (!record) {
      return status >= 400 && status < 500
        ? [passes(requirement)]
        : [inconclusive(requirement, 'The response neither shows a record nor refuses the request.')];
    }
    const name = nameOfRecord(api.ruleOf(operation)?.collection ?? '');
    const message = `A text that is no key finds a ${name}.`;
    const got = `a ${name} at ${exchange?.request.path}`;
    return [fails(requirement, { message, expected: `no ${name}`, got, causes: [`odd key ${operation.id}`] })];
  },
});
