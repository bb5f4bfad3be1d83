import type { ComponentChildren, JSX } from 'preact';
import type { ProblemError } from '../data/client.js';
import { Icon } from './icons.js';

/** A problem: what happened, and what to do. */
export function ProblemNote({
  problem,
  children,
}: {
  problem: ProblemError;
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <div class="problem" role="alert">
      <Icon name="warn" size={20} />
      <div>
        <h2>{problem.title}</h2>
        <p>{problem.message}</p>
        {problem.fix !== '' && <p class="fix">{problem.fix}</p>}
        {children}
      </div>
    </div>
  );
}
