import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { FaultName } from '../../rules/index.js';
import { writeHead } from '../response/write-head.js';

/** How many random bytes are sent. */
const RANDOM_BYTES = 512;

/** Breaks a connection instead of sending a response. The faults and their names are WireMock's. */
export function injectFault(response: ServerResponse, fault: FaultName): void {
  const { socket } = response;
  if (!socket) {
    // responses to earlier requests on the same connection have not been sent yet
    response.once('socket', () => injectFault(response, fault));
    return;
  }
  if (socket.writableEnded) {
    // the client has half-closed the connection: nothing can be written, a reset is impossible, and without this the socket
    // would stay open for ever
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
      socket.write(randomBytes(RANDOM_BYTES));
      socket.destroySoon();
  }
}
