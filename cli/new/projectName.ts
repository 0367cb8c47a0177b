/**
 * What keeps a text from being the name of a project, or `undefined` (pulumi/pulumi: ValidateProjectName).
 */
export function projectNameFault(name: string): string | undefined {
  if (name === "") return "it is empty";
  if (name.length > 100) return `it has ${name.length} characters, and at most 100 are allowed`;
  if (!/^[\w.-]+$/.test(name)) return "allowed are letters, digits, hyphens, underscores and periods";
  if (/^pulumi(\.|$)/i.test(name))
    return "it must not be pulumi, or begin with pulumi. (as a library of Pulumi's does)";
  return undefined;
}

/** The name of a folder without what no project's name may have; `project` where nothing is left. */
export function projectNameOf(folder: string): string {
  const name = folder.replace(/[^\w.-]/g, "");
  return projectNameFault(name) === undefined ? name : "project";
}
