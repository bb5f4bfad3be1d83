// What one would write by hand: an Express 5 app that answers objects with res.json.
import { createServer } from 'node:http';
import express from 'express';
import { prepared } from '../prepared.js';
import { ready } from './ready.js';

const { list, users } = await prepared();
const byId = new Map(users.map(user => [String(user.user_id), { payload: user, success: true }]));

const app = express();
app.get('/v1/user/list', (_, response) => {
  response.json(list);
});
app.get('/v1/user/:id', (request, response) => {
  response.json(byId.get(request.params.id));
});
ready(createServer(app));
