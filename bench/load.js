// A lean client, for it shares the processors with the server: raw sockets, kept open, one request at a time on each.
import { connect } from 'node:net';
import { bytesOf } from './request.js';

/**
 * What a load was: answers, answers per second, and the longest wait for one in milliseconds.
 * @typedef {{ answers: number, rate: number, longest: number }} Load
 */

/**
 * Sends the requests in turn over some connections, for some seconds, a number of times, or until the signal; throws if an
 * answer is not a 2xx. The last answers are waited for, so that a slow server is not at work when the next is measured.
 * @param {{ url: string, requests: import('./request.js').Request[], connections: number, seconds?: number,
 *   count?: number, signal?: AbortSignal }} options
 * @returns {Promise<Load>}
 */
export async function load({ url, requests, connections, seconds, count = Number.POSITIVE_INFINITY, signal }) {
  const bytes = requests.map(bytesOf);
  let [sent, answers, longest, over, waiting] = [0, 0, 0, false, true];
  const end = () => {
    over = true;
  };
  signal?.addEventListener('abort', end, { once: true });
  const timer = seconds === undefined ? undefined : setTimeout(end, seconds * 1000);
  const next = () => (over || sent >= count ? undefined : bytes[sent++ % bytes.length]);
  // A client that sleeps between answers must be woken by the server on another processor, which doubles the time of each
  // write. Only the slower server of two would pay that, because the faster one keeps the client busy.
  const stayAwake = () => void (waiting && setImmediate(stayAwake));
  stayAwake();
  const began = performance.now();
  /** @param {number} waited */
  const onAnswer = waited => {
    answers++;
    if (waited > longest) longest = waited;
  };
  try {
    await Promise.all(Array.from({ length: connections }, () => converse(Number(new URL(url).port), next, onAnswer)));
  } finally {
    waiting = false;
    end();
    clearTimeout(timer);
  }
  return { answers, rate: (answers / (performance.now() - began)) * 1000, longest };
}

/**
 * Sends over one connection until there is no next request and all are answered.
 * @param {number} port
 * @param {() => Buffer | undefined} next
 * @param {(milliseconds: number) => void} onAnswer
 * @returns {Promise<void>}
 */
function converse(port, next, onAnswer) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    /** @type {Buffer | undefined} */
    let head;
    let [missing, since] = [0, 0];
    const send = () => {
      const request = next();
      since = performance.now();
      if (request) socket.write(request);
      else socket.end(resolve);
    };
    /** @param {number} rest bytes of the answer that are still to come */
    const take = rest => {
      missing = rest;
      if (rest > 0) return;
      onAnswer(performance.now() - since);
      send();
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('Failed to load: the server closed the connection.')));
    socket.on('data', chunk => {
      if (missing > 0) return take(missing - chunk.length);
      head = head ? Buffer.concat([head, chunk]) : chunk;
      const at = head.indexOf('\r\n\r\n');
      if (at < 0) return;
      const rest = at + 4 + lengthOf(head.toString('latin1', 0, at)) - head.length;
      head = undefined;
      take(rest);
    });
    /** @param {string} text */
    function lengthOf(text) {
      const length = /content-length: *(\d+)/i.exec(text)?.[1];
      if (text[9] === '2' && length !== undefined) return Number(length);
      socket.destroy(new Error(`Failed to load: an answer was not a 2xx with a length, but ${text}`));
      return Number.POSITIVE_INFINITY;
    }
  });
}
