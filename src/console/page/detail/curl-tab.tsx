import type { JSX } from 'preact';
import type { Request } from '../data/request-types.js';
import { visible } from '../data/visible.js';
import { CopyButton } from '../shell/copy-button.js';

const VARIABLES: Readonly<Record<string, string>> = {
  UNDERSTUDY_TOKEN: 'the token',
  UNDERSTUDY_COOKIE: 'the cookie',
  UNDERSTUDY_SECRET: 'the other secret',
};

/** A command that sends the request again. Secrets are variables of the shell. */
export function CurlTab({ request: { curl } }: { request: Request }): JSX.Element {
  if (curl === null) {
    return <p class="nothing">There is no command: the journal does not have all of the request, or it is not text.</p>;
  }
  const used = Object.entries(VARIABLES).filter(([name]) => curl.includes(name));
  return (
    <section>
      <h3>
        Send it again <CopyButton text={curl} name="the command" />
      </h3>
      <pre class="text command">{visible(curl)}</pre>
      {used.map(([name, what]) => (
        <p key={name}>
          Set <code>{name}</code> to {what} first: the journal does not keep secrets.
        </p>
      ))}
    </section>
  );
}
