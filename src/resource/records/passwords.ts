import { digestPassword, isPasswordDigest, verifyPassword } from '../../kernel/index.js';
import type { StoredRecord } from '../../store/index.js';
import { type Kept, secretName } from './kept.js';
import { readMember } from './member-path.js';
import type { VisibleRecord } from './stored.js';

/** Digests of passwords that no response shows, by member. */
export type Secrets = Readonly<Record<string, string>>;

/** What the digest of a password depends on beside it: the same seed and key make the same digest. */
export type Salt = { seed: number; id: string | number };

/** What a client sent, with digests in the place of passwords; those that no response shows are apart. */
export function digestSent(kept: Kept, sent: VisibleRecord, salt: Salt): { sent: VisibleRecord; secrets: Secrets } {
  const rules = Object.entries(kept.rule.passwords ?? {});
  if (rules.length === 0) return { sent, secrets: NONE };
  const shown: Record<string, unknown> = { ...sent };
  const secrets: Record<string, string> = {};
  for (const [member, { keepsEmpty }] of rules) {
    const password = sent[member];
    if (password === undefined) continue;
    const isHidden = kept.secrets.includes(member);
    const isKept = keepsEmpty === true && password === '';
    if (isHidden || isKept) delete shown[member];
    if (password === null || isKept) continue;
    const digest = digestPassword(String(password), salt);
    if (isHidden) secrets[member] = digest;
    else shown[member] = digest;
  }
  return { sent: shown, secrets };
}

/** What a client sent for a new record, the digests that responses show, and the others. A missing password is the default one. */
export function digestNew(
  kept: Kept,
  sent: VisibleRecord,
  salt: Salt,
): { sent: VisibleRecord; digests: Secrets; secrets: Secrets } {
  const { passwords, defaults = {} } = kept.rule;
  const digests: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const member in passwords) {
    const password = sent[member] === undefined ? defaults[member] : sent[member];
    if (password === undefined || password === null) continue;
    const target = kept.secrets.includes(member) ? secrets : digests;
    target[member] = digestPassword(String(password), salt);
  }
  return { sent: withoutSecrets(kept, sent), digests, secrets };
}

function withoutSecrets({ secrets }: Kept, sent: VisibleRecord): VisibleRecord {
  if (secrets.length === 0) return sent;
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !secrets.includes(name)));
}

/**
 * A record that a person gave, with digests in the place of passwords; a digest stays. A missing password is the value of the member
 * that its rule names; one that no response shows follows that member until a client sends one.
 */
export function digestGiven(
  kept: Pick<Kept, 'rule' | 'secrets'>,
  given: VisibleRecord,
  salt: Salt,
): { sent: VisibleRecord; secrets: Secrets } {
  const shown: Record<string, unknown> = { ...given };
  const secrets: Record<string, string> = {};
  for (const [member, { usual }] of Object.entries(kept.rule.passwords ?? {})) {
    const isHidden = kept.secrets.includes(member);
    let password = given[member];
    if (password === undefined) password = isHidden ? given[secretName(member)] : usualPassword(given, usual);
    if (isHidden) delete shown[member];
    // other values stay, so that they are reported
    if (typeof password !== 'string') continue;
    const digest = isPasswordDigest(password) ? password : digestPassword(password, salt);
    if (isHidden) secrets[member] = digest;
    else shown[member] = digest;
  }
  return { sent: shown, secrets };
}

/** The digests that a stored record has and no response shows. */
export function secretsOf(kept: Kept, record: StoredRecord): Secrets {
  if (kept.secrets.length === 0) return NONE;
  return Object.fromEntries(
    kept.secrets.flatMap(member => {
      const digest = record[secretName(member)];
      return typeof digest === 'string' ? [[member, digest]] : [];
    }),
  );
}

/** Whether a stored record has a password. Without one, its password is the value of the member that the rule names. */
export function hasPassword(kept: Kept, record: StoredRecord, password: string): boolean {
  return Object.entries(kept.rule.passwords ?? {}).some(([member, { usual }]) => {
    const digest = record[kept.secrets.includes(member) ? secretName(member) : member];
    if (typeof digest === 'string') return verifyPassword(digest, password);
    return usual !== undefined && readMember(record, usual) === password;
  });
}

function usualPassword(record: VisibleRecord, usual: string | undefined): string {
  return String((usual === undefined ? undefined : readMember(record, usual)) ?? '');
}

const NONE: Secrets = {};
