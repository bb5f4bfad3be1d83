import { readMember } from '../../records/member-path.js';
import { isKey } from '../../records/stored.js';
import type { ResourceCall } from '../../resource-api.js';
import type { OperationRule } from '../../resources.js';

/** The keys that a request names, as text: one, or several in a list. Empty where it names none. */
export function readKeys({ key, request = '' }: OperationRule, { path, query, headers, body }: ResourceCall): string[] {
  if (!key) return [];
  const { name } = key;
  switch (key.in) {
    case 'path':
      return listKeys(path[name]);
    case 'query':
      return listKeys(query[name]);
    case 'header':
      return listKeys(headers[name.toLowerCase()]);
    case 'body':
      return listKeys(readMember(body, name) ?? readMember(readMember(body, request), name));
  }
}

function listKeys(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return [value].flat().filter(isKey).map(String);
}
