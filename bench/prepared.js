import { createMock } from '../dist/index.js';

/** The token that every benchmarked request carries. */
export const TOKEN = 'eyaskjksadkasd9.9123kjsadhkj123jhasdjajsjsdhKS.IH5uHASSJsadnbads980asTHo9dhljM';

/**
 * What the bare servers answer: the very list and users that the mock answers.
 * @returns {Promise<{ list: object, users: { user_id: number }[] }>}
 */
export async function prepared() {
  const mock = await createMock();
  const url = await mock.listen();
  /** @param {string} query @returns {Promise<any>} */
  const list = async query => {
    const response = await fetch(`${url}/v1/user/list${query}`, { headers: { 'X-Auth-Token': TOKEN } });
    return response.json();
  };
  const all = await list('?per_page=10000');
  const answers = { list: await list(''), users: all.payload.items };
  await mock.close();
  return answers;
}
