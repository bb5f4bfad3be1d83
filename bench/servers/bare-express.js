// What one would write by hand: an Express 5 app that answers objects with res.json.
import { createServer } from 'node:http';
import express from 'express';
import { readAnswers } from '../pools/answers.js';
import { ready } from './ready.js';

const answers = new Map(readAnswers(process.argv[2] ?? '').map(([path, text]) => [path, JSON.parse(text)]));

const app = express();
for (const route of ['/v1/user/list', '/v1/user/:id']) {
  app.get(route, (request, response) => {
    const answer = answers.get(request.url);
    response.status(answer ? 200 : 404).json(answer);
  });
}
ready(createServer(app));
