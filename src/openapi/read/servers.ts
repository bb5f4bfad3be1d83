import { isObject } from '../../kernel/index.js';
import type { Located } from '../load/documents.js';
import { items, member, members, type ReadContext, text } from './reading.js';

/** The paths of the servers, with which all paths of the operations begin: `/v1`, or nothing. Without servers, nothing. */
export function basePathsOf(servers: Located, reading: ReadContext): string[] {
  const paths = items(servers, reading).map(server => {
    const url = fillVariables(text(member(server, 'url')) ?? '', member(server, 'variables'), reading);
    return pathOf(url);
  });
  return paths.length === 0 ? [''] : [...new Set(paths)];
}

/** The base path of a description of 2.0. */
export function basePath2(root: Located): string[] {
  return [pathOf(text(member(root, 'basePath')) ?? '')];
}

function fillVariables(url: string, variables: Located, reading: ReadContext): string {
  const defaults = new Map(
    members(variables, reading).map(([name, { value }]) => [name, isObject(value) ? String(value.default ?? '') : '']),
  );
  return url.replace(/\{([^{}]*)\}/g, (_, name: string) => defaults.get(name) ?? name);
}

const BASE = 'http://localhost/';

/** The path of a URL, which may be relative, without a slash at its end. */
function pathOf(url: string): string {
  // a variable without a value may stand where a URL has its scheme, host or port
  const relative = url.replace(/^(?:[^/?#]*:)?\/\/[^/?#]*/, '') || '/';
  const path = URL.canParse(relative, BASE) ? new URL(relative, BASE).pathname : '';
  return decode(path.replace(/\/+$/, '').replace(/\/{2,}/g, '/'));
}

function decode(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
