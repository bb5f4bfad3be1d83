const IDS = 5000;

/**
 * Gets of users all over the ids.
 * @param {import('./source.js').Source} source
 * @param {{ users: number, random: import('../random.js').Random }} options
 */
export async function gets(source, { users, random }) {
  const ids = Array.from({ length: Math.min(IDS, users) }, () => 1 + random.below(users));
  const paths = ids.map(id => `/v1/user/${id}`);
  for (const path of new Set(paths)) await source.keep(path);
  return paths.map(path => ({ path }));
}
