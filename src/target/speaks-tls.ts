import { isIP } from 'node:net';
import { connect } from 'node:tls';

/** Whether a TLS handshake succeeds with the port of a URL within so many milliseconds, whatever its certificate. */
export function speaksTls(url: string, timeout: number): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise(resolve => {
    const name = isIP(host) ? {} : { servername: host };
    const socket = connect({ host, port: Number(port || 80), ...name, rejectUnauthorized: false });
    const late = setTimeout(() => finish(false), timeout);
    const finish = (answer: boolean) => {
      clearTimeout(late);
      socket.destroy();
      resolve(answer);
    };
    socket.once('secureConnect', () => finish(true)).on('error', () => finish(false));
    socket.once('close', () => finish(false));
  });
}
