/**
 * Starts a server on a free port of this machine, tells the parent its URL, and ends with the parent.
 * @param {import('node:http').Server} server
 */
export function ready(server) {
  server.listen({ port: 0, host: '127.0.0.1' }, () => {
    const address = /** @type {import('node:net').AddressInfo} */ (server.address());
    process.send?.(`http://127.0.0.1:${address.port}`);
  });
  process.on('disconnect', () => process.exit());
}
