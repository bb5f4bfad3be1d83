// The floor: node:http answering bytes that lie ready.
import { createServer } from 'node:http';
import { readAnswers } from '../pools/answers.js';
import { ready } from './ready.js';

const answers = new Map(readAnswers(process.argv[2] ?? '').map(([path, text]) => [path, Buffer.from(text)]));

const server = createServer((request, response) => {
  const bytes = answers.get(request.url ?? '');
  const headers = { 'Content-Type': 'application/json', 'Content-Length': bytes?.length ?? 0 };
  response.writeHead(bytes ? 200 : 404, headers);
  response.end(bytes);
});
ready(server);
