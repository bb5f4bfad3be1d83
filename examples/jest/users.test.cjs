// a sandbox is created by its first request; the tests of this file share this one
const users = `${process.env.MOCK_URL}/~users/v1/user`;
const headers = { 'X-Auth-Token': process.env.MOCK_TOKEN };

test('a new user is the first of the list', async () => {
  const body = JSON.stringify({ name: 'nadia', passwd: 'throw-away', user_type: 'agent', email: 'nadia@example.com' });
  await fetch(`${users}/create`, { method: 'POST', headers, body });

  const list = await fetch(`${users}/list?per_page=1`, { headers });
  expect(await list.json()).toMatchObject({ payload: { total: 161, items: [{ name: 'nadia' }] } });
});
