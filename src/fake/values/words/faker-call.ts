import type { Instant } from '../../../kernel/index.js';
import { isObject } from '../../../kernel/index.js';
import { suggest } from '../../../openapi/index.js';
import { type Source, startSource } from './source.js';

/**
 * A value as faker makes it: the name of a method (`person.fullName`), a text with several of them in double braces, or an object
 * with the name and the arguments (`{ number.int: { min: 1, max: 9 } }`). It is the form that other mock servers know as `x-faker`.
 */
export type FakerCall = string | Readonly<Record<string, unknown>>;

type Read = { draw(source: Source): unknown } | { issue: string };

/** A number of items or characters above this one is refused: a description must not fill the memory. */
const MAX_SIZE = 10_000;

/** Modules whose arguments are values, and not sizes. */
const OF_VALUES = new Set(['number', 'date', 'finance', 'commerce', 'location']);

/** What is wrong with a call; undefined where it makes a value. */
export function fakerIssue(call: unknown): string | undefined {
  const read = readCall(call);
  if ('issue' in read) return read.issue;
  try {
    read.draw(startSource('issue'));
    return undefined;
  } catch (error) {
    return `cannot be drawn: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Draws the value of a call, as JSON has it, the same for the same seed. Undefined where the call is wrong. */
export function drawFaker(call: unknown, { seed, now }: { seed: string; now: Instant }): unknown {
  return drawFrom(startSource(seed), call, now / 1000);
}

/** The same from a source that is in use; `now` is in milliseconds. */
export function drawFrom(source: Source, call: unknown, now: number): unknown {
  const read = readCall(call);
  if ('issue' in read) return undefined;
  source.faker.setDefaultRefDate(now);
  try {
    const text = JSON.stringify(read.draw(source), (_, value) => (typeof value === 'bigint' ? Number(value) : value));
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readCall(call: unknown): Read {
  if (typeof call === 'string' && call.includes('{{')) {
    const issue = [...call.matchAll(TEMPLATE)].map(([, name = '']) => nameIssue(name)).find(one => one !== undefined);
    return issue === undefined ? { draw: ({ faker }) => faker.helpers.fake(call) } : { issue };
  }
  if (typeof call === 'string') return readMethod(call, []);
  const [entry, ...others] = isObject(call) ? Object.entries(call) : [];
  if (!entry || others.length > 0) return { issue: 'must be a method of faker, or an object with one' };
  const [name, given] = entry;
  return readMethod(name, Array.isArray(given) ? given : given === null ? [] : [given]);
}

/** The name at the beginning of what stands between double braces. */
const TEMPLATE = /\{\{\s*([^\s({}]*)/g;

function readMethod(name: string, given: readonly unknown[]): Read {
  const issue = nameIssue(name);
  if (issue !== undefined) return { issue };
  const [module = '', method = ''] = name.split('.');
  if (!OF_VALUES.has(module) && isLarge(given)) return { issue: `has a size above ${MAX_SIZE}` };
  return { draw: source => methodsOf(source, module)[method]?.(...given) };
}

function isLarge(value: unknown): boolean {
  if (typeof value === 'number') return value > MAX_SIZE;
  return typeof value === 'object' && value !== null && Object.values(value).some(isLarge);
}

function nameIssue(name: string): string | undefined {
  modules ??= listModules(startSource('names'));
  const [module = '', method = ''] = name.split('.');
  const methods = modules.get(module);
  if (!methods) return `names no module of faker${suggest(module, [...modules.keys()])}`;
  return methods.includes(method) && name === `${module}.${method}`
    ? undefined
    : `names no method of faker's ${module}${suggest(method, methods)}`;
}

/** The names of all methods by those of their modules: listed when first needed, which is seldom. */
let modules: ReadonlyMap<string, readonly string[]> | undefined;

function listModules(source: Source): ReadonlyMap<string, readonly string[]> {
  const names = Object.keys(source.faker).filter(name => /^[a-z]/.test(name) && name !== 'fakerCore');
  return new Map(
    names.map(module => {
      const methods = methodsOf(source, module);
      const own = [methods, Object.getPrototypeOf(methods)].flatMap(Object.getOwnPropertyNames);
      return [module, own.filter(name => name !== 'constructor' && typeof methods[name] === 'function')];
    }),
  );
}

type Methods = Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;

function methodsOf({ faker }: Source, module: string): Methods {
  return ((faker as unknown as Record<string, unknown>)[module] ?? {}) as Methods;
}
