import { computed, useSignal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { route } from '../data/navigation.js';
import { RequestsPage } from '../requests/requests-page.js';
import type { IconName } from './icons.js';

type ConsolePage = {
  /** Its part of the address. */
  name: string;
  title: string;
  icon: IconName;
  /** Loads it when it is first opened, so that the first one is there sooner. */
  load(): ComponentType | Promise<ComponentType>;
};

/** The pages, in the order of the rail. */
export const PAGES: readonly ConsolePage[] = [
  { name: 'requests', title: 'Requests', icon: 'requests', load: () => RequestsPage },
  {
    name: 'contract',
    title: 'Contract',
    icon: 'contract',
    load: () => import('../contract/contract-page.js').then(({ ContractPage }) => ContractPage),
  },
  {
    name: 'inference',
    title: 'Inference',
    icon: 'inference',
    load: () => import('../inference/inference-page.js').then(({ InferencePage }) => InferencePage),
  },
  {
    name: 'data',
    title: 'Data',
    icon: 'data',
    load: () => import('../records/records-page.js').then(({ RecordsPage }) => RecordsPage),
  },
  {
    name: 'rules',
    title: 'Rules',
    icon: 'rules',
    load: () => import('../rules/rules-page.js').then(({ RulesPage }) => RulesPage),
  },
  {
    name: 'situations',
    title: 'Situations',
    icon: 'situations',
    load: () => import('../situations/situations-page.js').then(({ SituationsPage }) => SituationsPage),
  },
  {
    name: 'readings',
    title: 'Readings',
    icon: 'readings',
    load: () => import('../readings/readings-page.js').then(({ ReadingsPage }) => ReadingsPage),
  },
  {
    name: 'check',
    title: 'Check',
    icon: 'checks',
    load: () => import('../check/check-page.js').then(({ CheckPage }) => CheckPage),
  },
  {
    name: 'compare',
    title: 'Compare',
    icon: 'compare',
    load: () => import('../compare/compare-page.js').then(({ ComparePage }) => ComparePage),
  },
];

/** The page that the address names; the first one where it names none. */
export const currentPage = computed(() => {
  const [name] = route.value.page.split('/');
  return PAGES.find(page => page.name === name) ?? (PAGES[0] as ConsolePage);
});

/** A page, as soon as it is loaded. */
export function PageView({ page }: { page: ConsolePage }): JSX.Element {
  const shown = useSignal<{ of: ConsolePage; View: ComponentType } | 'missing' | undefined>(undefined);
  useEffect(() => {
    void Promise.resolve(page.load()).then(
      View => {
        shown.value = { of: page, View };
      },
      () => {
        shown.value = 'missing';
      },
    );
  }, [page, shown]);
  if (shown.value === 'missing') return <Missing />;
  if (shown.value?.of !== page) return <div class="pane" />;
  const { View } = shown.value;
  return <View />;
}

/** After an update of the server, a page that is still open has the names of files that are gone. */
function Missing(): JSX.Element {
  return (
    <div class="empty">
      <h1 tabIndex={-1}>The page cannot be loaded</h1>
      <p>The server does not respond, or has another version of the console now.</p>
      <button type="button" class="primary" onClick={() => location.reload()}>
        Load the console again
      </button>
    </div>
  );
}
