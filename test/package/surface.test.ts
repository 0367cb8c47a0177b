import { execFileSync } from "node:child_process";
import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const dist = path.resolve(__dirname, "../../dist");

/** What the package's `exports` lead to, and each with what its types are made of. */
const ENTRIES = { "storefront-baseline": "index.d.ts", "storefront-baseline/policies": "policies/createPack.d.ts" };

/** Names of all actions of AWS: what `npm run iam-data` changes is no change of the interface. */
const DATA = path.join(dist, "baseline/iam/data");

const program = ts.createProgram(
  Object.values(ENTRIES).map((entry) => path.join(dist, entry)),
  { module: ts.ModuleKind.Node16, types: [], skipLibCheck: true },
);
const checker = program.getTypeChecker();
const printer = ts.createPrinter({ removeComments: true });

const resolved = (symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

/** The declarations of a symbol that stand in the package itself. */
function declarationsOf(symbol: ts.Symbol): ts.Node[] {
  return (symbol.declarations ?? [])
    .filter((node) => node.getSourceFile().fileName.startsWith(`${dist}${path.sep}`))
    .map((node) => (ts.isVariableDeclaration(node) ? node.parent.parent : node));
}

/** An exported name, or what one is made of, as its declaration without comments. */
function surfaceOf(entry: string): string[] {
  const source = program.getSourceFile(path.join(dist, entry));
  const module = source && checker.getSymbolAtLocation(source);
  const queue = module ? checker.getExportsOfModule(module).map(resolved) : [];
  const exported = new Set(queue);
  const lines: string[] = [];
  const seen = new Set<ts.Symbol>();
  for (let symbol = queue.shift(); symbol; symbol = queue.shift()) {
    if (seen.has(symbol)) continue;
    seen.add(symbol);
    const at = symbol;
    for (const node of declarationsOf(symbol)) {
      const file = node.getSourceFile();
      if (!isPublic(node) || file.fileName.startsWith(DATA)) continue;
      const text = printer
        .printNode(ts.EmitHint.Unspecified, node, file)
        .replace(/\bdeclare |\bexport |^ +private .*;\n/gm, "");
      lines.push(`${exported.has(at) ? "export " : ""}${text}`);
      const walk = (child: ts.Node): void => {
        const used = ts.isIdentifier(child) ? checker.getSymbolAtLocation(child) : undefined;
        if (used && isTopLevel(resolved(used))) queue.push(resolved(used));
        if (isPublic(child)) ts.forEachChild(child, walk);
      };
      walk(node);
    }
  }
  return [...new Set(lines)].sort();
}

/** A private member stands in a declaration file with its name alone. */
function isPublic(node: ts.Node): boolean {
  return (
    !ts.canHaveModifiers(node) || !ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
  );
}

function isTopLevel(symbol: ts.Symbol): boolean {
  return declarationsOf(symbol).some(({ parent }) => ts.isSourceFile(parent));
}

test.each(Object.entries(ENTRIES))("what %s gives its users is exactly this", async (name, entry) => {
  const lines = surfaceOf(entry);
  expect(lines.filter((line) => line.startsWith("export ")).length).toBeGreaterThan(5);
  const file = `surface/${path.basename(name)}.txt`;
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(file);
});

/** The help of a command and of all commands below it. */
function help(...command: readonly string[]): string[] {
  const env = { ...process.env, COLUMNS: "100", NO_COLOR: "1" };
  const arguments_ = [path.join(dist, "cli/main.js"), ...command, "--help"];
  const text = execFileSync(process.execPath, arguments_, { encoding: "utf8", env });
  const below = /^Commands:\n((?: .*\n?)+)/m.exec(text)?.[1] ?? "";
  const names = [...below.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = ""]) => name).filter((name) => name !== "help");
  return [text, ...names.flatMap((name) => help(...command, name))];
}

test("the commands and their flags are exactly these", async () => {
  const texts = help();
  expect(texts.length).toBeGreaterThan(4);
  await expect(texts.join("\n")).toMatchFileSnapshot("surface/commands.txt");
});
