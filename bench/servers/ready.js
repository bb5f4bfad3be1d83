/**
 * Starts a server on a free port of this machine and tells the parent its URL.
 * @param {import('node:http').Server} server
 */
export function ready(server) {
  server.listen({ host: '127.0.0.1', port: 0 }, () => {
    const address = /** @type {import('node:net').AddressInfo} */ (server.address());
    process.send?.(`http://127.0.0.1:${address.port}`);
  });
}
