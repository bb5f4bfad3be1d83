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
        <p>{withCode(problem.message)}</p>
        {problem.fix !== '' && <p class="fix">{withCode(problem.fix)}</p>}
        {children}
      </div>
    </div>
  );
}

/** A sentence whose parts between backticks are code. */
function withCode(sentence: string): ComponentChildren[] {
  return sentence.split('`').map((part, at) => (at % 2 === 1 ? <code key={part}>{part}</code> : part));
}
