import { PALETTE } from '../../kernel/index.js';

/** The page's own style: one column. */
export const STYLE = `${PALETTE}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 3rem 1.5rem 5rem; max-width: 62rem; font: 16px/1.55 var(--sans); overflow-wrap: break-word;
}
code, pre, .target, .message, .cases, .chips li, .columns li, .all tbody th, summary { overflow-wrap: anywhere; }
a { color: var(--known); }
h1, h2, h3, h4, p, ul, dl, pre { margin: 0; }
small { font-size: .8125rem; font-weight: 400; color: var(--soft); }
code, pre, .target, .cases, .columns, .chips, tbody th, td { font-family: var(--mono); font-size: .8125rem; }

.overline { color: var(--soft); font-size: .875rem; }
h1 { margin: .125rem 0 .5rem; font-size: 2rem; line-height: 1.2; letter-spacing: -.015em; font-weight: 650; }
h1.good { color: var(--good); } h1.bad { color: var(--bad); } h1.unsure { color: var(--unsure); }
.target { font-size: 1rem; }
.facts { display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; margin-top: 1.25rem; }
dt { color: var(--soft); font-size: .8125rem; } dd { margin: 0; font-variant-numeric: tabular-nums; }
.ended { margin-top: 1.25rem; padding: .625rem .875rem; border-left: 3px solid var(--unsure); background: var(--card); }

main > section { margin-top: 3rem; }
main > section:first-child { margin-top: 2rem; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; }
h2 small { margin-left: .25rem; font-size: 1rem; font-variant-numeric: tabular-nums; }
h2 + p { margin-top: .25rem; color: var(--soft); }

.tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: .75rem; padding: 0; list-style: none; }
.tiles li { padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; color: var(--soft); font-size: .875rem; }
.tiles strong { display: block; font-size: 1.75rem; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
.tiles .pass strong { color: var(--good); } .tiles .fail strong { color: var(--bad); }
.tiles .flaky strong { color: var(--unsure); } .tiles .inconclusive strong, .tiles .skipped strong { color: var(--ink); }
.tiles .none strong { color: var(--mute); }
.bar { display: flex; gap: 2px; height: 6px; margin-top: .75rem; border-radius: 3px; overflow: hidden; }
.bar span { min-width: 3px; flex-basis: 0; }
.bar .pass { background: var(--good); } .bar .fail { background: var(--bad); } .bar .flaky { background: var(--unsure); }
.bar .inconclusive { background: var(--soft); } .bar .skipped { background: var(--mute); }

.unit { margin-bottom: .5rem; font-size: 1rem; } .unit small { font-size: .875rem; }
nav { margin-top: 2rem; } .contents, .contents ul { margin: 0; padding-left: 1.125rem; line-height: 1.7; } .contents a { overflow-wrap: anywhere; }
.more { margin-top: .75rem; } .more > .one { margin: .5rem 0 0 1rem; } .one > summary { font: .8125rem/1.6 var(--mono); }
.check { margin-top: .5rem; } .check > summary { font-family: var(--mono); }
.link { font-size: .8125rem; font-weight: 400; } .card:target, .group:target { outline: 2px solid var(--known); outline-offset: 4px; border-radius: 8px; }
.group { margin-top: 1.75rem; }
h3 { font: 650 1rem/1.5 var(--mono); }
h3 span { font-weight: 400; color: var(--soft); } h3 span::before { content: '· '; }
.law { color: var(--soft); }
.card { margin-top: .75rem; padding: 1.125rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 8px; }
.card.flaky, .card.warning { border-left-color: var(--unsure); } .card.known { border-left-color: var(--known); }
.card > * + * { margin-top: .875rem; }
.message { font-size: 1.0625rem; font-weight: 600; line-height: 1.4; }
.badge { display: inline-block; padding: 0 .5rem; border: 1px solid currentColor; border-radius: 99px; color: var(--bad); font-size: .75rem; font-weight: 500; line-height: 1.5; vertical-align: .1em; }
.badge.flaky, .badge.warning { color: var(--unsure); } .badge.known { color: var(--known); } .badge.pass { color: var(--good); }
.badge.inconclusive, .badge.skipped { color: var(--soft); }
.all th { white-space: normal; } .all td { white-space: nowrap; }
.card .says { margin-top: .375rem; }
.source { display: inline-block; color: var(--soft); font-size: .875rem; }
.known-reason { padding-left: .75rem; border-left: 2px solid var(--known); }
h4 { font-size: .8125rem; font-weight: 600; color: var(--soft); } h4 small { float: right; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .875rem; }
pre { padding: .625rem .75rem; margin-top: .25rem; background: var(--code); border-radius: 6px; line-height: 1.5; white-space: pre-wrap; }
.card > pre { margin-top: .25rem; }
.command { user-select: all; -webkit-user-select: all; cursor: text; }
.next strong { margin-right: .25rem; }

details > summary { width: fit-content; cursor: pointer; color: var(--soft); font-size: .875rem; }
details > summary:hover { color: var(--ink); }
summary h2 { display: inline; color: var(--ink); }
main > section > details:not(.heap) { margin-top: .75rem; }
.cases, .columns, .plain { margin-top: .5rem; padding-left: 1.125rem; line-height: 1.7; }
.columns { columns: 16rem; column-gap: 2rem; list-style: none; padding: 0; }
.plain { list-style: none; padding: 0; } .plain b { display: inline-block; min-width: 3ch; font-variant-numeric: tabular-nums; }

table { width: 100%; margin-top: 1rem; border-collapse: collapse; }
th, td { padding: .5rem 1.25rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-size: .8125rem; font-weight: 500; }
th { white-space: nowrap; } #inconclusive th { white-space: normal; } tbody th { font-weight: 600; }
td.prose { font: .9375rem/1.5 var(--sans); }
.chips { display: flex; flex-wrap: wrap; gap: .25rem .375rem; padding: 0; list-style: none; }
.chips li { padding: 0 .4375rem; background: var(--code); border-radius: 4px; line-height: 1.7; }
.chips b { color: var(--good); font-weight: 600; } .chips .zero, .chips .zero b { color: var(--soft); font-weight: 400; }
.nothing { color: var(--soft); }
.members > summary { font: inherit; white-space: nowrap; } .members ul { min-width: 13rem; padding-left: 1rem; overflow-wrap: anywhere; color: var(--soft); }
.share { margin-top: 1.25rem; } meter { display: block; width: 100%; height: .75rem; margin-top: .25rem; }

@media (max-width: 44rem) {
  body { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.625rem; }
  .tiles { grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: .5rem; }
  .tiles li { padding: .625rem .75rem; }
  .sides { grid-template-columns: 1fr; }
  .card { padding: .875rem 1rem; }
  .stacked thead { display: none; } .members ul { min-width: 0; }
  .stacked tr { display: block; padding: .75rem 0; border-bottom: 1px solid var(--line); }
  .stacked th, .stacked td { display: block; padding: 0; border: 0; }
  .stacked th { white-space: normal; overflow-wrap: anywhere; }
  .stacked td { margin-top: .375rem; }
  .stacked td::before { content: attr(data-name); display: block; color: var(--soft); font: .8125rem/1.5 var(--sans); }
}
@media print {
  body { padding: 0; max-width: none; background: none; }
  .card { break-inside: avoid; }
}
`;
