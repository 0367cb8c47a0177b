/**
 * What can be told of an expression in Cloudflare's Rules language without evaluating it.
 *
 * Which requests an expression matches is not decided here: that takes the language, its functions and the traffic. So
 * each question asks for one thing that stands in the text, and what is not recognised counts as not said.
 */

/** Words by which paths of a log-in or of a forgotten password are known. */
const LOG_IN =
  /log[-_]?in|sign[-_]?in|log[-_]?on|password|passwd|\bauth(?!or)|\botp\b|\/(sessions?|token|account)(?![\w-])/i;

/** The texts in quotes, for example `/account/login`; raw strings, `r"…"`, among them. */
export function literalsOf(expression: string): readonly string[] {
  return [...expression.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) => text);
}

/** Whether it names a path by which customers or staff log in. */
export function namesLogIn(expression: string): boolean {
  return literalsOf(expression).some((text) => text.includes("/") && LOG_IN.test(text));
}

/** Whether what it matches depends on the path or the whole URL of a request. */
export function namesPath(expression: string): boolean {
  return /\bhttp\.request\.(uri|uri\.path|full_uri)\b/.test(expression);
}

/**
 * Whether it reads what the check of leaked credentials found, or that somebody logs in at all.
 *
 * Source: Cloudflare documentation, "Leaked credentials detection", fields.
 */
export function readsCredentialCheck(expression: string): boolean {
  return /\bcf\.waf\.(credential_check\.\w+|auth_detected)\b/.test(expression);
}

/** Whether it matches every request. */
export function isAlways(expression: string): boolean {
  return /^\(*\s*true\s*\)*$/.test(expression.trim());
}

/** Whether it matches none. */
export function isNever(expression: string): boolean {
  return /^\(*\s*false\s*\)*$/.test(expression.trim());
}

/**
 * Whether a URL that an expression makes is one of plain HTTP: it begins with the text `http://`, alone, as the first
 * part of `concat`, or as the replacement of `wildcard_replace` and `regex_replace`.
 */
export function makesPlainHttp(expression: string): boolean {
  const text = expression.trim();
  return (
    /^(?:concat\(\s*)?r?"http:\/\//i.test(text) ||
    /^(?:wildcard|regex)_replace\(.*,\s*r?"http:\/\/[^"]*"\s*(?:,\s*"s"\s*)?\)$/is.test(text)
  );
}
