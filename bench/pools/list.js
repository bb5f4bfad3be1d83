const PAGES = 20;

/**
 * The first pages of the list, 30 users each.
 * @param {import('./source.js').Source} source
 */
export async function lists(source) {
  const paths = Array.from({ length: PAGES }, (_, page) => `/v1/user/list${page ? `?page=${page}` : ''}`);
  for (const path of paths) await source.keep(path);
  return paths.map(path => ({ path }));
}
