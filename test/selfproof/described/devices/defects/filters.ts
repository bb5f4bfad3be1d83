import { editCalls } from '../../edits.js';
import type { Defect } from '../../planted.js';
import { get, list, old } from '../calls.js';
import type { Devices, Filter } from '../devices.js';

/** Filters and searches that find too much or too little. */
export const FILTERS: readonly Defect<Devices>[] = [
  {
    id: 'locks-not-found',
    says: 'kind=lock finds nothing.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: replaceFilter('kind', (row, wanted) => row.kind === wanted && wanted !== 'lock'),
    walk: [list('?kind=lock')],
  },
  {
    id: 'offline-finds-all',
    says: 'online=false finds all devices.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: replaceFilter('online', (row, wanted) => !wanted || row.online === wanted),
    walk: [list('?online=false')],
  },
  {
    id: 'site-ignored-with-kind',
    says: 'site is ignored if kind is sent.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ select }) => ({
      select: (rows, filters, query) => {
        const { site, ...others } = query;
        return select(rows, filters, others.kind === undefined ? query : others);
      },
    }),
    walk: [list('?kind=camera&site=osl')],
  },
  {
    id: 'tenth-filtered-out',
    says: 'Every tenth device that a site has is missing if site is sent.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ select }) => ({
      select: (rows, filters, query) => {
        const found = select(rows, filters, query);
        return query.site === undefined ? found : found.filter((_, at) => at % 10 !== 9);
      },
    }),
    walk: [list('?site=osl')],
  },
  {
    id: 'either-filter',
    says: 'Of kind and online one has to fit, and not both.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ select }) => ({
      select: (rows, filters, query) => {
        const { kind, online, ...others } = query;
        if (kind === undefined || online === undefined) return select(rows, filters, query);
        return select(rows, filters, others).filter(row => row.kind === kind || row.online === online);
      },
    }),
    walk: [list('?kind=camera&online=true')],
  },
  {
    id: 'min-battery-excludes-same',
    says: 'min_battery does not find devices with just that charge.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: replaceFilter('min_battery', (row, wanted) => row.battery !== null && Number(row.battery) > Number(wanted)),
    walk: [list('?min_battery=38')],
  },
  {
    id: 'max-battery-finds-null',
    says: 'max_battery finds devices without a battery, too.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: replaceFilter('max_battery', (row, wanted) => Number(row.battery) <= Number(wanted)),
    walk: [list('?max_battery=20')],
  },
  {
    id: 'max-battery-as-text',
    says: 'max_battery compares charges as text.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: replaceFilter('max_battery', (row, wanted) => row.battery !== null && String(row.battery) <= String(wanted)),
    walk: [list('?max_battery=20&limit=100')],
  },
  {
    id: 'installed-before-as-text',
    says: 'installed_before compares times as text.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: replaceFilter('installed_before', (row, wanted) => String(row.installed_at) < String(wanted)),
    walk: [list('?order_by=installed_at&installed_before=2024-05-02T11:30:00%2B09:00')],
  },
  {
    id: 'installed-after-ignores-decimals',
    says: 'installed_after cuts the decimals off the seconds, and finds what is up to a second earlier.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: replaceFilter(
      'installed_after',
      (row, wanted) => Date.parse(String(row.installed_at)) >= Math.floor(Date.parse(String(wanted)) / 1_000) * 1_000,
    ),
    walk: [list('?order_by=installed_at&installed_after=2024-05-02T06:30:00.500Z')],
  },
  {
    id: 'plus-is-a-space',
    says: 'In a time, the + of an offset is lost, also where it is encoded, so that the offset counts as Z.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: editCalls('GET', call => {
      const query = new URLSearchParams(
        [...call.query].map(([name, value]): [string, string] => [
          name,
          value.replace(/^(.*T[\d:.]+)[ +]\d\d:\d\d$/, '$1Z'),
        ]),
      );
      return { ...call, query };
    }),
    walk: [list('?order_by=installed_at&installed_after=2024-05-02T08:30:00%2B05:00')],
  },
  {
    id: 'search-of-names-alone',
    says: 'q does not look into notes.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: replaceFilter('q', (row, wanted) => String(row.name).toLowerCase().includes(String(wanted).toLowerCase())),
    walk: [list('?q=leased')],
  },
  {
    id: 'search-with-case',
    says: 'q distinguishes small and capital letters.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: replaceFilter('q', (row, wanted) => `${row.name}\n${row.note}`.includes(String(wanted))),
    walk: [list('?q=gate')],
  },
  {
    id: 'search-of-beginnings',
    says: 'q finds only names that begin with the text.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: replaceFilter('q', (row, wanted) =>
      [row.name, row.note].some(text => String(text).toLowerCase().startsWith(String(wanted).toLowerCase())),
    ),
    walk: [list('?q=cable')],
  },
  {
    id: 'search-without-accents',
    says: 'q finds nothing with letters beyond ASCII.',
    certainty: 'derived',
    operation: 'listDevices',
    plant: ({ deviceFilters }) => ({
      deviceFilters: {
        ...deviceFilters,
        q: (row, wanted) => /^[ -~]*$/.test(String(wanted)) && (deviceFilters.q?.(row, wanted) ?? true),
      },
    }),
    walk: [list('?q=%C3%A9t%C3%A9')],
  },
  {
    id: 'metric-ignored',
    says: 'The filter for a metric does nothing.',
    certainty: 'derived',
    operation: 'listReadings',
    plant: replaceReadingFilter('metric', () => true),
    walk: [get(`${old(6)}/readings?metric=voltage`)],
  },
  {
    id: 'since-excludes-same',
    says: 'since does not find readings of that time.',
    certainty: 'derived',
    operation: 'listReadings',
    plant: replaceReadingFilter('since', (row, wanted) => Date.parse(String(row.at)) > Date.parse(String(wanted))),
    walk: [get(`${old(6)}/readings?since=2026-02-10T06:00:00Z&offset=50`)],
  },
  {
    id: 'until-as-text',
    says: 'until compares times as text.',
    certainty: 'derived',
    operation: 'listReadings',
    plant: replaceReadingFilter('until', (row, wanted) => String(row.at) <= String(wanted)),
    walk: [get(`${old(6)}/readings?until=2026-02-10T10:00:00%2B09:00`)],
  },
];

function replaceFilter(name: string, filter: Filter) {
  return ({ deviceFilters }: Devices): Partial<Devices> => ({ deviceFilters: { ...deviceFilters, [name]: filter } });
}

function replaceReadingFilter(name: string, filter: Filter) {
  return ({ readingFilters }: Devices): Partial<Devices> => ({ readingFilters: { ...readingFilters, [name]: filter } });
}
