import type { ComparedSide } from '../data/server-types.js';

/** A side as the address has it: empty for a copy of this mock as it is, `profile:NAME`, `sandbox:NAME`, or a URL. */
export function parseSide(text: string): ComparedSide {
  const [kind, name = ''] = text.split(/:(.*)/s);
  if (kind === 'profile') return { profile: name as NonNullable<ComparedSide['profile']> };
  if (kind === 'sandbox') return { sandbox: name };
  return text === '' ? {} : { target: text };
}

/** What a side is, for people. */
export function nameOfSide({ profile, sandbox, target }: ComparedSide): string {
  if (profile !== undefined) return `this mock, ${profile}`;
  return target ?? (sandbox === undefined ? 'this mock' : `~${sandbox}`);
}

/** Whether each request finds a side as it was at the start. */
export function isCopy({ sandbox, target }: ComparedSide): boolean {
  return sandbox === undefined && target === undefined;
}

/** A header as people write it: `Authorization: Bearer …`. */
export function parseHeader(written: string): Record<string, string> {
  const [, name, value] = /^\s*([\w-]+)\s*:\s*(.+?)\s*$/.exec(written) ?? [];
  return name === undefined || value === undefined ? {} : { [name]: value };
}
