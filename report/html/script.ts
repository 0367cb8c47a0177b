/**
 * The page's one script, plain so that every browser runs it: it shows the filters of the violations and works them,
 * opens the entry that a link leads to, and opens everything before printing. Without it the page is whole, and only
 * not filtered.
 */
export const SCRIPT = `
"use strict";
(() => {
  const form = document.getElementById("filters");
  const every = (selector, within = document) => [...within.querySelectorAll(selector)];
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (const details of target ? every("details", target) : []) details.open = true;
  };
  addEventListener("hashchange", open);
  open();
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = every("details:not([open])");
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of closed) details.open = false;
  });
  if (!form) return;
  const search = document.getElementById("search");
  const articles = every("#found > article");
  const total = every("#found li").length;
  const filter = () => {
    const chosen = (name) => every("input[name=" + name + "]:checked", form).map(({ value }) => value);
    const levels = chosen("level");
    const severities = chosen("severity");
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const article of articles) {
      const { level, severity } = article.dataset;
      const title = article.querySelector("h3").textContent.toLowerCase();
      const isChosen = levels.includes(level) && severities.includes(severity);
      let left = 0;
      for (const item of every("li", article)) {
        const text = title + " " + item.dataset.text;
        const isFound = isChosen && words.every((word) => text.includes(word));
        item.classList.toggle("filtered", !isFound);
        if (isFound) left += 1;
      }
      article.classList.toggle("filtered", left === 0);
      shown += left;
    }
    document.getElementById("shown").textContent = shown + " of " + total + (total === 1 ? " finding" : " findings");
    document.getElementById("none-left").hidden = shown > 0;
  };
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
})();
`;
