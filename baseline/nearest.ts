/** ` (did you mean "…"?)` where one of the names is close to the one given, else nothing. */
export function nearest(given: string, names: readonly string[]): string {
  const name = nearestName(given, names);
  return name === undefined ? "" : ` (did you mean "${name}"?)`;
}

/** The name that is nearest to the one given, whatever the case of its letters, if it is close. */
export function nearestName(given: string, names: readonly string[]): string | undefined {
  const furthest = Math.max(2, Math.floor(given.length / 3));
  let best: string | undefined;
  let least = furthest + 1;
  for (const name of names) {
    if (Math.abs(name.length - given.length) >= least) continue;
    const distance = editDistance(given.toLowerCase(), name.toLowerCase());
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** Levenshtein distance. */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[to.length] ?? from.length;
}
