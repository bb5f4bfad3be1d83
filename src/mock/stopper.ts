import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How many milliseconds running requests may take to finish once a server stops, and how often others are ended. */
const GRACE = 5000;
const SWEEP = 50;

/**
 * What stops a server: it takes no new connections, ends those that wait for nothing, and lets running requests finish, but
 * not for ever. Kept once all connections have ended.
 */
export function stopper(server: Server): () => Promise<void> {
  const unheard = unheardSockets(server);
  return () =>
    new Promise(resolve => {
      // a connection waits for nothing only once its request has been answered
      const sweeping = setInterval(() => {
        server.closeIdleConnections();
        for (const socket of unheard) socket.destroy();
      }, SWEEP);
      const ending = setTimeout(() => server.closeAllConnections(), GRACE);
      server.close(() => {
        clearInterval(sweeping);
        clearTimeout(ending);
        resolve();
      });
    });
}

/** The connections that no request has come over yet, which Node takes for busy ones. */
function unheardSockets(server: Server): ReadonlySet<Socket> {
  const unheard = new Set<Socket>();
  server.on('connection', socket => {
    unheard.add(socket);
    socket.on('close', () => unheard.delete(socket));
  });
  server.on('request', ({ socket }) => unheard.delete(socket));
  return unheard;
}
