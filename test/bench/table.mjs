// Ratios within one run, as a table.

const quantile = (numbers, share) => {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.round((sorted.length - 1) * share))];
};
export const median = (numbers) => quantile(numbers, 0.5);

/**
 * Measures two things by turns, so that a drift of the machine is in both terms of each ratio.
 *
 * @param measures functions that give milliseconds; the first of each round is another one each time
 * @returns the milliseconds of each, round by round
 */
export async function alternate(measures, rounds) {
  for (const measure of measures) await measure();
  const results = measures.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const order = measures.map((_, index) => (index + round) % measures.length);
    for (const index of order) results[index].push(await measures[index]());
  }
  return results;
}

/** A ratio of what was measured by turns: its median, where the middle half of the rounds lies, and both medians. */
export function ratioRow(title, goal, ours, theirs) {
  const ratios = ours.map((value, round) => value / theirs[round]);
  const ratio = median(ratios);
  const [low, high] = [quantile(ratios, 0.25), quantile(ratios, 0.75)];
  const measured = `${median(ours).toFixed(0)} ms : ${median(theirs).toFixed(0)} ms`;
  return {
    title,
    value: ratio.toFixed(2),
    spread: `${low.toFixed(2)}–${high.toFixed(2)}`,
    goal,
    isMet: ratio <= goal,
    measured,
  };
}

const cellsOf = ({ title, value, spread, goal, isMet, measured }) => [
  title,
  value,
  spread,
  goal === undefined ? "" : `≤ ${goal}`,
  goal === undefined ? "" : isMet ? "met" : "missed",
  measured,
];

const HEAD = ["what : against what", "median", "middle half", "goal", "", "measured"];
const WIDTHS = [72, 6, 11, 6, 6, 0];

/** A row as soon as it is measured. */
export function printRow(row) {
  console.log(
    cellsOf(row)
      .map((cell, column) => cell.padEnd(WIDTHS[column]))
      .join("  ")
      .trimEnd(),
  );
}

export function printMarkdown(rows) {
  const lines = [HEAD, HEAD.map(() => "---"), ...rows.map(cellsOf)];
  console.log(lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n"));
}
