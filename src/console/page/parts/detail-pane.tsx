import type { ComponentChildren, JSX } from 'preact';
import { visible } from '../data/visible.js';
import { Icon } from '../shell/icons.js';
import { useKeys } from '../shell/keys.js';

type PaneProps = {
  title: string;
  /** What it is of, for the button that closes it: `check`. */
  of: string;
  facts: readonly string[] | undefined;
  onClose(): void;
  children: ComponentChildren;
};

/** The pane beside a list, about one thing of it. Escape closes it. */
export function DetailPane({ title, of, facts, onClose, children }: PaneProps): JSX.Element {
  useKeys({ Escape: onClose });
  return (
    <section class="detail" aria-label={title}>
      <header class="summary">
        <div class="line">
          <h2>{visible(title)}</h2>
          <button type="button" class="plain" aria-label={`Close the ${of}`} title="Close (Esc)" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <p class="facts">
          {facts?.map(fact => (
            <span key={fact}>{visible(fact)}</span>
          ))}
        </p>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a keyboard must reach that */}
      <div class="panel" tabIndex={0}>
        {children}
      </div>
    </section>
  );
}
