/**
 * Whether a value that a program writes in plain sight is a secret: by its name and by its shape. Nothing here repeats
 * the value.
 */

/** Names under which secrets go. */
const NAMED =
  /(^|_)(pass(word|wd|phrase)?|pwd|secret|token|credentials?|api_?key|private_?key|access_?key|signing_?key|encryption_?key|client_?secret|auth_?key)(_|$)/;
/** Names that end so say where a secret is, or how long, and not what it is. */
const ABOUT =
  /(^|_)(arns?|names?|ids?|urls?|uri|paths?|files?|ttl|expiry|expires?|length|header|type|issuer|endpoint|region|param(eter)?s?|rotation|days|version|policy|enabled|table|bucket|queue)$/;
/** `arn:…`, `{{resolve:…}}`, `ssm:…`, `vault:…`: where the secret stands. */
const REFERENCE = /^(arn:|\{\{resolve:|ssm:|secretsmanager:|vault:|\$\{|%\{|\/[\w./-]*$|alias\/)/;

/** Text that is a secret whatever its name. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----/, "a private key"],
  [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, "an access key id of AWS"],
  [/\b[sr]k_live_[A-Za-z0-9]{16,}/, "a live key of Stripe"],
  [/\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{40,}/, "a token of GitHub"],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, "a token of Slack"],
  [/\bSG\.[\w-]{16,}\.[\w-]{16,}/, "a key of SendGrid"],
  [/\bshp(at|ca|pa|ss)_[a-fA-F0-9]{32}\b/, "a token of Shopify"],
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{1,100}:[^\s:/@$<{]{3,200}@/i, "a URL with a password"],
  [/\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/, "a JSON Web Token"],
];

const LONGEST = 100_000;

/** What a text is, where its shape shows that it is a secret. */
export function secretShape(text: string): string | undefined {
  const looked = text.slice(0, LONGEST);
  return SHAPES.find(([shape]) => shape.test(looked))?.[1];
}

/** Whether a variable's name says that its value is a secret. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_")
    .replace(/[-.\s]/g, "_")
    .toLowerCase();
  return NAMED.test(words) && !ABOUT.test(words);
}

/** What makes a named value a secret; `undefined` where nothing does. */
export function plainSecret(name: string, value: string): string | undefined {
  const shape = secretShape(value);
  if (shape !== undefined) return shape;
  if (!isSecretName(name) || REFERENCE.test(value)) return undefined;
  // A placeholder, a flag or a number is no secret.
  return value.length >= 6 && !/^(true|false|\d+|changeme|none|null|undefined)$/i.test(value)
    ? "a secret by its name"
    : undefined;
}

/** The names of assignments in a script whose values are secrets: `export DB_PASSWORD=…`, `password: …`. */
export function secretsInScript(script: string): readonly string[] {
  const found = new Set<string>();
  for (const line of script.slice(0, LONGEST).split("\n")) {
    const [, name, value] =
      /^\s*(?:export\s+|set\s+|-\s+)?["']?([A-Za-z_][\w.-]{0,100})["']?\s*[=:]\s*["']?([^\s"']{1,500})/.exec(line) ??
      [];
    const isComputed = value?.startsWith("$") === true || value?.startsWith("`") === true;
    if (name !== undefined && value !== undefined && !isComputed && plainSecret(name, value)) found.add(name);
    else if (secretShape(line)) found.add(secretShape(line) ?? "");
  }
  return [...found];
}
