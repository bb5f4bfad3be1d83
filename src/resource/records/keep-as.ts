import { isObject } from '../../kernel/index.js';
import type { CollectionRule, KeptForm } from '../resources.js';
import type { VisibleRecord } from './stored.js';

/** A record, or a part of one, in which members that clients may write otherwise have the form in which they are kept. */
export function keepAs({ keptAs }: Pick<CollectionRule, 'keptAs'>, record: VisibleRecord): VisibleRecord {
  if (!keptAs) return record;
  const written = Object.entries(keptAs).filter(([name]) => Object.hasOwn(record, name));
  return { ...record, ...Object.fromEntries(written.map(([name, form]) => [name, convert(record[name], form)])) };
}

/** Values that cannot have the form stay, so that they are reported. */
function convert(value: unknown, form: KeptForm): unknown {
  if (form !== 'text') {
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(form).map(([name, usual]) => [name, value[name] ?? usual]));
  }
  if (Array.isArray(value)) return value.map(item => convert(item, form));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
