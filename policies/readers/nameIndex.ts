/**
 * Resources by their names, ids and ARNs.
 *
 * A stack of ten thousand resources has thousands of references, and each is found here without asking every resource
 * whether it is meant.
 */
export class NameIndex<T> {
  private readonly byName = new Map<string, number[]>();

  /** @param namesOf what an item is called; a name may belong to several items, and an item may have several names */
  constructor(
    private readonly items: readonly T[],
    namesOf: (item: T) => Iterable<string>,
  ) {
    items.forEach((item, index) => {
      for (const name of new Set(namesOf(item))) {
        const same = this.byName.get(name);
        if (same) same.push(index);
        else this.byName.set(name, [index]);
      }
    });
  }

  /** The items with one of these names, in the order in which the index was given them. */
  of(names: Iterable<string>): readonly T[] {
    const found = new Set<number>();
    for (const name of names) for (const index of this.byName.get(name) ?? []) found.add(index);
    const order = found.size > 1 ? [...found].sort((one, other) => one - other) : [...found];
    return order.map((index) => this.items[index] as T);
  }
}

/** A text, and what of it stands after each of the marks: what an ARN that is written by hand may end with. */
export function endingsOf(text: string, marks: string): string[] {
  const endings = [text];
  for (let at = 0; at < text.length; at++) if (marks.includes(text.charAt(at))) endings.push(text.slice(at + 1));
  return endings;
}
