import { randomBytes } from 'node:crypto';

const FORM = /^visitor-[0-9a-f]{32}$/;

/** A name for a visitor's sandbox, which nobody can guess: who knows it may use the control plane of the sandbox. */
export function visitorName(): string {
  return `visitor-${randomBytes(16).toString('hex')}`;
}

/** Whether a sandbox has such a name. */
export function isVisitorName(name: string): boolean {
  return FORM.test(name);
}
