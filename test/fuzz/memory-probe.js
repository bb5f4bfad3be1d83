/** Preloaded into the fuzzed server: tells, when asked, what it holds once all garbage is collected. */
process.on('message', () => {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const sockets = process.getActiveResourcesInfo().filter(kind => kind === 'TCPSocketWrap').length;
  process.send?.({ live: heapUsed + external, resident: rss, sockets });
});
// the question alone must not keep a server alive that wants to end
process.channel?.unref();
