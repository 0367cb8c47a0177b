/* global document, location, addEventListener */
{
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const none = document.getElementById("none");
  const filters = [...form.querySelectorAll("select")];
  const rows = [...document.querySelectorAll("tbody tr")].map((row) => ({ row, text: row.textContent.toLowerCase() }));

  const show = () => {
    const words = form.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      const passes =
        words.every((word) => text.includes(word)) &&
        filters.every(({ name, value }) => value === "" || row.dataset[name].split(" ").includes(value));
      row.hidden = !passes;
      if (passes) shown++;
    }
    count.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} rules`;
    none.hidden = shown > 0;
  };
  // A link to a rule opens it, whatever the filters hide.
  const open = () => {
    const row = document.getElementById(location.hash.slice(1));
    const details = row?.querySelector("details");
    if (!details) return;
    if (row.hidden) {
      form.reset();
      show();
    }
    details.open = true;
    row.scrollIntoView();
  };

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  addEventListener("hashchange", open);
  show();
  open();
}
