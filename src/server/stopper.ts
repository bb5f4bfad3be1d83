import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** How many milliseconds running requests may take to finish once a server stops, and how often others are ended. */
const GRACE = 5000;
const SWEEP = 50;

/**
 * What stops a server: it takes no new connections, ends those that wait for nothing, and lets running requests finish, but
 * not for ever. Kept once all connections have ended. It puts each new connection among the `unheard`, which Node takes for
 * busy; whoever serves takes it out when a request comes over it.
 */
export function stopper(server: Server, unheard: Set<Socket>): () => Promise<void> {
  server.on('connection', socket => {
    unheard.add(socket);
    socket.on('close', () => unheard.delete(socket));
  });
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
