import type { Mutant } from "../mutant.js";

/** Whether the role that a mutant changes has AWS's policy for administrators. */
export function isAdministratorsRole({ resource, program }: Mutant): boolean {
  const name = resource.inputs["name"];
  return program.some(({ inputs }) => {
    const holder = [inputs["role"], inputs["roleName"], inputs["name"]];
    return holder.includes(name) && JSON.stringify(inputs).includes(":policy/AdministratorAccess");
  });
}
