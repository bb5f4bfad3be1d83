/** Parameters that json-server has under another name or not at all; the others are filters by equality. */
const ELSEWHERE = ['page', 'per_page', 'order_by', 'order_dir'];
/** It compares only numbers with gt and lt, and cannot ask for null. */
const BEYOND = /_(gt|lt|isnull)$/;

/**
 * The requests in json-server's own dialect, but for those that it cannot be asked.
 * @param {import('../request.js').Request[]} requests
 * @returns {import('../request.js').Request[]}
 */
export function jsonServerRequests(requests) {
  return requests.flatMap(({ path }) => {
    const { pathname, searchParams } = new URL(path, 'http://localhost');
    const id = /^\/v1\/user\/(\d+)$/.exec(pathname)?.[1];
    if (id) return [{ path: `/users/${id}` }];
    if ([...searchParams.keys()].some(name => BEYOND.test(name))) return [];
    const query = new URLSearchParams({
      _page: String(Number(searchParams.get('page')) + 1),
      _per_page: searchParams.get('per_page') ?? '30',
    });
    const order = searchParams.get('order_by');
    if (order) query.set('_sort', (searchParams.get('order_dir') === 'desc' ? '-' : '') + order);
    for (const [name, value] of searchParams) {
      if (!ELSEWHERE.includes(name)) query.set(name, value);
    }
    return [{ path: `/users?${query}` }];
  });
}

/**
 * Creates in json-server's own dialect.
 * @param {import('../request.js').Request[]} requests
 * @returns {import('../request.js').Request[]}
 */
export function jsonServerCreates(requests) {
  return requests.map(request => ({ ...request, path: '/users' }));
}
