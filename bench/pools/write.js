const WRITES = 1000;

/**
 * Creates of users who differ.
 * @param {import('../random.js').Random} random
 * @returns {import('../request.js').Request[]}
 */
export function creates(random) {
  return Array.from({ length: WRITES }, () => {
    const name = `bench${random.below(1e9)}`;
    const user = {
      passwd: '12345678',
      user_type: random.pick(['agent', 'client', 'admin']),
      landing_page: 'Management',
      first_name: 'Bench',
      last_name: name,
      active: random.pick([true, false]),
      role_id: random.pick([1, 2, 6]),
      report_group: true,
      card_id: random.below(100),
      show_carrier_trunk_drop_only: true,
      name,
      report_fields: 'pdd,call_duration',
      email: `${name}@example.com`,
    };
    return { method: 'POST', path: '/v1/user/create', body: JSON.stringify(user) };
  });
}

/**
 * Patch-alls of one user each, all over the ids, with values that differ and that filters and orders look at.
 * @param {number} users
 * @param {import('../random.js').Random} random
 * @returns {import('../request.js').Request[]}
 */
export function patches(users, random) {
  return Array.from({ length: WRITES }, () => ({
    method: 'PATCH',
    path: `/v1/user/all?user_id=${1 + random.below(users)}`,
    body: JSON.stringify({ active: random.pick([true, false]), first_name: `Bench${random.below(1e6)}` }),
  }));
}
