import { isObject } from '../../kernel/index.js';
import { parseOwnDocument } from '../../openapi/index.js';
import type { Resources } from '../resources.js';
import { fillReadings } from './fill-readings.js';

/**
 * The rules that a file of ours has whole: of operations that say what they do, and of their collections. Neither inferred nor
 * checked, which would delay the first request; a test does both.
 */
export function readWholeResources(text: string, readings: ReadonlyMap<string, unknown>): Resources {
  const filled = fillReadings(parse(text), readings).value as Partial<Resources>;
  const { collections = {}, operations = {}, requests = {}, authentication = {}, refusals = {} } = filled;
  return {
    collections: keep(collections, isObject),
    operations: keep(operations, rule => isObject(rule) && rule.does !== undefined),
    requests,
    authentication,
    refusals,
  };
}

function parse(text: string): unknown {
  if (!parsed.has(text)) parsed.set(text, parseOwnDocument(text));
  return parsed.get(text);
}

/** Files of ours never change while the process runs, and all choices of readings use them. */
const parsed = new Map<string, unknown>();

function keep<T>(rules: Readonly<Record<string, T>>, isWanted: (rule: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(rules).filter(([, rule]) => isWanted(rule)));
}
