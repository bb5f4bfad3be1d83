// The floor: node:http answering bytes that lie ready.
import { createServer } from 'node:http';
import { prepared } from '../prepared.js';
import { ready } from './ready.js';

const { list, users } = await prepared();
const texts = new Map(
  users.map(user => [`/v1/user/${user.user_id}`, JSON.stringify({ payload: user, success: true })]),
);
texts.set('/v1/user/list', JSON.stringify(list));

const server = createServer((request, response) => {
  const text = texts.get(request.url ?? '') ?? '';
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
});
ready(server);
