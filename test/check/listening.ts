import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** Serves an app on a free port until the test has finished; answers its URL. */
export async function serving(app: RequestListener): Promise<string> {
  const server = createHttpServer(app);
  onTestFinished(() => server.closeAllConnections());
  return `http://127.0.0.1:${await portOf(server)}`;
}

/** Does something with every connection, on a free port until the test has finished; answers host and port. */
export async function connecting(accept: (socket: Socket) => void): Promise<string> {
  const server = createNetServer(socket => {
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
    accept(socket);
  });
  return `127.0.0.1:${await portOf(server)}`;
}

/** The URL of a port where nobody listens. */
export async function nobody(): Promise<string> {
  const server = createNetServer();
  const port = await portOf(server);
  await new Promise(resolve => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

async function portOf(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
