import type { DescribedOperation, Parameter, ParameterIn } from '../../../openapi/index.js';
import { writeParameters } from '../../../openapi/index.js';
import { type CaseContext, mapPlaceholders, Placeholder, type Step } from '../../model/case.js';
import { effectOf, type JudgedApi, nameOfRecord, ownerOf } from '../judged-api.js';
import { findRecord, type Knowledge, type KnownRecord } from '../known/knowledge.js';
import { bodyTemplates, previewBody, writerOf } from './body-templates.js';
import { valueForParameter } from './example-values.js';

type PlanOptions = {
  /** The values of parameters, in place of examples; an undefined value leaves the parameter out. */
  values?: Partial<Readonly<Record<ParameterIn, Readonly<Record<string, unknown>>>>>;
  /** The optional parameters that are sent. */
  optional?: readonly Parameter[];
  /** The body, in place of the one that was accepted. */
  body?: unknown;
  /** The record that the path names, in place of one that is known. */
  record?(context: CaseContext<Knowledge>): KnownRecord | undefined;
};

/**
 * Plans a request that the description allows: its examples or made values for what is required, and keys of records that the
 * target has. Undefined where no value could be made.
 */
export function planRequest(
  operation: DescribedOperation,
  api: JudgedApi,
  { values = {}, optional = [], record, ...given }: PlanOptions = {},
): Omit<Step<Knowledge>, 'expects'> | undefined {
  const keys = planKeys(operation, api, record);
  const sent = operation.parameters.filter(one => one.required || optional.includes(one) || isGiven(one, values));
  const valued = sent
    .filter(({ in: place, name }) => !(isGiven({ in: place, name }, values) && values[place]?.[name] === undefined))
    .map(parameter => {
      const { in: place, name } = parameter;
      const isKey = keys.has(`${place} ${name}`) && !isGiven(parameter, values);
      return {
        parameter,
        isKey,
        value: isGiven(parameter, values) ? values[place]?.[name] : isKey ? '' : valueForParameter(parameter),
      };
    });
  if (valued.some(({ value }) => value === undefined)) return undefined;
  const fixed = valued.filter(({ isKey }) => !isKey);
  const written = writeParameters(
    fixed.map(({ parameter }) => parameter),
    Object.fromEntries(
      (['path', 'query', 'header', 'cookie'] as const).map(place => [
        place,
        Object.fromEntries(
          fixed
            .filter(({ parameter }) => parameter.in === place)
            .map(({ parameter: { name }, value }) => [name, value]),
        ),
      ]),
    ),
  );
  const keyed = (place: ParameterIn) =>
    valued
      .filter(({ isKey, parameter }) => isKey && parameter.in === place)
      .map(({ parameter: { name } }) => [name, keys.get(`${place} ${name}`)] as const);
  const template = api.templateOf(operation).replace(/\{([^{}]+)\}/g, (whole, name) => written.path[name] ?? whole);
  const headers = { ...written.headers, ...Object.fromEntries(keyed('header')) };
  return {
    operation: operation.id,
    template,
    path: Object.fromEntries(keyed('path')),
    query: keyed('query'),
    search: written.search,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...planBody(operation, api, given),
  };
}

function isGiven(
  { in: place, name }: Pick<Parameter, 'in' | 'name'>,
  values: NonNullable<PlanOptions['values']>,
): boolean {
  return values[place] !== undefined && Object.hasOwn(values[place] ?? {}, name);
}

/** The body of the template that was accepted before, or of the first one. */
function planBody(
  operation: DescribedOperation,
  api: JudgedApi,
  given: Pick<PlanOptions, 'body'>,
): Pick<Step<Knowledge>, 'body' | 'write' | 'mediaType'> {
  const templates = bodyTemplates(operation, api);
  const [first] = templates;
  if (!first) return {};
  const writer = writerOf(first.content);
  if ('body' in given) return given.body === undefined ? {} : { body: given.body, ...writer };
  return { body: acceptedBody(operation, api, value => value), ...writer };
}

/** The body that was accepted before, changed; undefined where it cannot be changed so. */
export function acceptedBody(
  operation: DescribedOperation,
  api: JudgedApi,
  change: (value: unknown) => unknown,
): Placeholder<Knowledge> {
  const templates = bodyTemplates(operation, api);
  const from = (context: CaseContext<Knowledge>) => {
    const template = templates[context.known.templates.get(operation.id) ?? 0];
    return change(mapPlaceholders(template?.value, placeholder => placeholder.from(context as CaseContext<unknown>)));
  };
  const [first] = templates;
  return new Placeholder('<learned>', 'body that can be sent', from, () => first && previewBody(first, change));
}

/** The keys of known records that the parameters of an operation are, by place and name. */
function planKeys(
  operation: DescribedOperation,
  api: JudgedApi,
  record: PlanOptions['record'],
): ReadonlyMap<string, Placeholder<Knowledge>> {
  const rule = api.ruleOf(operation);
  const keys = new Map<string, Placeholder<Knowledge>>();
  if (rule?.collection === undefined) return keys;
  const { collection, key, parents = {} } = rule;
  const innermost = Object.keys(parents).at(-1);
  const own = effectOf(operation, api) === 'changes-own';
  const subject = key ? collection : innermost;
  if (subject === undefined || !api.collections.has(subject)) return keys;
  const find =
    record ?? (({ known }) => findRecord(known, subject, { own: own && ownerOf(operation, api) === subject }));
  const isNamed = own && api.isNamed(subject);
  const what = `${own ? 'own ' : ''}${nameOfRecord(subject)}`;
  const add = (place: string, name: string, from: (found: KnownRecord | undefined) => unknown) =>
    keys.set(
      `${place} ${name}`,
      new Placeholder(isNamed ? '<subject>' : '<learned>', what, context => from(find(context))),
    );
  if (key && key.in !== 'body') add(key.in, key.name, found => found?.key);
  for (const [parent, name] of Object.entries(parents)) {
    // without a collection of that name, the parent is only a part of the path
    if (!api.collections.has(parent)) continue;
    const isSubject = !key && parent === innermost;
    add('path', name, found => (isSubject ? found?.key : found?.parents[parent]));
  }
  return keys;
}

/** The keys of the parents that a request named, by the name of the parent. */
export function parentsOf(
  step: Pick<Step<never>, 'path'>,
  operation: DescribedOperation,
  api: JudgedApi,
): KnownRecord['parents'] {
  const { parents = {} } = api.ruleOf(operation) ?? {};
  return Object.fromEntries(
    Object.entries(parents).flatMap(([parent, name]) => {
      const key = step.path?.[name];
      return typeof key === 'string' || typeof key === 'number' ? [[parent, key]] : [];
    }),
  );
}
