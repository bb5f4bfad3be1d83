import fc from 'fast-check';
import { test } from 'vitest';
import { generateValue } from '../../../src/fake/values/generate-value.js';
import { accepts } from '../../../src/fake/values/schema/accepts.js';
import { makeValue } from '../../../src/fake/values/make/make-value.js';
import { createRoot, createRun } from '../../../src/fake/values/make/run.js';
import { mendValue } from '../../../src/fake/values/mend-value.js';
import { describeSchema, NOW } from './describe-schema.js';
import { randomSchema, SMALL_VALUES } from './random-schemas.js';
test('try', () => {
  const n = Number(process.env.N ?? 1000);
  const schemas = fc.sample(randomSchema, { numRuns: n, seed: Number(process.env.SEED ?? 1) });
  let bad = 0, unsat = 0, ok = 0, firstOk = 0, disagree = 0, mendBad = 0, mended = 0, slow = 0; const fails: string[] = [];
  for (const s of schemas) {
    let d; try { d = describeSchema(s); } catch (e) { console.log('compile', (e as Error).message.slice(0,100)); continue; }
    const t = performance.now();
    let v; try { v = generateValue(d, { seed: 1, now: NOW }); } catch (e) { fails.push('THROW ' + (e as Error).stack?.slice(0,300) + JSON.stringify(s)); continue; }
    const ms = performance.now() - t; if (ms > 300) { slow++; if (slow < 5) fails.push('SLOW ' + Math.round(ms) + ' ' + JSON.stringify(s)); }
    if (v) { ok++; const run = createRun(d, {seed:1,now:NOW}); const m = makeValue(createRoot(d,{seed:1,now:NOW},run), run); if (m && d.validate(m.value).length===0) firstOk++; else if (m) fails.push('FIRST ' + JSON.stringify(m.value) + ' ' + JSON.stringify(d.validate(m.value).map(i => i.schemaPath)) + JSON.stringify(s)); }
    else { const w = SMALL_VALUES.find(x => d.validate(x).length === 0); if (w !== undefined) { bad++; fails.push('NONE ' + JSON.stringify(w) + ' ' + JSON.stringify(s)); } else { unsat++; fails.push('UNSAT ' + JSON.stringify(s).replace(/,"\$defs.*/, '')); } }
    for (const x of SMALL_VALUES) { const a = accepts(s, x, { resolve: d.resolve }), b = d.validate(x).length === 0; if (a !== b) { disagree++; if (disagree < 10) fails.push('DISAGREE ajv=' + b + ' ' + JSON.stringify(x) + ' ' + JSON.stringify(s)); break; } }
    if (v) for (const x of SMALL_VALUES.filter((_, i) => i % 7 === 3)) { const m = mendValue(x, d, { seed: 1, now: NOW }); if (!m) { mendBad++; if (mendBad < 10) fails.push('MEND ' + JSON.stringify(x) + ' got ' + JSON.stringify(v) + JSON.stringify(s)); } else mended++; }
  }
  console.log({ ok, firstOk, bad, unsat, disagree, mended, mendBad, slow });
  console.log(fails.sort((a,b)=>a.length-b.length).slice(0, 60).map(f => f.slice(0, 420)).join('\n'));
});
