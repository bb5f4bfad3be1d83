import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { tokenWanted } from '../data/client.js';
import { formatRoute } from '../data/route.js';
import { RequestsPage } from '../requests/requests-page.js';
import { HelpDialog, isHelpOpen } from './help-dialog.js';
import { Icon, Sign } from './icons.js';
import { useKeys } from './keys.js';
import { ServerNotice } from './server-notice.js';
import { SituationsStrip } from './situations-strip.js';
import { TokenDialog } from './token-dialog.js';
import { TopBar } from './top-bar.js';

/** The frame of every page: pages at the left, what is set at the top, the page itself. */
export function Frame(): JSX.Element {
  const main = useRef<HTMLElement>(null);
  const skip = (event: Event) => {
    event.preventDefault();
    main.current?.querySelector<HTMLElement>('h1')?.focus();
  };
  useKeys({
    '?': () => {
      isHelpOpen.value = true;
    },
  });
  useEffect(() => {
    document.title = 'Requests · Understudy';
  }, []);
  return (
    <div class="frame">
      <a class="skip" href={formatRoute({ page: 'requests', params: {} })} onClick={skip}>
        Skip to the content
      </a>
      <nav class="rail" aria-label="Pages">
        <span class="brand">
          <Sign />
          <span class="hidden">Understudy</span>
        </span>
        <a class="place" href={formatRoute({ page: 'requests', params: {} })} aria-current="page">
          <Icon name="requests" size={20} />
          <span>Requests</span>
        </a>
        <button
          type="button"
          class="place last"
          onClick={() => {
            isHelpOpen.value = true;
          }}
        >
          <Icon name="help" size={20} />
          <span>Help</span>
        </button>
      </nav>
      <div class="content">
        <TopBar />
        <SituationsStrip />
        <ServerNotice />
        <main ref={main}>
          <RequestsPage />
        </main>
      </div>
      {tokenWanted.value !== undefined && <TokenDialog />}
      <HelpDialog />
    </div>
  );
}
