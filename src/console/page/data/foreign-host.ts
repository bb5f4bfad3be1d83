/** The host of a URL that is not of this machine; undefined for one of this machine, and for a text that is no URL. */
export function foreignHost(url: string): string | undefined {
  const host = URL.canParse(url) ? new URL(url).host : '';
  return host === '' || /^(localhost|127\.|\[::1\])/.test(host) ? undefined : host;
}
