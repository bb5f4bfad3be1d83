// Sends requests at a rate: node load.js URL RATE SECONDS
import { Agent, request } from 'node:http';

const [url = '', rate = '1', seconds = '1'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 50 });
const TICK = 10;
const all = Number(rate) * Number(seconds);
let sent = 0;
let ended = 0;

const start = performance.now();
const timer = setInterval(() => {
  const due = Math.min(all, Math.floor(((performance.now() - start) / 1000) * Number(rate)));
  while (sent < due) send(sent++);
  if (sent === all) clearInterval(timer);
}, TICK);

/** @param {number} number */
function send(number) {
  const path = number % 5 === 0 ? `/v1/user/list?page=${number}` : `/v1/user/${number}`;
  request(url + path, { agent }, response => {
    response.resume();
    response.on('end', count);
  })
    .on('error', count)
    .end();
}

function count() {
  if (++ended === all) agent.destroy();
}
