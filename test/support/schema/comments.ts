import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** What the doc comment of a property says beside its description. */
interface Tags {
  readonly byDefault: string | undefined;
  readonly secret: boolean;
}

type Declaration = ts.InterfaceDeclaration | ts.ClassDeclaration | ts.VariableDeclaration;

/** The doc comments of interfaces, classes, and objects that stand for an enum. */
export class Comments {
  constructor(private readonly declarations: ReadonlyMap<string, Declaration>) {}

  /** What a type is for. */
  descriptionOf(type: string): string {
    return ts
      .getJSDocCommentsAndTags(this.#declaration(type))
      .filter(ts.isJSDoc)
      .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "")
      .join("\n");
  }

  /** The tags of a property, which may be inherited. */
  tagsOf(type: string, property: string): Tags {
    const member = this.#member(type, property);
    if (member === undefined) throw new Error(`${type} has no property ${property} in the sources.`);
    const tags = ts.getJSDocTags(member);
    const byDefault = tags.find(({ tagName }) => tagName.text === "default")?.comment;
    return {
      byDefault: ts.getTextOfJSDocComment(byDefault),
      secret: tags.some(({ tagName }) => tagName.text === "secret"),
    };
  }

  /** The members of an object that stands for an enum, in their order. */
  membersOf(name: string): string[] {
    const declaration = this.#declaration(name);
    const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
    const members = value && ts.isAsExpression(value) ? value.expression : value;
    if (members === undefined || !ts.isObjectLiteralExpression(members)) throw new Error(`${name} is no enum.`);
    return members.properties.map((member) => member.name?.getText() ?? "");
  }

  #declaration(name: string): Declaration {
    const declaration = this.declarations.get(name);
    if (declaration === undefined) throw new Error(`${name} is declared nowhere in the sources.`);
    return declaration;
  }

  #member(type: string, property: string): ts.Node | undefined {
    const declaration = this.#declaration(type);
    if (ts.isVariableDeclaration(declaration)) return undefined;
    const own = [...declaration.members].find((member) => member.name?.getText() === property);
    if (own !== undefined || ts.isClassDeclaration(declaration)) return own;
    const parents = (declaration.heritageClauses ?? []).flatMap(({ types }) => types.map((each) => each.getText()));
    for (const parent of parents) {
      const inherited = this.#member(parent, property);
      if (inherited !== undefined) return inherited;
    }
    return undefined;
  }
}

/** Reads the doc comments of every source file in the folders. */
export function readComments(root: string, folders: readonly string[]): Comments {
  const declarations = new Map<string, Declaration>();
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => path.join(root, folder, file)),
  );
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) {
      for (const declaration of declarationsOf(statement))
        declarations.set(declaration.name?.getText() ?? "", declaration);
    }
  }
  return new Comments(declarations);
}

/** What a statement exports: the schema has nothing else. */
function declarationsOf(statement: ts.Statement): readonly Declaration[] {
  if (!ts.canHaveModifiers(statement)) return [];
  if (!ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
  if (ts.isInterfaceDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement];
  return ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [];
}
