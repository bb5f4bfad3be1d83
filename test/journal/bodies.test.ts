import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bodies } from '../../src/journal/journal-memory.js';

const read = (bodies: Bodies, kept: ReturnType<Bodies['keep']>) => {
  const bytes = bodies.read(kept);
  return bytes && Buffer.from(bytes).toString();
};

test('a body is copied when it is kept', () => {
  const bodies = new Bodies({ bytes: 1024, bytesEach: 100 });
  const bytes = Buffer.from('first');
  const kept = bodies.keep(bytes);
  bytes.fill(0);
  expect(read(bodies, kept)).toBe('first');
  expect(read(bodies, bodies.keep('é 𝕏 \ud800'))).toBe('é 𝕏 \ufffd');
});

test('the beginning of a long body is kept, with its true length', () => {
  const bodies = new Bodies({ bytes: 1024, bytesEach: 10 });
  for (const body of ['x'.repeat(25), Buffer.from('x'.repeat(25))]) {
    const kept = bodies.keep(body);
    expect(read(bodies, kept)).toBe('x'.repeat(10));
    expect(kept.length).toBe(25);
  }
  const wide = bodies.keep('ééééééé');
  expect([read(bodies, wide), wide.length]).toEqual(['ééééé', 14]);
  const whole = bodies.keep('éé');
  expect([read(bodies, whole), whole.length]).toEqual(['éé', 4]);
});

test('a body that was read does not change when the memory is reused', () => {
  const bodies = new Bodies({ bytes: 10, bytesEach: 10 });
  const bytes = bodies.read(bodies.keep('0123456789'));
  bodies.keep('xxxxxxxxxx');
  expect(Buffer.from(bytes ?? []).toString()).toBe('0123456789');
});

test('a body is read as it was written or is lost, the newest ones are kept, and the memory never grows beyond its limit', () => {
  const limits = fc.record({ bytes: fc.integer({ min: 1, max: 200 }), bytesEach: fc.integer({ min: 1, max: 80 }) });
  const written = fc.array(fc.oneof(fc.string({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 })), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(limits, written, ({ bytes, bytesEach }, texts) => {
      const bodies = new Bodies({ bytes, bytesEach });
      const all = texts.map(text => ({ begins: Buffer.from(text as string), kept: bodies.keep(text) }));
      const there = all.filter(({ kept }) => bodies.read(kept) !== undefined);
      for (const { begins, kept } of there) {
        expect(Buffer.from(bodies.read(kept) ?? [])).toEqual(begins.subarray(0, kept.kept));
        expect(kept.length).toBe(begins.length);
      }
      expect(there).toEqual(all.slice(all.length - there.length));
      expect(there.reduce((sum, { kept }) => sum + kept.kept, 0)).toBeLessThanOrEqual(bytes);
      if (all.length > 0) expect(there.length).toBeGreaterThan(0);
    }),
  );
});

test('a ring of several chunks uses all of them in turn', () => {
  const bodies = new Bodies({ bytes: 3 * 1024 * 1024, bytesEach: 64 * 1024 });
  const texts = Array.from({ length: 500 }, (_, at) =>
    `${at} `.repeat(1000 + ((at * 7919) % 9000)).slice(0, 64 * 1024),
  );
  const all = texts.map(text => ({ text, kept: bodies.keep(text) }));
  const there = all.filter(({ kept }) => bodies.read(kept) !== undefined);
  for (const { text, kept } of there) expect(read(bodies, kept)).toBe(text);
  expect(there).toEqual(all.slice(all.length - there.length));
  const size = there.reduce((sum, { kept }) => sum + kept.kept, 0);
  expect(size).toBeLessThanOrEqual(3 * 1024 * 1024);
  expect(size).toBeGreaterThan(2 * 1024 * 1024);
});
