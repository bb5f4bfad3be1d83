import { isObject } from '../../../kernel/index.js';
import { type DescribedOperation, SchemaView } from '../../../openapi/index.js';
import { isJsonType } from '../../../target/index.js';
import { passes } from '../../model/check.js';
import { effectOf, type JudgedApi, spread } from '../judged-api.js';
import { defineLaw } from '../law.js';
import { bodyTemplates } from '../request/body-templates.js';
import { acceptedBody } from '../request/plan-request.js';
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
    const cases = Object.entries(listOddities(operation, api)).flatMap(([name, { search, ...more }]) => {
      const [step, ...others] = (
        planSteps(operation, api, { more: { ...more, expects: 'any', formless: true } }) ?? []
      ).toReversed();
      if (!step) return [];
      const odd = search === undefined ? step : { ...step, search: [step.search, search].filter(Boolean).join('&') };
      return [{ id: `${operation.id} ${name}`, steps: [...others, odd], phase: phaseOf(operation, api) }];
    });
    return api.inTurns(spread(cases, api.isLarge ? cases.length : api.casesPerLaw), operation, FEW);
  },
  judge: ({ requirement }) => [passes(requirement)],
});

/** How many odd requests each operation of a large description gets. */
const FEW = 2;

/** Texts at which careless servers break: with what means something elsewhere, beyond the basic plane, and of right-to-left scripts. */
const ODD_TEXTS = [`'"\\\\;--<b>%00(*[$`, '\u{1d4b3}\u{1f600}', '\u05d0\u0627\u202e'];

/** Whole numbers that no database has, and that need more than 32 bits. */
const LARGE_NUMBERS = ['1000000', '3000000000', '9223372036854775808'];

/** What is not of the type that a parameter has. */
const NO_NUMBERS = ['x', '-1', '1.5', ''];
const NO_BOOLEANS = ['maybe', ''];
const NO_TIMES = ['yesterday', '2018-02-30T00:00:00Z', '2018-02-15'];
const NO_CHOICES = ['no_such_choice', '__proto__', ''];
const NO_LISTS = ['a,b', ','];

/** Odd values of parameters: texts in texts, large numbers in numbers, and what has another type; the first of each parameter first. */
function oddParameters({ parameters }: DescribedOperation): Record<string, More> {
  const lists = parameters
    .filter(({ in: where, mediaType }) => where === 'query' && mediaType === undefined)
    .map(({ name, schema }) =>
      oddValues(new SchemaView(schema)).map((text, at): [string, More] => [
        `with an odd ${name} (${at + 1})`,
        { search: `${encodeURIComponent(name)}=${encodeURIComponent(text)}` },
      ]),
    );
  const most = Math.max(0, ...lists.map(({ length }) => length));
  const odd = Array.from({ length: most }, (_, at) => lists.flatMap(list => list.slice(at, at + 1))).flat();
  return Object.fromEntries(odd.slice(0, MAX_PARAMETERS));
}

function oddValues({ types, enum: choices, format }: SchemaView): readonly string[] {
  if (choices !== undefined) return NO_CHOICES;
  if (types.has('array')) return NO_LISTS;
  if (types.has('boolean')) return NO_BOOLEANS;
  if (types.has('integer') || types.has('number')) return [...LARGE_NUMBERS, ...NO_NUMBERS];
  if (format === undefined) return types.has('string') ? ODD_TEXTS : [];
  return /^date/.test(format) ? NO_TIMES : [];
}

/** The most odd values of parameters that one operation gets. */
const MAX_PARAMETERS = 40;

/** Keys as no client should write them: some cannot be decoded, some lead elsewhere, and some are nearly numbers. */
const ODD_KEYS = ['%E0%A4%A', '%00', '..%2F..', '%F0%9F%98%80', '99999999999999999999', '%2B1', '1e3'];

/** Paths with an odd last parameter. */
function oddPath(operation: DescribedOperation, api: JudgedApi): Record<string, More> {
  const template = api.templateOf(operation);
  const last = template.lastIndexOf('{');
  if (last < 0 || effectOf(operation, api) !== 'reads') return {};
  const paths = ODD_KEYS.map((key, at): [string, More] => {
    const odd = template.slice(0, last) + template.slice(last).replace(/^\{[^}]*\}/, key);
    return [`with an odd path (${at + 1})`, { template: odd }];
  });
  return Object.fromEntries(paths);
}

/** The accepted body with odd texts in place of those that it makes up. */
function oddTexts(operation: DescribedOperation, api: JudgedApi): Record<string, More> {
  return Object.fromEntries(
    ODD_TEXTS.map((text, at): [string, More] => {
      const body = acceptedBody(operation, api, value => replaceTexts(value, text));
      return [`with odd texts in its body (${at + 1})`, { body }];
    }),
  );
}

/** Values for members of any type. */
const WRONG_VALUES: readonly unknown[] = [{}, [], null, 1e21, 'no such value', [[{ a: null }]], -0.5, false];

/** The accepted body with wrong values, beside the texts that the run makes up. */
function wrongValues(operation: DescribedOperation, api: JudgedApi): Record<string, More> {
  return Object.fromEntries(
    WRONG_VALUES.map((_, turn): [string, More] => {
      const body = acceptedBody(operation, api, value => {
        if (!isObject(value)) return undefined;
        const members = Object.entries(value).map(([name, held], at) => [
          name,
          MARK.test(JSON.stringify(held) ?? '') ? held : WRONG_VALUES[(at + turn) % WRONG_VALUES.length],
        ]);
        return Object.fromEntries(members);
      });
      return [`with wrong values in its body (${turn + 1})`, { body }];
    }),
  );
}

/** A text that the run makes up. */
const MARK = /us[a-z0-9]{8}-[0-9a-f]{8}-/;

/** Replaces the texts that the run has made up, or all texts of an example. */
function replaceTexts(value: unknown, text: string): unknown {
  if (typeof value === 'string') return MARK.test(value) ? text : value;
  if (Array.isArray(value)) return value.map(item => replaceTexts(item, text));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replaceTexts(inner, text)]));
}

function listOddities(operation: DescribedOperation, api: JudgedApi): Readonly<Record<string, More>> {
  const queries: Record<string, More> = {
    'with a parameter that nothing knows': { search: 'no_such_parameter=1' },
    'with a query that cannot be decoded': { search: 'no_such_parameter=%ZZ&%' },
    'with brackets in its query': { search: '__proto__[a]=1&constructor=1&a[b][c]=%00' },
    'with other media types wanted': { accept: 'application/x-no-such-type' },
  };
  Object.assign(queries, oddParameters(operation), oddPath(operation, api));
  const content = bodyTemplates(operation, api)[0]?.content;
  if (!content || !isJsonType(content.mediaType)) return queries;
  const mediaType = content.mediaType;
  return {
    ...queries,
    'with null as its body': { text: 'null', mediaType },
    'with a list as its body': { text: '[]', mediaType },
    'with a text as its body': { text: '"text"', mediaType },
    'with a number as its body': { text: '1e400', mediaType },
    'with a name twice in its body': { text: '{"a":true,"a":false}', mediaType },
    'with deep lists as its body': { text: '['.repeat(2000) + ']'.repeat(2000), mediaType },
    'with names of prototypes in its body': {
      text: '{"__proto__":{"a":1},"constructor":{"prototype":null}}',
      mediaType,
    },
    ...oddTexts(operation, api),
    ...wrongValues(operation, api),
    'with half of a character in its body': { text: '{"a":"\\ud800"}', mediaType },
  };
}
