import type { Failure } from './exchange.js';

/** No response came in time. */
export class TooLate extends Error {}

/** A known cause of a failure, and what to do about it. */
type Cause = { kind: Failure['kind']; summary: string; fix?: string };

const INSECURE = 'or do not check it with `--insecure`.';
const UNTRUSTED: Cause = {
  kind: 'refused',
  summary: 'This machine does not trust its certificate',
  fix: `Give the certificate of its authority with \`--ca FILE\` or in NODE_EXTRA_CA_CERTS, ${INSECURE}`,
};

/** By error code. */
const CAUSES: Readonly<Record<string, Cause>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  CERT_UNTRUSTED: UNTRUSTED,
  CERT_HAS_EXPIRED: { kind: 'refused', summary: 'Its certificate has expired', fix: `Renew it, ${INSECURE}` },
  CERT_NOT_YET_VALID: {
    kind: 'refused',
    summary: 'Its certificate is not valid yet',
    fix: `Correct the time of this machine, ${INSECURE}`,
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    kind: 'refused',
    summary: 'Its certificate is for another name',
    fix: `Use a name that the certificate has, ${INSECURE}`,
  },
  ENOTFOUND: { kind: 'refused', summary: 'No host has this name', fix: 'Correct the name in the URL.' },
  HPE_HEADER_OVERFLOW: { kind: 'broken', summary: 'Its headers are longer than 64 KiB' },
};

/** The code of our own error for an address that is not of this machine. */
export const FOREIGN_ADDRESS = 'FOREIGN_ADDRESS';

/** Error codes that mean that no server can be reached. */
const UNREACHABLE = new Set([
  'EADDRNOTAVAIL',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ETIMEDOUT',
]);

/** Messages of OpenSSL if the server does not speak TLS. */
const NO_TLS = /wrong version number|packet length too long|record layer|http request/i;

/** Describes an error in one sentence; `timeout` is in milliseconds, `connected` is whether there was a connection. */
export function describeFailure(
  error: NodeJS.ErrnoException,
  { timeout, connected }: { timeout: number; connected: boolean },
): Failure {
  const { code = '' } = error;
  if (error instanceof TooLate) {
    return connected
      ? { kind: 'timeout', message: `No response came within ${timeout / 1000} s.` }
      : { kind: 'refused', message: `No connection could be made within ${timeout / 1000} s.` };
  }
  const reason = formatReason(error);
  if (code === FOREIGN_ADDRESS) return { kind: 'forbidden', message: reason };
  const cause = CAUSES[code];
  if (cause) {
    const { kind, summary, fix } = cause;
    return { kind, message: `${summary}: ${reason}.`, ...(fix !== undefined && { fix }) };
  }
  if (NO_TLS.test(reason) && /^(EPROTO|ERR_SSL_)/.test(code)) {
    const fix = 'Write http:// in place of https://, or name the port that speaks https.';
    return { kind: 'refused', message: 'It speaks http, not https.', fix };
  }
  if (UNREACHABLE.has(code)) return { kind: 'refused', message: `No connection could be made: ${code}.` };
  if (code.startsWith('HPE_')) return { kind: 'broken', message: `The response is not HTTP: ${reason}.` };
  return { kind: 'broken', message: `The connection broke: ${reason}.` };
}

/** The system's message, on one line. */
export function formatReason(error: NodeJS.ErrnoException): string {
  const text = error.message || error.code || String(error);
  return text
    .replace(/^Parse Error: /, '')
    .trim()
    .replace(/\s+/g, ' ');
}
