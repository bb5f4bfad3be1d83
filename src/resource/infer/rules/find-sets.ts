import type { SchemaView } from '../../../openapi/index.js';
import { foldName } from '../../list/names/fold-name.js';
import { wordsOf } from '../read/nouns.js';

/**
 * The members that an action sets by its name: `cancel` sets `status: cancelled` where that is an allowed value, and `archive`
 * sets `archived: true`. Only where exactly one member and value fit.
 */
export function findSets(
  record: SchemaView,
  { verb, method }: { verb: string; method: string },
): Record<string, unknown> | undefined {
  if (method === 'GET') return undefined;
  const undone = /^(?:un|dis|de)(?=[a-z]{3})/.exec(verb.toLowerCase())?.[0];
  const plain = foldName(verb);
  const isReversed = method === 'DELETE';
  const results = resultsOf(plain);
  const opposite = undone === undefined ? [] : resultsOf(plain.slice(undone.length)).concat(activeOf(plain));
  const found = [...record.members.values()].flatMap(({ name, value }): [string, unknown][] => {
    if (value.types.has('boolean')) {
      const named = foldName(name).replace(/^(?:is|has)/, '');
      if (results.includes(named)) return [[name, !isReversed]];
      return opposite.includes(named) ? [[name, isReversed]] : [];
    }
    if (isReversed || !value.enum || !isState(name)) return [];
    return value.enum.flatMap(one => (typeof one === 'string' && results.includes(foldName(one)) ? [[name, one]] : []));
  });
  return found.length === 1 ? Object.fromEntries(found) : undefined;
}

function isState(name: string): boolean {
  return ['status', 'state', 'phase'].includes(wordsOf(name).at(-1) ?? '');
}

/** What is true after a verb, as values and names of members say it. */
function resultsOf(verb: string): string[] {
  const last = verb.at(-1) ?? '';
  const regular = verb.endsWith('e')
    ? [`${verb}d`, verb.replace(/e$/, 'ing')]
    : /[^aeiou]y$/.test(verb)
      ? [verb.replace(/y$/, 'ied'), `${verb}ing`]
      : [`${verb}ed`, `${verb}${last}ed`, `${verb}ing`];
  return [...regular, ...(IRREGULAR.get(verb) ?? [])];
}

/** What the opposite of a verb makes: `deactivate` and `disable` make `active` and `enabled` false. */
function activeOf(verb: string): string[] {
  return verb === 'deactivate' ? ['active', 'activated'] : verb === 'disable' ? ['enabled', 'active'] : [];
}

const IRREGULAR = new Map([
  ['activate', ['active']],
  ['deactivate', ['inactive']],
  ['enable', ['active']],
  ['disable', ['inactive']],
  ['start', ['running', 'inprogress', 'active']],
  ['resume', ['active', 'running']],
  ['run', ['running']],
  ['stop', ['stopped']],
  ['reopen', ['open']],
  ['open', ['open']],
  ['complete', ['complete', 'done']],
  ['finish', ['done', 'complete']],
  ['send', ['sent']],
  ['pay', ['paid']],
  ['hold', ['held', 'onhold']],
  ['void', ['void']],
  ['unpublish', ['draft']],
  ['withdraw', ['withdrawn']],
  ['win', ['won']],
  ['lose', ['lost']],
  ['read', ['read']],
  ['hide', ['hidden']],
  ['freeze', ['frozen']],
  ['star', ['starred']],
]);
