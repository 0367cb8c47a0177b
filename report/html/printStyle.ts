/** The page on paper: black on white, everything open, no row cut, addresses of links written out. */
export const PRINT_STYLE = `
@page {
  size: A4; margin: 17mm 15mm 18mm;
  @bottom-left { content: "Storefront baseline report"; font: 400 7.5pt Inter, system-ui, sans-serif; color: #3c3c3c; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 400 7.5pt Inter, system-ui, sans-serif; color: #3c3c3c; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --surface: #fff; --ink: #000; --quiet: #3c3c3c; --line: #b5b5b5; --faint: #d8d8d8; --link: #000;
    --blocked: #000; --advised: #000; --exempted: #000; --unjudged: #000; --holds: #000; --absent: #000;
    --blocked-tint: #fff; --advised-tint: #fff; --exempted-tint: #fff; --unjudged-tint: #fff; --holds-tint: #fff; --absent-tint: #fff;
  }
  html { font-size: 9.6pt; }
  .skip, .contents, .filters, #none-left { display: none !important; }
  .cover, .sheet, footer { display: block; max-width: none; padding: 0; }
  .stamp { margin: 5mm 0; border-color: #000; }
  .counts { gap: 1mm 8mm; padding-top: 2mm; }
  .counts b { font-size: 1.3rem; }
  main > section { padding: 6mm 0 0; }
  #violations, #pci, #rules, #resources { break-before: page; }
  main > section + section { border-top: 0; }
  h2, h3, h4, .lead, .story, .level, caption, summary { break-after: avoid; }
  h2, h3, h4, tr, .overview li, .gaps li, .found > li, .stamp, .why, .tree li > .type { break-inside: avoid; }
  .why { break-before: avoid; }
  thead { display: table-header-group; break-after: avoid; }
  tbody tr:first-child { break-before: avoid; }
  .overview a { grid-template-columns: 45mm 52mm 1fr; padding-block: 1.2mm; }
  .badge { padding: 0; font-weight: 650; }
  .badge.absent, .badge.off { font-weight: 400; }
  a { color: inherit; text-decoration: none; }
  a[href^="https:"]::after { content: " (" attr(href) ")"; font: 400 .8em var(--mono); }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; }
  summary::-webkit-details-marker { display: none; }
  .lead, .story, .gaps, .found > li, .why { max-width: none; }
  .rules { font-size: .9rem; }
  .rules thead :nth-child(1) { width: 13mm; } .rules thead :nth-child(3) { width: 15mm; } .rules thead :nth-child(4) { width: 36mm; }
  .rules details > p { margin-top: .4mm; max-width: none; }
  .violation { grid-template-columns: 24mm minmax(0, 1fr); column-gap: 5mm; padding: 3mm 0; }
  p, li { orphans: 3; widows: 3; }
}
`;
