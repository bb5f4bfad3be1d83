// Lists with two filters, an order and a page that differ from request to request. All but those that find ten users
// answer a full page of 30 users, so that sizes of data can be compared.

const SEARCHES = 500;
const PAGE = 30;
/** How many of the searches find ten users, and how many ask for a page ten thousand deep. */
const TENS = 5;
const DEEP = 5;
const DEEPEST = 10_000;

const ORDERS = ['user_id', 'name', 'email', 'carrier_name', 'create_time', 'last_login_time', 'first_name', 'role_id'];

/** @typedef {Record<string, string | number | boolean>} Query */
/** @typedef {{ users: number, random: import('../random.js').Random, sample: import('./source.js').User[] }} Options */

/**
 * The searches.
 * @param {import('./source.js').Source} source
 * @param {Options} options
 * @returns {Promise<import('../request.js').Request[]>}
 */
export async function searches(source, options) {
  /** @type {string[]} */
  const paths = [];
  for (let at = 0; paths.length < SEARCHES - TENS - DEEP; at++) {
    if (at > SEARCHES * 50) throw new Error('Failed to make searches: hardly any finds a page of users.');
    const filters = filtersOf(options);
    const { total } = await source.list(pathOf({ ...filters, per_page: 1 }));
    if (total >= PAGE) paths.push(pathOf({ ...filters, ...orderOf(options), page: pageOf(total, options) }));
  }
  for (let at = 0; at < TENS; at++) paths.push(pathOf({ ...(await tenOf(source, options)), ...orderOf(options) }));
  const many = { active: true, create_time_gt: '2012-01-01' };
  const last = Math.floor((await source.list(pathOf({ ...many, per_page: 1 }))).total / PAGE) - 1;
  for (let at = 0; at < DEEP; at++) {
    paths.push(pathOf({ ...many, ...orderOf(options), page: Math.min(DEEPEST, last) }));
  }
  for (const path of new Set(paths)) await source.keep(path);
  return shuffled(paths, options).map(path => ({ path }));
}

/**
 * Two different filters with values that users have.
 * @param {Options} options
 * @returns {Query}
 */
function filtersOf({ random, sample }) {
  /** @type {Record<string, () => Query[string] | null>} */
  const values = {
    active: () => random.pick([true, false]),
    user_type: () => random.pick(sample).user_type,
    is_online: () => random.pick(sample).is_online,
    role_id: () => random.pick(sample).role_id,
    carrier_name: () => random.pick(sample).carrier_name,
    create_time_gt: () => random.pick(sample).create_time,
    create_time_lt: () => random.pick(sample).create_time,
    last_login_time_isnull: () => random.pick([true, false]),
  };
  /** @type {Query} */
  const filters = {};
  while (Object.keys(filters).length < 2) {
    const name = random.pick(Object.keys(values));
    const value = values[name]?.();
    if (value !== undefined && value !== null) filters[name] = value;
  }
  return filters;
}

/** @param {Options} options */
function orderOf({ random }) {
  return { order_by: random.pick(ORDERS), order_dir: random.pick(['asc', 'desc']) };
}

/**
 * A full page: mostly one of the first twenty, one in ten anywhere.
 * @param {number} total
 * @param {Options} options
 */
function pageOf(total, { random }) {
  const full = Math.floor(total / PAGE);
  return random.below(random.below(10) === 0 ? full : Math.min(20, full));
}

/**
 * Filters that find the ten users who were created between two others.
 * @param {import('./source.js').Source} source
 * @param {Options} options
 */
async function tenOf(source, { users, random }) {
  const page = random.below(Math.floor(users / 12));
  const { items } = await source.list(pathOf({ order_by: 'create_time', order_dir: 'asc', per_page: 12, page }));
  return { create_time_gt: items[0]?.create_time ?? '', create_time_lt: items.at(-1)?.create_time ?? '' };
}

/** @param {Query} query */
function pathOf(query) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) parameters.set(name, String(value));
  return `/v1/user/list?${parameters}`;
}

/**
 * @param {string[]} paths
 * @param {Options} options
 */
function shuffled(paths, { random }) {
  return paths
    .map(path => ({ path, at: random.below(2 ** 30) }))
    .sort((left, right) => left.at - right.at)
    .map(({ path }) => path);
}
