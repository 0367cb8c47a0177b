/** Why a preview could not be made: wrong usage, or the program or a pack failed. Its message says what to do. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** The text of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
