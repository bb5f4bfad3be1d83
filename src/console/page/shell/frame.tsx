import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { tokenWanted } from '../data/client.js';
import { formatRoute } from '../data/route.js';
import { PaletteButton } from '../palette/palette-button.js';
import { ChangeBar } from './change-bar.js';
import { HelpDialog, isHelpOpen } from './help-dialog.js';
import { Icon, Sign } from './icons.js';
import { useKeys } from './keys.js';
import { currentPage, PAGES, PageView } from './pages.js';
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
  const page = currentPage.value;
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = `${page.title} · Understudy`;
    if (!isFirst.current) main.current?.focus();
    isFirst.current = false;
  }, [page]);
  return (
    <div class="frame">
      <a class="skip" href={formatRoute({ page: page.name, params: {} })} onClick={skip}>
        Skip to the content
      </a>
      <nav class="rail" aria-label="Pages">
        <span class="brand">
          <Sign />
          <span class="hidden">Understudy</span>
        </span>
        {PAGES.map(({ name, title, icon }) => (
          <a
            key={name}
            class="place"
            href={formatRoute({ page: name, params: {} })}
            aria-current={name === page.name ? 'page' : undefined}
          >
            <Icon name={icon} size={20} />
            <span>{title}</span>
          </a>
        ))}
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
        <TopBar>
          <PaletteButton />
        </TopBar>
        <SituationsStrip />
        <ServerNotice />
        <main ref={main} tabIndex={-1} aria-label={page.title}>
          <PageView page={page} />
        </main>
        <ChangeBar />
      </div>
      {tokenWanted.value !== undefined && <TokenDialog />}
      <HelpDialog />
    </div>
  );
}
