import type { MemberView, SchemaView } from '../../../openapi/index.js';
import { nounOf, wordsOf } from '../read/nouns.js';

/** The variable of a path that has the keys of records, and the name of the collection: `petId` of `pets`. */
export type KeyVariable = { name: string; view: SchemaView | undefined; collection: string };

/**
 * The names that lead to the member that identifies a record: the member with the name of the variable, with the end of its name,
 * `id`, and then members of usual names. The types of the variable and of the member have to fit. Undefined where no member does.
 */
export function findKey(record: SchemaView, { name, view, collection }: KeyVariable): string | undefined {
  const types = view?.types ?? new Set<string>();
  const byWords = new Map([...record.members.values()].map(member => [wordsOf(member.name).join(' '), member]));
  const fitting = (words: string) => {
    const member = byWords.get(words);
    return member && canBeKey(member, { types, isNumbered: isNumbered(name) }) ? member.name : undefined;
  };
  const words = wordsOf(name);
  const tail = words.at(-1) ?? '';
  const noun = wordsOf(collection)
    .join(' ')
    .replace(/\w+$/, word => nounOf(word));
  const ladder = [
    words.join(' '),
    // {TenantSid} of TeamsTenants: teams_tenant_sid
    ...(TAILS.has(tail) ? [`${noun} ${tail}`] : []),
    ...(words.length > 1 || TAILS.has(tail) ? [tail] : []),
    'id',
    ...(words.join(' ') === 'id' ? ['id', 'sid', 'uuid', 'key', 'code', 'number'] : ['id']).map(
      one => `${noun} ${one}`,
    ),
    ...(types.has('integer') ? ['number'] : IDS.has(tail) && words.length > 1 ? IDS : USUAL),
  ];
  const direct = ladder.flatMap(one => fitting(one) ?? [])[0];
  if (direct !== undefined) return direct;
  const inner = record.members.get('metadata')?.value;
  const nested = inner && [words.join(' '), tail, 'name', 'id'].flatMap(one => nestedMember(inner, one) ?? [])[0];
  return nested && `metadata.${nested}`;
}

/** How the keys of new records are made, by the schema of the key: of the member, or else of the path variable. */
export function kindOfIds(key: string | undefined, view: SchemaView | undefined): 'integer' | 'uuid' | 'slug' | 'text' {
  if (!view) return 'uuid';
  const { types, format, examples, pattern } = view;
  if (types.has('integer') || (types.has('number') && !types.has('string'))) return 'integer';
  if (format === 'uuid' || examples.some(example => UUID.test(String(example)))) return 'uuid';
  if (pattern !== undefined || view.enum) return 'text';
  if (key !== undefined && /(?:^|\.|[a-z]_?)slug$/i.test(key)) return 'slug';
  return key === undefined && examples.length === 0 ? 'uuid' : 'text';
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Ends of names that only say that the value identifies something. */
const TAILS = new Set(['id', 'sid', 'uuid', 'guid', 'key', 'slug', 'code', 'number', 'name', 'handle', 'login', 'ref']);

/** Names of members that only identify. */
const IDS = new Set(['id', 'sid', 'uuid', 'guid']);

const USUAL = [...IDS, 'slug', 'login', 'username', 'key', 'code', 'name'];

/** Whether a variable's name says that it has a key of any type. */
function isNumbered(variable: string): boolean {
  return /(?:^|[_-])(?:id|number|no|nr)$|(?:Id|ID|Number|No)$/.test(variable);
}

/** A text in a path may be a number; a number in a path is none of the texts of a member, and `name` is no number. */
function canBeKey(
  { value }: MemberView,
  { types, isNumbered }: { types: ReadonlySet<string>; isNumbered: boolean },
): boolean {
  const own = value.types;
  if (['object', 'array', 'boolean'].some(type => own.has(type))) return false;
  const isNumber = own.has('integer') || own.has('number');
  if (types.has('integer') || types.has('number')) return isNumber || own.size === 0 || isNumbered;
  return !isNumber || isNumbered || types.size === 0;
}

function nestedMember(inner: SchemaView, words: string): string | undefined {
  return [...inner.members.values()].find(
    ({ name, value }) => wordsOf(name).join(' ') === words && !value.types.has('object'),
  )?.name;
}
