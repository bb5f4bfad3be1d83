export type Device = { slug: string } & Record<string, unknown>;
export type Reading = { id: number; device: string } & Record<string, unknown>;

const KINDS = ['sensor', 'camera', 'gateway', 'lock'];
const CODES = ['ber', 'osl', 'par', 'lis'];
const PLACES = ['Hall', 'roof', 'Cellar', 'Gate', 'été', 'Lab', 'office', 'Østre Door', 'Stairs'];
const NOTES = ['Check the cable', 'near the GATE', null, 'Leased until May', null, 'behind the Öltank'];
const METRICS = ['temperature', 'humidity', 'voltage'];

const FIRST_INSTALLED = Date.parse('2024-05-02T06:30:00Z');
const HOUR = 3_600_000;
const DEVICES = 78;
/** The place of the device that has more readings than fit on a page. */
const MOST_MEASURED = 6;

export const SITES = [
  { code: 'ber', city: 'Berlin' },
  { code: 'osl', city: 'Oslo' },
  { code: 'par', city: 'Paris' },
  { code: 'lis', city: 'Lisboa' },
];

export function startingDevices(): Device[] {
  return Array.from({ length: DEVICES }, (_, at) => ({
    slug: slugOf(at),
    name: `${PLACES[(at * 5) % PLACES.length]} ${1 + (at % 40)}`,
    kind: KINDS[(at * 3 + (at % 5)) % KINDS.length],
    site: CODES[(at * 7 + (at % 3)) % CODES.length],
    online: at % 3 !== 1,
    battery: at % 6 === 2 ? null : ((at * 37) % 51) * 2,
    firmware: `${1 + (at % 3)}.${at % 11}.${(at * 7) % 13}`,
    note: NOTES[at % NOTES.length],
    installed_at: timeAt(FIRST_INSTALLED + ((at * 29) % DEVICES) * 101 * HOUR),
    last_seen_at: at % 8 === 5 ? null : timeAt(Date.parse('2026-03-01T00:00:00Z') + at * HOUR),
    pin: String(1_000 + at * 91),
  }));
}

export function startingReadings(): Reading[] {
  const readings = startingDevices().flatMap(({ slug }, at) =>
    Array.from({ length: at === MOST_MEASURED ? 58 : at % 5 }, (_, reading) => ({
      device: slug,
      metric: METRICS[(at + reading) % METRICS.length],
      value: ((at * 131 + reading * 477) % 4_000) / 10 - 50,
      at: timeAt(Date.parse('2026-02-10T00:00:00Z') + (at + reading * 11) * HOUR),
    })),
  );
  return readings.map((reading, at) => ({ id: at + 1, ...reading }));
}

/** The slug of a device that is there from the start. */
export function slugOf(at: number): string {
  return `${['hall', 'roof', 'gate-east', 'lab', 'x9'][at % 5]}-${at}`;
}

/** A time in whole seconds. */
export function timeAt(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
