import { type Finding, fails, passes, shown, undecided } from '../check.js';
import { holds, shownField, type User } from './user.js';

/** What a field's value may become: the readings passwd-form and client-echo, and nothing else. */
const OTHERWISE: Readonly<Record<string, (value: unknown) => boolean>> = {
  passwd: value => typeof value === 'string' && /^\$2[aby]\$\d\d\$/.test(value),
  client: value => value === null || typeof value === 'string',
};

/** Finds out whether a user has what was sent, statement by statement: `create.active`. */
export function keptFields(
  sent: Readonly<Record<string, unknown>>,
  user: User,
  { prefix, at }: { prefix: string; at: number },
): Finding[] {
  return Object.entries(sent).flatMap(([field, value]) => {
    const statement = `${prefix}.${field}`;
    const read = user[field];
    if (OTHERWISE[field]?.(read)) return [passes(statement, { at, ...echoOf(field, read) })];
    if (!holds(read, value)) {
      const more = {
        message: `${field} is not what was sent.`,
        expected: shown(value),
        got: shownField(field, read),
        at,
      };
      return [fails(statement, { ...more, parameter: field })];
    }
    return [
      passes(statement, { at, ...echoOf(field, read) }),
      ...innerOf(field, value).map(inner => passes(`${prefix}.${inner}`, { at })),
    ];
  });
}

function echoOf(field: string, read: unknown): Partial<Finding> {
  if (field !== 'client' || read === null) return {};
  return { observed: { reading: 'client-echo', answer: typeof read === 'string' ? 'name' : 'object' } };
}

/** The inner fields that a value has sent, which have statements of their own: `client.is_panelaccess`, `auth_ip.ip`. */
function innerOf(field: string, value: unknown): string[] {
  const objects = [value].flat().filter(item => item !== null && typeof item === 'object');
  return [...new Set(objects.flatMap(object => Object.keys(object as object)))].map(key => `${field}.${key}`);
}

/** No user to compare with. */
export function nobody(statement: string): Finding[] {
  return [undecided(statement, 'The user could not be read back.')];
}
