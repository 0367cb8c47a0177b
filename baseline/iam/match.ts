/**
 * The patterns of IAM: `*` stands for any characters, also none, and `?` for one. A `*` at the end of an ARN's segment
 * reaches over colons, so a pattern is matched against the whole text and not segment by segment.
 *
 * Source: AWS IAM User Guide, "IAM JSON policy elements: Resource" and "…: Action".
 */

/** Sets of positions that `covers` looks at before it gives up: more than any pattern that people write needs. */
const MAX_SETS = 4096;
/** A character that no policy holds (IAM allows U+0020 to U+00FF and white space): it stands for "any other". */
const OTHER = "\u{F8FF}";
const WILDCARD = /[*?]/;
/** An ARN has six fields: `arn:partition:service:region:account:resource`. */
const ARN_FIELDS = 6;

/**
 * Whether a text is one that the pattern stands for; letters of another case are other letters.
 *
 * @param pattern with `*` and `?`
 * @param text taken literally, `*` included
 */
export function matches(pattern: string, text: string): boolean {
  let at = 0;
  let position = 0;
  let star = -1;
  let retry = 0;
  while (position < text.length) {
    const token = pattern[at];
    if (token === "*") {
      star = at++;
      retry = position;
    } else if (token === "?" || (token !== undefined && token === text[position])) {
      at++;
      position++;
    } else if (star !== -1) {
      // Only the last star needs another try: what an earlier one took more, this one can take as well.
      at = star + 1;
      position = ++retry;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/** As `matches`, for actions: AWS compares them without regard to case. */
export function matchesAction(pattern: string, action: string): boolean {
  return matches(pattern.toLowerCase(), action.toLowerCase());
}

/** As `matches`, for resources: an incomplete ARN stands for all that begin with it. */
export function matchesResource(pattern: string, resource: string): boolean {
  return readings(pattern).some((reading) => matches(reading, resource));
}

/**
 * The ARN pattern with the fields that it lacks: AWS takes `arn:aws:sqs` for `arn:aws:sqs:*:*:*`. Any other text stays.
 *
 * Source: AWS IAM User Guide, "IAM identifiers", on ARNs with fewer than six fields in identity-based policies.
 */
export function completedArn(pattern: string): string {
  if (!pattern.startsWith("arn:")) return pattern;
  let fields = 1;
  for (let at = pattern.indexOf(":"); at !== -1; at = pattern.indexOf(":", at + 1)) fields++;
  return fields >= ARN_FIELDS ? pattern : pattern + ":*".repeat(ARN_FIELDS - fields);
}

/** The pattern completed, and as it is where it may be complete already, because a star reaches over colons. */
function readings(pattern: string): readonly string[] {
  const completed = completedArn(pattern);
  return completed !== pattern && pattern.includes("*") ? [pattern, completed] : [completed];
}

/**
 * Whether every text of the narrower pattern is one of the wider. Says no where that is too much work to find out,
 * which takes dozens of `?` beside stars.
 */
export function covers(wider: string, narrower: string): boolean {
  if (wider === "*" || wider === narrower) return true;
  // No wildcard of `wider` but a star can take a character that stands for any; and what a star takes may be longer.
  if (!wider.includes("?")) return matches(wider, narrower.replace(/[*?]/g, OTHER));
  return coversEachLength(wider, narrower);
}

/** As `covers`, for resources. */
export function coversResource(wider: string, narrower: string): boolean {
  const outer = readings(wider);
  return readings(narrower).every((inner) => outer.some((reading) => covers(reading, inner)));
}

/** Whether some text is one of both patterns. */
export function overlaps(one: string, other: string): boolean {
  if (!WILDCARD.test(one)) return matches(other, one);
  if (!WILDCARD.test(other)) return matches(one, other);
  const least = Math.min(one.length, other.length);
  let start = 0;
  while (start < least && isSameText(one[start], other[start])) start++;
  if (start < least && isText(one[start]) && isText(other[start])) return false;
  let end = 0;
  while (end < least - start && isSameText(one.at(-1 - end), other.at(-1 - end))) end++;
  if (end < least - start && isText(one.at(-1 - end)) && isText(other.at(-1 - end))) return false;
  return haveCommonText(one.slice(start, one.length - end), other.slice(start, other.length - end));
}

function isText(character: string | undefined): boolean {
  return character !== "*" && character !== "?";
}

function isSameText(one: string | undefined, other: string | undefined): boolean {
  return one === other && isText(one);
}

/** `overlaps` by dynamic programming over both patterns. */
function haveCommonText(one: string, other: string): boolean {
  // reachable[j]: what was seen of `one` and the first j characters of `other` have a text in common.
  let reachable = new Uint8Array(other.length + 1);
  let next = new Uint8Array(other.length + 1);
  reachable[0] = 1;
  for (let j = 0; j < other.length && other[j] === "*"; j++) reachable[j + 1] = 1;
  for (const token of one) {
    next[0] = token === "*" ? (reachable[0] ?? 0) : 0;
    for (let j = 0; j < other.length; j++) {
      const against = other[j];
      if (token === "*" || against === "*") {
        next[j + 1] = (reachable[j + 1] ?? 0) | (next[j] ?? 0) | (reachable[j] ?? 0);
      } else {
        next[j + 1] = token === "?" || against === "?" || token === against ? (reachable[j] ?? 0) : 0;
      }
    }
    [reachable, next] = [next, reachable];
  }
  return reachable[other.length] === 1;
}

/** As `overlaps`, for actions. */
export function overlapsAction(one: string, other: string): boolean {
  return overlaps(one.toLowerCase(), other.toLowerCase());
}

/** As `overlaps`, for resources. */
export function overlapsResource(one: string, other: string): boolean {
  const others = readings(other);
  return readings(one).some((reading) => others.some((second) => overlaps(reading, second)));
}

/**
 * `covers` where `?` makes lengths matter: walks through the texts of `narrower` and keeps the places in `wider` that
 * each beginning can reach. Only its stars leave a choice, which is how many other characters stand there.
 */
function coversEachLength(wider: string, narrower: string): boolean {
  const seen = new Set<string>();
  const open: [number, readonly number[]][] = [[0, withStars(wider, [0])]];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const [position, places] = item;
    const key = `${position}:${places.join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (places.length === 0 || seen.size > MAX_SETS) return false;
    const token = narrower[position];
    if (token === undefined) {
      if (places.at(-1) !== wider.length) return false;
    } else if (token === "*") {
      open.push([position + 1, places], [position, after(wider, places, OTHER)]);
    } else {
      open.push([position + 1, after(wider, places, token === "?" ? OTHER : token)]);
    }
  }
  return true;
}

/** The places of a pattern that can be reached from these with one character, in ascending order. */
function after(pattern: string, places: readonly number[], character: string): readonly number[] {
  const next = new Set<number>();
  for (const place of places) {
    const token = pattern[place];
    if (token === "*") next.add(place);
    else if (token === "?" || token === character) next.add(place + 1);
  }
  return withStars(pattern, [...next]);
}

/** These places and those behind the stars that stand there. */
function withStars(pattern: string, places: readonly number[]): readonly number[] {
  const all = new Set(places);
  for (const place of all) if (pattern[place] === "*") all.add(place + 1);
  return [...all].sort((a, b) => a - b);
}
