import type { DescribedOperation } from '../../../openapi/index.js';
import { isJsonType } from '../../../target/index.js';
import { passes } from '../../model/check.js';
import { effectOf, type JudgedApi } from '../judged-api.js';
import { defineLaw } from '../law.js';
import { bodyTemplates } from '../request/body-templates.js';
import { phaseOf, planSteps } from '../request/steps.js';

type More = NonNullable<NonNullable<Parameters<typeof planSteps>[2]>['more']>;

/** What nothing describes: any response will do, but an error of the server, a broken connection or silence. */
export const oddRequests = defineLaw<undefined>({
  id: 'odd-requests',
  says: 'A request that nothing describes gets a response, and no 5xx.',
  certainty: 'explicit',
  ignoresData: true,
  cases(operation, api) {
    if (effectOf(operation, api) === 'changes-others') return [];
    return Object.entries(listOddities(operation, api)).flatMap(([name, { search, ...more }]) => {
      const [step, ...others] = (
        planSteps(operation, api, { more: { ...more, expects: 'any', formless: true } }) ?? []
      ).toReversed();
      if (!step) return [];
      const odd = search === undefined ? step : { ...step, search: [step.search, search].filter(Boolean).join('&') };
      return [{ id: `${operation.id} ${name}`, steps: [...others, odd], phase: phaseOf(operation, api) }];
    });
  },
  judge: ({ requirement }) => [passes(requirement)],
});

function listOddities(operation: DescribedOperation, api: JudgedApi): Readonly<Record<string, More>> {
  const queries: Record<string, More> = {
    'with a parameter that nothing knows': { search: 'no_such_parameter=1' },
    'with a query that cannot be decoded': { search: 'no_such_parameter=%ZZ&%' },
    'with brackets in its query': { search: '__proto__[a]=1&constructor=1&a[b][c]=%00' },
    'with other media types wanted': { accept: 'application/x-no-such-type' },
  };
  const content = bodyTemplates(operation, api)[0]?.content;
  if (!content || !isJsonType(content.mediaType)) return queries;
  const mediaType = content.mediaType;
  return {
    ...queries,
    'with null as its body': { text: 'null', mediaType },
    'with a list as its body': { text: '[]', mediaType },
    'with a text as its body': { text: '"text"', mediaType },
    'with a number as its body': { text: '1e400', mediaType },
    'with deep lists as its body': { text: '['.repeat(2000) + ']'.repeat(2000), mediaType },
    'with names of prototypes in its body': {
      text: '{"__proto__":{"a":1},"constructor":{"prototype":null}}',
      mediaType,
    },
    'with half of a character in its body': { text: '{"a":"\\ud800"}', mediaType },
  };
}
