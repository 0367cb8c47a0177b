/** The page on a screen: colours for light and dark, type, and one column that becomes two where there is room. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f6f4ef; --surface: #fffefb; --ink: #1d1b18; --quiet: #5d5850; --line: #ddd7cb; --faint: #ece8df;
  --link: #1b4f7a;
  --blocked: #a8231b; --blocked-tint: #fae7e3; --advised: #805000; --advised-tint: #fbefd7;
  --exempted: #1a5a85; --exempted-tint: #e3eef6; --unjudged: #653b98; --unjudged-tint: #eee7f7;
  --holds: #1a6239; --holds-tint: #e2f1e6; --absent: #5d5850; --absent-tint: #eeebe3;
  --sans: Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  --mono: "JetBrains Mono", ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #121316; --surface: #1a1c20; --ink: #ece9e3; --quiet: #aaa69d; --line: #35373d; --faint: #24262b;
    --link: #93c3ee;
    --blocked: #ff9d92; --blocked-tint: #3d1e1b; --advised: #f0bd68; --advised-tint: #38290f;
    --exempted: #8cc4ee; --exempted-tint: #172f42; --unjudged: #cbaaf4; --unjudged-tint: #2e2142;
    --holds: #86d3a0; --holds-tint: #163222; --absent: #aaa69d; --absent-tint: #292b30;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 400 1rem/1.55 var(--sans); font-feature-settings: "cv05", "ss03"; overflow-wrap: anywhere;
}
h1, h2, h3, h4, p, ul, ol, dl, dd, table, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: var(--link); text-underline-offset: .18em; text-decoration-thickness: .06em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
b { font-weight: 650; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.shapes { position: absolute; }
.skip { position: absolute; left: -100rem; padding: .6rem 1rem; background: var(--surface); }
.skip:focus { left: 1rem; top: 1rem; z-index: 2; }
.cut { fill: none; stroke: var(--surface); stroke-width: 1.8; stroke-linecap: round; }
.icon { width: 1em; height: 1em; flex: none; }
.quiet, .besides, .demand { color: var(--quiet); }
.nothing { padding: 1rem 0; color: var(--quiet); }
.lead { max-width: 44rem; color: var(--quiet); margin-bottom: 1.5rem; }

.cover {
  display: grid; gap: 1.5rem 3rem; align-items: end; max-width: 80rem; margin: 0 auto; padding: 3.2rem 2rem 1.6rem;
  grid-template-columns: minmax(0, 1fr) minmax(18rem, 24rem);
}
.kicker { font-size: .84rem; font-weight: 600; color: var(--quiet); }
h1 { font-size: clamp(2rem, 1.2rem + 3.4vw, 3.4rem); line-height: 1.05; letter-spacing: -.035em; font-weight: 680; margin: .25em 0 .45em; }
.facts { display: flex; flex-wrap: wrap; gap: .4rem 2rem; }
.facts dt { display: inline; color: var(--quiet); }
.facts dd { display: inline; margin-left: .35rem; font-weight: 550; }
.stamp { padding: 1.1rem 1.25rem 1.2rem; border-radius: 6px; border: 1.5px solid; }
.stamp.blocked { color: var(--blocked); background: var(--blocked-tint); }
.stamp.holds { color: var(--holds); background: var(--holds-tint); }
.stamp .badge { padding: 0; background: none; font-size: 1.55rem; font-weight: 680; letter-spacing: -.02em; gap: .5rem; }
.stamp .cut { stroke: var(--paper); }
.stamp p { margin-top: .35rem; color: var(--ink); font-size: .94rem; line-height: 1.45; }
.counts { grid-column: 1 / -1; display: flex; flex-wrap: wrap; border-top: 2px solid var(--ink); padding-top: .8rem; gap: .3rem 2.4rem; }
.counts a { color: inherit; text-decoration: none; }
.counts a:hover { text-decoration: underline; }
.counts b { font-size: 1.5rem; letter-spacing: -.02em; font-variant-numeric: tabular-nums; margin-right: .15rem; }
.counts .none { color: var(--quiet); }

.sheet { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0 2.5rem; max-width: 80rem; margin: 0 auto; padding: 1rem 2rem 3rem; }
.contents { position: sticky; top: 1.5rem; align-self: start; padding-top: 1.6rem; font-size: .92rem; }
.contents li + li { margin-top: .45rem; }
.contents a { color: var(--quiet); text-decoration: none; }
.contents a:hover { color: var(--link); text-decoration: underline; }
main > section { padding: 1.2rem 0 2.6rem; scroll-margin-top: .5rem; }
main > section + section { border-top: 1px solid var(--line); padding-top: 2.2rem; }
h2 { font-size: 1.7rem; line-height: 1.2; letter-spacing: -.025em; font-weight: 660; margin-bottom: .6rem; }
h3 { font-size: 1.16rem; line-height: 1.35; letter-spacing: -.012em; font-weight: 640; }
h4 { font-size: .95rem; font-weight: 640; margin: 1.2rem 0 .5rem; }

.badge { display: inline-flex; align-items: center; gap: .4em; padding: .14em .6em .14em .5em; border-radius: 4px; font-size: .86rem; font-weight: 600; line-height: 1.4; white-space: nowrap; }
.badge .icon { align-self: start; margin-top: .2em; }
.badge .cut { stroke: var(--surface); }
.badge.blocked { color: var(--blocked); background: var(--blocked-tint); }
.badge.advised { color: var(--advised); background: var(--advised-tint); }
.badge.exempted { color: var(--exempted); background: var(--exempted-tint); }
.badge.unjudged { color: var(--unjudged); background: var(--unjudged-tint); }
.badge.holds { color: var(--holds); background: var(--holds-tint); }
.badge.absent, .badge.off { color: var(--absent); background: var(--absent-tint); font-weight: 500; }
.dot.blocked, .mark.blocked, .rated.blocked { color: var(--blocked); } .dot.advised, .mark.advised, .rated.advised, .soon { color: var(--advised); }
.dot.exempted, .mark.exempted, .rated.exempted { color: var(--exempted); } .dot.unjudged, .mark.unjudged, .rated.unjudged { color: var(--unjudged); }
.dot.holds, .rated.holds { color: var(--holds); } .dot.absent, .dot.off, .rated.absent { color: var(--absent); }

.overview { margin-bottom: 1.6rem; border-top: 1.5px solid var(--ink); }
.overview li { border-bottom: 1px solid var(--line); }
.overview a { display: grid; grid-template-columns: 15rem 13.5rem minmax(0, 1fr); gap: .2rem 1.2rem; align-items: center; padding: .58rem 0; color: inherit; text-decoration: none; }
.overview a:hover { background: var(--surface); } .overview a:hover .overview-title { text-decoration: underline; }
.overview-title { font-weight: 640; letter-spacing: -.01em; }
.overview-text { font-size: .92rem; color: var(--quiet); }
.dots { display: flex; flex-wrap: wrap; gap: .3rem; font-size: 1.05rem; line-height: 1; }
.dots .cut { stroke: var(--paper); }
.path { padding: 1.6rem 0 1.2rem; scroll-margin-top: .5rem; }
.path + .path { border-top: 1px solid var(--line); }
.path h3 { font-size: 1.3rem; letter-spacing: -.02em; }
.number { display: inline-block; min-width: 1.1em; color: var(--quiet); font-weight: 500; font-variant-numeric: tabular-nums; }
.story { max-width: 46rem; margin: .35rem 0 1rem; }
.no-control { padding: .8rem 0 .2rem; max-width: 46rem; }
.gaps { max-width: 52rem; font-size: .94rem; line-height: 1.5; }
.gaps li { padding: .55rem 0; }
.gaps li + li { border-top: 1px solid var(--faint); }
.by-hand { color: var(--quiet); margin-top: .15rem; }
.by-hand b { color: var(--ink); }
.reach { display: inline-block; margin-right: .3rem; padding: 0 .45em; border: 1px solid var(--line); border-radius: 3px; font-size: .8rem; font-weight: 600; color: var(--quiet); }
.reach.later { border-style: dashed; }

table { width: 100%; table-layout: fixed; border-collapse: collapse; font-size: .94rem; line-height: 1.45; }
th, td { text-align: left; vertical-align: top; padding: .6rem 1.1rem .6rem 0; }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: .84rem; font-weight: 600; color: var(--quiet); border-bottom: 1.5px solid var(--ink); padding-block: .3rem; }
tbody tr { border-bottom: 1px solid var(--line); }
.exemptions tr:last-child, .pci tr:last-child, .rules tr:last-child { border-bottom: 0; }
tbody th { font-weight: 400; }
.control, .requirement { font-weight: 640; }
.control { display: block; }
.demand { font-size: .9rem; }
.besides { display: block; margin-top: .2rem; font-size: .84rem; }
.controls thead :nth-child(2) { width: 14.5rem; } .controls thead :nth-child(3) { width: 27%; }
.ids details { color: var(--quiet); font-size: .9rem; }
.pci thead :nth-child(2) { width: 40%; } .pci thead :nth-child(3) { width: 13.5rem; }
.exemptions thead :nth-child(1) { width: 9.5rem; } .exemptions thead :nth-child(2) { width: 17%; } .exemptions thead :nth-child(4) { width: 27%; }
.until { font-weight: 640; font-variant-numeric: tabular-nums; }
.unjudged thead :nth-child(2) { width: 18%; } .unjudged thead :nth-child(3) { width: 44%; }
.rules thead :nth-child(1) { width: 4.6rem; } .rules thead :nth-child(3) { width: 5.6rem; } .rules thead :nth-child(4) { width: 14rem; }
.rules th, .rules td { padding-block: .42rem; }
.further { margin-top: 1rem; }
.rules tr { scroll-margin-top: 1rem; }
.rules tr:target { background: var(--faint); }
.rated { display: inline-flex; align-items: center; gap: .25rem; margin-right: .5rem; white-space: nowrap; }
.rated .icon { font-size: .86em; } .rated .cut { stroke: var(--paper); }
.strength + .strength { margin-top: .3rem; }
.strength > :first-child { display: inline-block; min-width: 5.6rem; color: var(--quiet); }
.strength > .satisfies { color: var(--ink); font-weight: 600; }
.soon { display: flex; align-items: center; gap: .35rem; font-size: .84rem; font-weight: 600; margin-top: .15rem; }
.id { font: 500 .86em/1.4 var(--mono); letter-spacing: -.02em; white-space: nowrap; }
a.id { text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); }
.ids { line-height: 1.6; }
code { font: 400 .9em var(--mono); }
.type { color: var(--quiet); font: 400 .84rem var(--mono); letter-spacing: -.03em; }
.name { font-weight: 600; }
.urn { display: block; color: var(--quiet); font: 400 .74rem/1.5 var(--mono); letter-spacing: -.03em; }
.severity { font-size: .86rem; } .severity.strong { font-weight: 640; } .severity.mild { color: var(--quiet); }

.filters { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1.6rem; padding: .8rem 0 1rem; font-size: .92rem; }
.filters[hidden] { display: none; }
.filters fieldset { border: 0; display: flex; flex-wrap: wrap; gap: .3rem 1rem; min-width: 0; }
.filters legend { float: left; margin-right: .1rem; color: var(--quiet); }
.filters label { display: inline-flex; align-items: center; gap: .35rem; }
.filters input[type="checkbox"] { accent-color: var(--ink); width: 1rem; height: 1rem; margin: 0; }
.filters input[type="search"] { font: inherit; color: inherit; width: 15rem; max-width: 100%; padding: .4rem .6rem; border: 1px solid var(--quiet); border-radius: 4px; background: var(--surface); }
#shown { color: var(--quiet); margin-left: auto; }
.violation { display: grid; grid-template-columns: 8.6rem minmax(0, 1fr); column-gap: 1.6rem; padding: 1.3rem 0 1.2rem; border-top: 1px solid var(--line); }
.violation > * { grid-column: 2; }
.violation > .level { grid-column: 1; grid-row: 1 / span 3; display: flex; flex-flow: column; align-items: start; gap: .35rem; }
.level .id { font-size: 1.05rem; font-weight: 600; line-height: 1.45; }
.found > li { padding: .7rem 0; max-width: 52rem; }
.found > li + li { border-top: 1px solid var(--faint); }
.message { margin-top: .3rem; }
.fix { margin-top: .25rem; } .fix b { color: var(--holds); }
.why { max-width: 52rem; font-size: .92rem; color: var(--quiet); }
summary { cursor: pointer; } summary::marker { color: var(--quiet); }
.rules details > p { margin-top: .45rem; max-width: 44rem; }
.tree ul ul { padding-left: 1.1rem; border-left: 1px solid var(--line); }
.tree ul ul ul ul ul ul { padding-left: .3rem; }
.tree > ul { margin-top: .7rem; font-size: .94rem; }
.tree li { padding: .16rem 0; }
.mark { display: inline-flex; align-items: center; gap: .3rem; margin-left: .7rem; font: 500 .84rem var(--mono); letter-spacing: -.03em; }
.diagnostics { font-size: .9rem; margin-top: .5rem; }
footer { max-width: 80rem; margin: 0 auto; padding: 1.2rem 2rem 3rem; color: var(--quiet); font-size: .9rem; }
footer p { border-top: 1px solid var(--line); padding-top: 1rem; max-width: none; }

@media screen { .filtered { display: none; } }
@media screen and (max-width: 60rem) {
  .cover { grid-template-columns: minmax(0, 1fr); padding-top: 2rem; }
  .sheet { grid-template-columns: minmax(0, 1fr); padding-top: 0; }
  .contents { position: static; padding: 0; border-bottom: 1px solid var(--line); padding-bottom: .8rem; }
  .contents ol { display: flex; flex-wrap: wrap; gap: .3rem 1.3rem; }
  .contents li + li { margin: 0; }
}
@media screen and (max-width: 46rem) {
  .cover, .sheet, footer { padding-inline: 1.1rem; }
  .overview a { grid-template-columns: minmax(0, 1fr); padding-block: .75rem; }
  .violation { display: block; }
  .violation > .level { flex-flow: row wrap; align-items: center; gap: .3rem .8rem; margin-top: .3rem; }
  .counts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.4rem, 1fr)); gap: .1rem 1rem; }
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacked, .stacked tbody, .stacked tr, .stacked th, .stacked td { display: block; width: auto !important; }
  .stacked tr { padding: .8rem 0; }
  .stacked th, .stacked td { padding: .12rem 0; }
  .stacked td .badge { margin-block: .25rem .1rem; }
  .stacked td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet); font-size: .86rem; }
  .stacked td[data-label="Verdict"]::before, .stacked td[data-label="Demand"]::before, .stacked td[data-label="Finding"]::before, .pci td[data-label="Rules"]::before { content: none; }
  .rules tr { display: grid; grid-template-columns: auto 1fr; column-gap: .8rem; }
  .rules td[data-label="Demand"] { grid-column: 1 / -1; }
  #shown { margin-left: 0; width: 100%; }
  .filters .search, .filters input[type="search"] { width: 100%; }
  .filters .search { display: block; }
}
`;
