import { ask } from '../request.js';

/**
 * A user, as far as requests are made from it.
 * @typedef {{ user_id: number, user_type: string, is_online: number, role_id: number | null, carrier_name: string | null,
 *   create_time: string }} User
 */

/**
 * The server that requests are made from. What is kept of it is what the bare servers answer.
 * @typedef {{ user(path: string): Promise<User>, list(path: string): Promise<{ total: number, items: User[] }>,
 *   keep(path: string): Promise<void>, kept: Map<string, string> }} Source
 */

/**
 * Reads from a server, and keeps the texts of those answers that are to be kept.
 * @param {string} url
 * @returns {Source}
 */
export function sourceOf(url) {
  /** @type {Map<string, string>} */
  const kept = new Map();
  /** @param {string} path */
  const payload = async path => JSON.parse(kept.get(path) ?? (await ask(url, { path }))).payload;
  return {
    user: payload,
    list: payload,
    async keep(path) {
      kept.set(path, await ask(url, { path }));
    },
    kept,
  };
}
