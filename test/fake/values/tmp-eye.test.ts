import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { test } from 'vitest';
import { generateValue } from '../../../src/fake/values/generate-value.js';
import { valueAt } from '../../../src/kernel/index.js';
const FILES = (process.env.FILES ?? 'swagger-petstore.yaml,realworld.yaml,museum.yaml').split(',');
// deno-lint-ignore
function upgrade(s: any): any {
  if (Array.isArray(s)) return s.map(upgrade);
  if (!s || typeof s !== 'object') return s;
  const o: any = {}; for (const [k, v] of Object.entries(s)) o[k] = upgrade(v);
  if (o.nullable && typeof o.type === 'string') { o.type = [o.type, 'null']; }
  if (process.env.NOEX) { if (typeof o.type === 'string' || o.$ref) { delete o.example; delete o.examples; delete o.default; } }
  if (o.type === undefined && o.swagger) { }
  return o;
}
test('eye', () => {
  for (const f of FILES) {
    const doc: any = upgrade(load(readFileSync('/work/shared/openapi/' + f, 'utf8')));
    const resolve = (r: string) => r.startsWith('#') ? (valueAt(doc, r.slice(1)) ?? true) as any : true;
    let n = 0; let fail = 0, total = 0; const t = performance.now();
    for (const [p, item] of Object.entries<any>(doc.paths)) for (const [m, op] of Object.entries<any>(item)) {
      if (!op?.responses) continue;
      for (let [st, r] of Object.entries<any>(op.responses)) {
        if (r.$ref) r = resolve(r.$ref);
        const schema = r?.schema ?? Object.values<any>(r?.content ?? {})[0]?.schema; if (!schema) continue;
        total++;
        const d: any = { place: '', direction: 'response', read: () => schema, resolve, validate: () => [] };
        const v = generateValue(d, { seed: `${m} ${p} ${st}`, now: Date.UTC(2026, 10, 30) * 1000, name: p.split('/').filter(x => x && !x.startsWith('{')).at(-1) ?? '' });
        if (!v) { fail++; console.log('NONE', f, m, p, st); }
        else if (/^2/.test(st) && n++ % Number(process.env.EVERY ?? 4) === 0) console.log(f, m, p, JSON.stringify(v.value).slice(0, Number(process.env.LEN ?? 900)));
      }
    }
    console.log(f, { total, fail, ms: Math.round(performance.now() - t) });
  }
});
