import type { JSX } from 'preact';
import type { Request, Violation } from '../data/request-types.js';
import { formatRoute } from '../data/route.js';
import { visible } from '../data/visible.js';
import { Icon, type IconName } from '../shell/icons.js';
import { splitNearest } from './nearest.js';
import { listSteps, type WayStep } from './why-steps.js';

const ICONS: Readonly<Record<WayStep['outcome'], readonly [icon: IconName, word: string]>> = {
  passed: ['check', 'passed'],
  changed: ['warn', 'changed'],
  refused: ['stop', 'refused'],
  wrong: ['warn', 'wrong'],
  skipped: ['play', 'skipped'],
};

/** Why the response is as it is: the way of the request through the mock. */
export function WhyTab({ request }: { request: Request }): JSX.Element {
  return (
    <ol class="steps">
      {listSteps(request).map(step => (
        <li key={step.name} class={step.outcome}>
          <span class="badge" title={ICONS[step.outcome][1]}>
            <Icon name={ICONS[step.outcome][0]} size={14} />
          </span>
          <div>
            <h3>
              {step.name} <small>{ICONS[step.outcome][1]}</small>
            </h3>
            <p>{visible(step.says)}</p>
            {step.name === 'Match' && step.notes.length > 0 ? (
              <Nearest request={request} operations={step.notes} />
            ) : (
              step.notes.map(note => <p key={note}>{visible(note)}</p>)
            )}
            {step.violations.map((violation, at) => (
              <ViolationNote key={at} violation={violation} request={request} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The operations that a request may have meant, with the parts that differ marked. */
function Nearest({ request, operations }: { request: Request; operations: readonly string[] }): JSX.Element {
  const { method, url } = request.request;
  return (
    <>
      <p>The nearest operations:</p>
      <ul class="nearest">
        {operations.map(operation => (
          <li key={operation}>
            {splitNearest(operation, { method, url }).map(({ text, isSame }, at) =>
              isSame ? text : <mark key={at}>{text}</mark>,
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function ViolationNote({ violation, request }: { violation: Violation; request: Request }): JSX.Element {
  const { in: place, pointer, message, schemaPath, statement } = violation;
  return (
    <div class="violation">
      <p>
        <code>
          {place} {visible(pointer)}
        </code>{' '}
        {visible(message)}
      </p>
      {statement && (
        <p class="says">
          <a href={contractAddress(request, statement.id)}>
            <code>{statement.id}</code>
          </a>{' '}
          {statement.says}
        </p>
      )}
      {schemaPath !== undefined && <p class="pointer">{schemaPath}</p>}
    </div>
  );
}

/** Where the contract shows a statement beside what rests on it. */
function contractAddress({ api = '', operation = '' }: Request, statement: string): string {
  return formatRoute({
    page: `contract/${encodeURIComponent(api)}/${encodeURIComponent(operation)}`,
    params: { statement },
  });
}
