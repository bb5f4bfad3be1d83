/** Where the token is kept: until the tab is closed, and for this origin alone. It is never in a URL, a cookie or an export. */
const KEY = 'understudy-admin-token';

/** Takes the token out of the address (`#token=…`), so that no history and no copied link has it. */
export function takeTokenFromAddress(): void {
  const [, token = ''] = /^#(?:.*[?&])?token=([^&]*)/.exec(location.hash) ?? [];
  if (token === '') return;
  history.replaceState(null, '', location.pathname + location.search);
  saveToken(decodeURIComponent(token));
}

export function readToken(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined;
}

export function saveToken(token: string): void {
  sessionStorage.setItem(KEY, token);
}
