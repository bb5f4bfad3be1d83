import { pointerTokens, valueAt } from '../kernel/index.js';
import type { Readings } from './readings.js';
import type { Schema } from './shape.js';

/** The files of a contract as they are with these readings: whatever the chosen answers describe stands in its place. */
export function describe(documents: ReadonlyMap<string, Schema>, readings: Readings): ReadonlyMap<string, Schema> {
  const described = structuredClone(documents) as Map<string, Schema>;
  for (const [place, value] of readings.described) {
    const [file = '', pointer = ''] = place.split('#');
    const tokens = pointerTokens(pointer);
    const name = tokens.pop() ?? '';
    const holder = valueAt(described.get(file), pointer.slice(0, pointer.lastIndexOf('/'))) as Schema;
    holder[name] = value;
  }
  return described;
}
