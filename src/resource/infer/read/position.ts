import { foldName } from '../../list/names/fold-name.js';
import type { KeyRule } from '../../resources.js';
import { isObject } from './find-records.js';
import { nounOf, wordsOf } from './nouns.js';
import type { OperationFacts } from './operation-facts.js';
import { lastLiteral, type PathPart, shapeOf } from './path.js';

/** Where an operation stands: on a collection, if there is one at its base, or on one of its records. */
export type Position = {
  facts: OperationFacts;
  /** The path up to the name of the collection. */
  base: readonly PathPart[];
  /** The variables behind it, of which the last one has the key of a record. */
  variables: readonly string[];
  /** What the operation is called, where a part of its path is a verb: `/order/list`, `/orders.info`. */
  verb?: Verb;
  /** Where the key is, if it is not in the path. */
  key?: KeyRule;
};

export type Verb = 'list' | 'create' | 'get' | 'replace' | 'update' | 'delete';

/** The position of an operation by its path and method; undefined where no collection can be there. */
export function readPosition(facts: OperationFacts): Position | undefined {
  if (!facts.parts) return undefined;
  const { base, variables } = splitVariables(facts.parts);
  return readProcedure(facts, { base, variables }) ?? { facts, base, variables };
}

export function baseShape({ base }: Position): string {
  return shapeOf(base);
}

const VERBS: Record<Verb, readonly string[]> = {
  list: ['list', 'all', 'index', 'listall', 'getall'],
  create: ['create', 'add', 'new', 'insert'],
  get: ['get', 'info', 'show', 'read', 'view', 'detail', 'details', 'retrieve', 'fetch'],
  replace: ['replace'],
  update: ['update', 'edit', 'modify', 'patch'],
  delete: ['delete', 'remove', 'destroy'],
};

/** Those that begin names of procedures; `new-releases` and `add-ons` are no procedures. */
const PREFIXES = ['list', 'get', 'create', 'update', 'delete', 'remove', 'fetch'];

function splitVariables(parts: readonly PathPart[]): { base: readonly PathPart[]; variables: string[] } {
  const end = parts.findLastIndex(part => 'literal' in part) + 1;
  return {
    base: parts.slice(0, end),
    variables: parts.slice(end).flatMap(part => ('variable' in part ? [part.variable] : [])),
  };
}

function readProcedure(
  facts: OperationFacts,
  { base, variables }: { base: readonly PathPart[]; variables: readonly string[] },
): Position | undefined {
  const before = base.slice(0, -1);
  const named = readName(lastLiteral(base));
  if (named && named.noun !== undefined) {
    return verified({ facts, base: [...before, { literal: named.noun }], variables, verb: named.verb });
  }
  if (!named || before.length === 0) return undefined;
  const inner = splitVariables(before);
  if (inner.base.length === 0 || (inner.variables.length > 0 && variables.length > 0)) return undefined;
  return verified({ facts, base: inner.base, variables: [...inner.variables, ...variables], verb: named.verb });
}

/** The verb and the noun of a part of a path: `orders.list`, `listOrders`, or only `list`. */
function readName(literal: string): { verb: Verb; noun?: string } | undefined {
  const dot = literal.lastIndexOf('.');
  if (dot > 0) {
    const verb = verbOf(literal.slice(dot + 1));
    return verb && { verb, noun: literal.slice(0, dot) };
  }
  const whole = verbOf(literal);
  if (whole) return { verb: whole };
  const [first = '', ...rest] = wordsOf(literal);
  const isPlural = rest.length > 0 && nounOf(rest.join(' ')) !== rest.join('');
  const verb = PREFIXES.includes(first) ? verbOf(first === 'get' && isPlural ? 'list' : first) : undefined;
  return verb && rest.length > 0 ? { verb, noun: nounOf(rest.join(' ')) } : undefined;
}

function verbOf(word: string): Verb | undefined {
  const plain = foldName(word);
  return (Object.keys(VERBS) as Verb[]).find(verb => VERBS[verb].includes(plain));
}

/** The position, if the operation has what the verb needs: a list in the response, a body, a key. */
function verified(position: Position & { verb: Verb }): Position | undefined {
  const { facts, variables, verb } = position;
  const { method } = facts.operation;
  if (verb === 'list') {
    return variables.length === 0 && facts.list && ['GET', 'POST'].includes(method) ? position : undefined;
  }
  if (verb === 'create') {
    return variables.length === 0 && facts.sent && ['POST', 'PUT'].includes(method) ? position : undefined;
  }
  if (method === 'GET' && verb !== 'get') return undefined;
  if (verb === 'get' && !facts.record) return undefined;
  const key: KeyRule | undefined = variables.length > 0 ? undefined : keyParameter(position);
  return variables.length > 0 ? position : key && { ...position, key };
}

/** The query parameter or the member of the body that has the key: `order`, `orderId` or `id` for `orders`. */
function keyParameter({ facts, base }: Position): KeyRule | undefined {
  const noun = nounOf(lastLiteral(base).split('.').at(-1) ?? '');
  const isKey = (name: string) => {
    const words = foldName(name);
    return words === 'id' || words === noun || ['id', 'key', 'uuid', 'sid'].some(tail => words === noun + tail);
  };
  const query = facts.operation.parameters.find(one => one.in === 'query' && isKey(one.name));
  if (query) return { in: 'query', name: query.name };
  const member = [...(facts.request?.members.values() ?? [])].find(one => isKey(one.name) && !isObject(one.value));
  return member && { in: 'body', name: member.name };
}
