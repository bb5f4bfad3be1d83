import { isObject } from '../../kernel/index.js';
import { type InputIssue, suggest } from '../../openapi/index.js';
import type { Reading } from '../readings.js';
import type { Statement } from '../statements.js';

/** `at` gives what stands at a place of the contract. */
type Parts = { at: (place: string) => unknown; readings: readonly Reading[] };

/** Finds which statements name what does not exist, do not say what they rest on, or have the id of another. */
export function statementIssues(statements: readonly Statement[], { at: valueAt, readings }: Parts): InputIssue[] {
  const known = readings.map(({ id }) => id);
  return [
    ...repeatedIds(statements, []),
    ...statements.flatMap((statement, at) => {
      const { reading, supports } = statement;
      const path = [String(at)];
      const missing = missingSource(statement);
      return [
        ...(missing === undefined ? [] : [{ path, message: `is ${statement.certainty}, and needs ${missing}.` }]),
        ...(reading !== undefined && !known.includes(reading)
          ? [{ path: [...path, 'reading'], message: `is no reading${suggest(reading, known)}` }]
          : []),
        ...supports.flatMap((support, index) =>
          isPlace(support) && valueAt(support) === undefined
            ? [{ path: [...path, 'supports', String(index)], message: `names ${support}, which does not exist.` }]
            : [],
        ),
      ];
    }),
  ];
}

/** What supports a statement is a place in a file of the contract, or the id of a check. */
function isPlace(support: string): boolean {
  return support.includes('#');
}

/** What a statement of its certainty needs and does not have. */
function missingSource({ certainty, document, lines, reading }: Statement): string | undefined {
  if (certainty === 'ruled') return reading === undefined ? 'a reading' : undefined;
  if (certainty === 'companion' || certainty === 'generated') return undefined;
  return document === undefined || lines === undefined ? 'a document and lines' : undefined;
}

/** Finds which readings name what does not exist, or have the id of another. */
export function readingIssues({ at: valueAt, readings }: Parts): InputIssue[] {
  return [
    ...repeatedIds(readings, ['readings']),
    ...readings.flatMap(({ choices, profiles, judge }, at) => {
      const path = ['readings', String(at)];
      const known = choices.map(({ id }) => id);
      return [
        ...repeatedIds(choices, [...path, 'choices']),
        ...Object.entries(profiles)
          // a profile that is left out has the first one's choice
          .filter(([, choice], index, all) => index === all.findIndex(([, other]) => other === choice))
          .filter(([, choice]) => !known.includes(choice))
          .map(([profile, choice]) => ({
            path: [...path, 'profiles', profile],
            message: `is no choice${suggest(choice, known)}`,
          })),
        ...[
          ...choices.map(({ describes }, index) => ({ describes, from: ['choices', String(index)] })),
          { describes: judge.describes, from: ['judge'] },
        ].flatMap(({ describes = {}, from }) =>
          Object.keys(describes)
            .filter(place => !hasHolder(valueAt, place))
            .map(place => ({ path: [...path, ...from, 'describes', place], message: 'does not exist.' })),
        ),
      ];
    }),
  ];
}

/** Whether something can be put at a place: a member may be new, its object not. */
function hasHolder(valueAt: Parts['at'], place: string): boolean {
  const at = place.lastIndexOf('/');
  const holder = isPlace(place) && at > place.indexOf('#') ? valueAt(place.slice(0, at)) : undefined;
  return isObject(holder) || Array.isArray(holder);
}

function repeatedIds(list: readonly { id: string }[], path: readonly string[]): InputIssue[] {
  const ids = list.map(({ id }) => id);
  return ids.flatMap((id, at) =>
    ids.indexOf(id) === at ? [] : [{ path: [...path, String(at), 'id'], message: `is the id of another, ${id}.` }],
  );
}
