import { dirname, join } from 'node:path';
import { Problem } from '../kernel/index.js';
import type { Sandboxes, Store } from '../store/index.js';
import type { DescribedSummary } from './described/described-summary.js';
import type { KnownApi } from './known-api.js';

/** What a reload has read, and which operations it has added and removed: `GET /pets`. */
export type Reloaded = DescribedSummary & {
  added: readonly string[];
  removed: readonly string[];
  /** The collections that began again, since records of theirs do not fit the new version. */
  restarted: readonly string[];
};

/** Loads the description of the API with a name, or all descriptions, again. Rejects with `no-such-api`, `description-invalid`. */
export async function reloadApis(apis: readonly KnownApi[], name?: string): Promise<KnownApi[]> {
  const wanted = apis.filter(api => api.reload && (name === undefined || api.name === name));
  if (name !== undefined && wanted.length === 0) {
    throw new Problem('no-such-api', `There is no API ${name} that is made from a description.`);
  }
  return Promise.all(wanted.map(reloadApi));
}

/** Also rejects where a file that was read before cannot be read now: most likely someone is just writing it. */
async function reloadApi(api: KnownApi): Promise<KnownApi> {
  const next = (await api.reload?.()) ?? api;
  const before = new Set(api.description?.files);
  for (const [file, reason] of next.description?.unread ?? []) {
    if (!before.has(file)) continue;
    const path = join(dirname(api.descriptionPath ?? ''), file);
    throw new Problem('description-invalid', `Failed to read ${path}: ${reason}.`);
  }
  return next;
}

/**
 * Gives the collections of the mock and of its sandboxes the definitions of the new version of their API. Resolves with the names
 * of those that began again. Rejects with `records-invalid` where data that are kept do not fit.
 */
export async function redefineCollections(
  { before, next }: { before: KnownApi; next: KnownApi },
  { store, sandboxes }: { store: Store; sandboxes: Sandboxes },
): Promise<string[]> {
  if (next.collections.length === 0 || before.shape?.() === next.shape?.()) return [];
  const names = new Set<string>();
  for (const one of [store, ...sandboxes.names.map(name => sandboxes.get(name))]) {
    for (const name of (await one.redefine(next.collections)).keys()) names.add(name.slice(next.name.length + 1));
  }
  return [...names];
}

/** The operations that one of two versions of an API has and the other has not. */
export function compareOperations(before: KnownApi, after: KnownApi): Pick<Reloaded, 'added' | 'removed'> {
  const [old, present] = [before, after].map(listOperations) as [Set<string>, Set<string>];
  return {
    added: [...present].filter(operation => !old.has(operation)),
    removed: [...old].filter(operation => !present.has(operation)),
  };
}

function listOperations({ contract }: KnownApi): Set<string> {
  return new Set(contract.operations.map(({ method, template }) => `${method} ${template}`));
}
