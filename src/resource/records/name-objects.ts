import { isObject } from '../../kernel/index.js';
import type { SchemaView } from '../../openapi/index.js';
import { mayBeScalar } from '../list/names/member-paths.js';
import type { VisibleRecord } from './stored.js';

/** Members that identify what an object is about, those that people read first. */
const NAMES = ['login', 'username', 'name', 'slug', 'key', 'code', 'title', 'label', 'email', 'id', 'number'];

/**
 * A record in which texts and numbers that stand for objects are objects: clients send `"assignees": ["ann"]` where records have
 * `"assignees": [{ "login": "ann" }]`. What such an object needs beside its name is left to the caller.
 */
export function nameObjects(record: VisibleRecord, view: SchemaView): VisibleRecord {
  const named = Object.entries(record).map(([name, value]) => {
    const member = view.members.get(name);
    return [name, member ? nameObject(value, member.value) : value];
  });
  return Object.fromEntries(named);
}

function nameObject(value: unknown, view: SchemaView): unknown {
  if (Array.isArray(value)) {
    const { items } = view;
    return items ? value.map(item => nameObject(item, items)) : value;
  }
  if (isObject(value) || value === null || view.members.size === 0 || mayBeScalar(view)) return value;
  const name = NAMES.find(one => view.members.get(one)?.value.schema.validate(value).length === 0);
  return name === undefined ? value : { [name]: value };
}
