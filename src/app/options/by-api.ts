import { isObject } from '../../kernel/index.js';
import type { OwnHandlers } from '../../resource/index.js';
import type { MockOptions } from './mock-options.js';

type Chosen = Pick<MockOptions, 'descriptions' | 'resources' | 'handlers'>;

/** The file of resources of the API of a description; undefined where it has none. */
export function resourcesFor(api: string, { descriptions, resources }: Chosen): string | undefined {
  return valueFor(api, { descriptions, value: resources, isSingle: isFile });
}

/** The own handlers of the API of a description, or their file; undefined where it has none. */
export function handlersFor(api: string, { descriptions, handlers }: Chosen): string | OwnHandlers | undefined {
  return valueFor<string | OwnHandlers>(api, { descriptions, value: handlers, isSingle: isHandlers });
}

/** What is wrong with the options that are for one description, given the names of the APIs with descriptions. */
export function byApiIssues({ resources, handlers }: Chosen, described: readonly string[]): string[] {
  return [
    ...valueIssues('resources', { value: resources, isSingle: isFile, described }),
    ...valueIssues('handlers', { value: handlers, isSingle: isHandlers, described }),
  ];
}

type Single<Value> = (value: unknown) => value is Value;

function valueFor<Value>(
  api: string,
  {
    descriptions = [],
    value,
    isSingle,
  }: { descriptions: Chosen['descriptions']; value: unknown; isSingle: Single<Value> },
): Value | undefined {
  if (isSingle(value)) return descriptions.length === 1 ? value : undefined;
  return isObject(value) && Object.hasOwn(value, api) ? (value[api] as Value) : undefined;
}

function valueIssues<Value>(
  option: 'resources' | 'handlers',
  { value, isSingle, described }: { value: unknown; isSingle: Single<Value>; described: readonly string[] },
): string[] {
  if (value === undefined) return [];
  if (described.length === 0) return [`The option ${option} needs a description.`];
  const apis = described.join(', ');
  if (isSingle(value)) {
    return described.length === 1 ? [] : [`The option ${option} must say for which API it is, by name: ${apis}.`];
  }
  return Object.keys(isObject(value) ? value : {})
    .filter(name => !described.includes(name))
    .map(name => `The option ${option} is for an API ${name}, which has no description. Those with one: ${apis}.`);
}

function isFile(value: unknown): value is string {
  return typeof value === 'string';
}

/** A file, or an object of functions; one API's handlers by its name are neither. */
function isHandlers(value: unknown): value is string | OwnHandlers {
  return isFile(value) || (isObject(value) && Object.values(value).some(handler => typeof handler === 'function'));
}
