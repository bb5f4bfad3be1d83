import { signal } from '@preact/signals';
import { formatRoute, type PageRoute, parseRoute } from './route.js';

/** What is shown, as the address says it. */
export const route = signal<PageRoute>(parseRoute(location.hash));

addEventListener('hashchange', () => {
  route.value = parseRoute(location.hash);
});

/** Opens another page, with a new entry in the history. */
export function openPage(next: PageRoute): void {
  history.pushState(null, '', formatRoute(next));
  route.value = next;
}

/** Changes parameters of the page, with a new entry in the history unless `replace` is set. */
export function setParams(changes: Record<string, string | undefined>, { replace = false } = {}): void {
  const { page, params } = route.value;
  const all = { ...params, ...changes };
  const kept = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const next = { page, params: Object.fromEntries(kept) };
  const address = formatRoute(next);
  if (address === formatRoute(route.value)) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  route.value = next;
}

addEventListener('popstate', () => {
  route.value = parseRoute(location.hash);
});
