/**
 * The colours and typefaces of every page that a person sees: the report, the front page and the console. The pages follow the
 * scheme of the system; `data-theme` on the root element chooses one.
 */
export const PALETTE = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f7f6f3, #171716); --card: light-dark(#fff, #20201e); --code: light-dark(#f4f2ed, #292826);
  --ink: light-dark(#22211f, #e9e6df); --soft: light-dark(#66635d, #a29e95); --mute: light-dark(#b5b1a8, #5c5952);
  --line: light-dark(#e2dfd8, #363430);
  --good: light-dark(#23744a, #6cc796); --bad: light-dark(#b3261e, #ff8f85);
  --unsure: light-dark(#94610a, #e6b35a); --known: light-dark(#356596, #8dbbea);
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; }
html { background: var(--page); color: var(--ink); -webkit-text-size-adjust: 100%; }
`;
