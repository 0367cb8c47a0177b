/** A part of a policy's text: what stands there, a variable for what the request carries, or a character with `${*}`. */
export type TextPart =
  | { readonly kind: "text" | "literal"; readonly text: string }
  | { readonly kind: "variable"; readonly key: string; readonly fallback: string | undefined };

/**
 * Takes a text apart at its policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`
 * and `${$}`, which are the characters themselves and no wildcards.
 *
 * Source: AWS IAM User Guide, "IAM policy elements: Variables and tags".
 *
 * @returns a part of a sentence that names the fault where a variable is malformed
 */
export function readVariables(text: string): readonly TextPart[] | string {
  const parts: TextPart[] = [];
  let from = 0;
  for (let start = text.indexOf("${"); start !== -1; start = text.indexOf("${", from)) {
    if (start > from) parts.push({ kind: "text", text: text.slice(from, start) });
    const end = text.indexOf("}", start);
    if (end === -1) return "a variable lacks its closing brace";
    const variable = readVariable(text.slice(start + 2, end));
    if (typeof variable === "string") return variable;
    parts.push(variable);
    from = end + 1;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}

function readVariable(inside: string): TextPart | string {
  if (inside === "*" || inside === "?" || inside === "$") return { kind: "literal", text: inside };
  const comma = inside.indexOf(",");
  const key = comma === -1 ? inside : inside.slice(0, comma);
  if (key === "") return "a variable without a name stands in it";
  if (/\s/.test(key)) return "the name of a variable must not hold white space";
  if (comma === -1) return { kind: "variable", key, fallback: undefined };
  const fallback = /^'([^']*)'$/.exec(inside.slice(comma + 1).trim())?.[1];
  if (fallback === undefined) return "the default value of a variable must stand in single quotes";
  return { kind: "variable", key, fallback };
}
