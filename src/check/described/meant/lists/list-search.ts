import type { DescribedOperation, Parameter } from '../../../../openapi/index.js';
import { fromTarget, type Step } from '../../../model/case.js';
import { type Finding, fails, formatValue, inconclusive, passes } from '../../../model/check.js';
import { type JudgedApi, nameOfRecord } from '../../judged-api.js';
import type { Knowledge } from '../../known/knowledge.js';
import { followNames } from '../../known/read-records.js';
import type { Walk } from '../../known/walk.js';
import { defineLaw, type LawCase } from '../../law.js';
import { isRead, readWalks } from '../../walk/read-walk.js';
import { knownWalk, walkList } from '../../walk/walk-list.js';
import { findText, hasText, promisesOf, searchParameters, textMembers, type Way } from './search-words.js';

type Wanted = { parameter: Parameter; member: string; way: Way };

/** The most members that are searched. */
const MAX_MEMBERS = 4;

const WAYS: readonly Way[] = ['first', 'later', 'part', 'other case', 'beyond ASCII'];

/**
 * No name says where a search looks. So each case first searches the first word of a text: what that finds, and the description,
 * show which members are searched and how.
 */
export const listSearch = defineLaw<Wanted>({
  id: 'list-search',
  says: 'A search finds all records that have the text where it is searched: in the members and in the way that the description names or another search shows.',
  certainty: 'derived',
  cases(operation, api) {
    return searchParameters(operation, api).flatMap(parameter =>
      textMembers(operation, api)
        .slice(0, api.isLarge ? 1 : MAX_MEMBERS)
        .flatMap(member =>
          WAYS.flatMap((way): LawCase<Wanted>[] => {
            const steps = (way === 'first' ? [way] : (['first', way] as const)).map(one =>
              searchFor(operation, api, { parameter, member, way: one }),
            );
            const id = `${operation.id} ${parameter.name} of ${member}, ${way}`;
            return steps.every(step => step !== undefined)
              ? [{ id, parameter: parameter.name, steps, phase: 'read', expect: { parameter, member, way } }]
              : [];
          }),
        ),
    );
  },
  judge({ operation, requirement, exchanges, known, expect: { parameter, member, way } }): Finding[] {
    const walks = readWalks(operation, exchanges, known.api);
    const [probe, walk] = [walks[0], walks.at(-1)];
    const reference = knownWalk(operation, known);
    if (!isRead(probe, exchanges) || !walk || !reference)
      return [inconclusive(requirement, 'The target did not accept the search.')];
    const says = promisesOf(parameter, member);
    const shown = showsOf(probe, { parameter, member });
    const isPromised =
      (says.member || shown.member) &&
      (way === 'first' ||
        way === 'beyond ASCII' ||
        (way === 'other case' ? says.anyCase || shown.anyCase : says.part || shown.later));
    if (!isPromised) return [inconclusive(requirement, `Nothing shows that the search finds ${member} in this way.`)];
    const text = walk.query.get(parameter.name) ?? '';
    const found = new Set(walk.records.map(({ id }) => id));
    const missing = reference.records.find(({ id, value }) => hasText(value, text, { member, way }) && !found.has(id));
    if (!missing) return [passes(requirement)];
    if (!walk.complete) return [inconclusive(requirement, 'The list is too long to be read.')];
    const name = nameOfRecord(known.api.ruleOf(operation)?.collection ?? '');
    return [
      fails(requirement, {
        parameter: parameter.name,
        message: `The search does not find a record that has the text in ${member}.`,
        expected: `all that have ${JSON.stringify(text)} in ${member}`,
        got: `not ${name} ${missing.id} with ${member} ${formatValue(followNames(missing.value, member))}`,
        place: parameter.place,
        causes: [`search ${operation.id} ${parameter.name}`],
      }),
    ];
  },
});

function searchFor(
  operation: DescribedOperation,
  api: JudgedApi,
  { parameter, member, way }: Wanted,
): Step<Knowledge> | undefined {
  const text = fromTarget<Knowledge>(`text of ${member}`, ({ known }) => {
    const walk = knownWalk(operation, known);
    return walk && findText(way, { member, walk, parameter });
  });
  return walkList(operation, api, {
    query: [[parameter.name, text]],
    parent: ({ known }) => knownWalk(operation, known)?.parent,
  });
}

/** What the records that a search has found show of it. */
function showsOf(
  { records, query }: Walk,
  { parameter, member }: Omit<Wanted, 'way'>,
): Record<'member' | 'later' | 'anyCase', boolean> {
  const text = query.get(parameter.name) ?? '';
  const has = (way: Way) => records.some(({ value }) => hasText(value, text, { member, way }));
  const isOnly = (way: Way, not: Way) =>
    records.some(({ value }) => hasText(value, text, { member, way }) && !hasText(value, text, { member, way: not }));
  return { member: has('part'), later: isOnly('later', 'first'), anyCase: isOnly('other case', 'later') };
}
