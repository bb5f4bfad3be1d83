import type { Failure } from './exchange.js';

/** The time to wait for a response is up. */
export class TooLate extends Error {}

/** A cause of a failure that has a name: what is wrong, and what to do about it. */
type Cause = { kind: Failure['kind']; summary: string; fix?: string };

const INSECURE = 'or do not check it with `--insecure`.';
const UNTRUSTED: Cause = {
  kind: 'refused',
  summary: 'This machine does not trust its certificate',
  fix: `Name the certificate of whoever signed it with \`--ca FILE\` or in NODE_EXTRA_CA_CERTS, ${INSECURE}`,
};

/** By the code of the error. */
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
  ENOTFOUND: { kind: 'refused', summary: 'No machine has this name', fix: 'Correct the name in the URL.' },
  HPE_HEADER_OVERFLOW: { kind: 'broken', summary: 'Its headers are longer than 64 KiB' },
};

/** What the system says when nobody is at the other end. */
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

/** An OpenSSL error where the other end does not speak TLS. */
const NO_TLS = /wrong version number|packet length too long|record layer|http request/i;

/** The failure that an error is, in one sentence; `timeout` is in milliseconds, `connected` whether there was a connection. */
export function describeFailure(
  error: NodeJS.ErrnoException,
  { timeout, connected }: { timeout: number; connected: boolean },
): Failure {
  const { code = '' } = error;
  if (error instanceof TooLate) {
    return connected
      ? { kind: 'timeout', message: `No answer came within ${timeout / 1000} s.` }
      : { kind: 'refused', message: `No connection could be made within ${timeout / 1000} s.` };
  }
  const reason = formatReason(error);
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
  if (code.startsWith('HPE_')) return { kind: 'broken', message: `The answer is no HTTP: ${reason}.` };
  return { kind: 'broken', message: `The connection broke: ${reason}.` };
}

/** The system's own words, on one line. */
export function formatReason(error: NodeJS.ErrnoException): string {
  const text = error.message || error.code || String(error);
  return text
    .replace(/^Parse Error: /, '')
    .trim()
    .replace(/\s+/g, ' ');
}
