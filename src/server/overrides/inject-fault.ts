import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { FaultName } from '../../rules/index.js';
import { writeHead } from '../response/write-head.js';

/** How many bytes of noise are sent. */
const NOISE = 512;

/** Breaks a connection in one of the ways that WireMock knows, instead of answering on it. */
export function injectFault(response: ServerResponse, fault: FaultName): void {
  const { socket } = response;
  if (!socket) {
    // answers to requests that came before it on the same connection are still to go out
    response.once('socket', () => injectFault(response, fault));
    return;
  }
  if (socket.writableEnded) {
    // the client has half-closed: nothing can be written any more, and what is being shut down cannot be reset but would
    // stay open for ever
    socket.destroy();
    return;
  }
  switch (fault) {
    case 'CONNECTION_RESET_BY_PEER':
      socket.resetAndDestroy();
      return;
    case 'EMPTY_RESPONSE':
      socket.destroy();
      return;
    case 'MALFORMED_RESPONSE_CHUNK':
      writeHead(response, { status: 200, headers: ['Transfer-Encoding', 'chunked'] });
      response.flushHeaders();
      socket.write('no length of a chunk\r\n');
      socket.destroySoon();
      return;
    case 'RANDOM_DATA_THEN_CLOSE':
      socket.write(randomBytes(NOISE));
      socket.destroySoon();
  }
}
