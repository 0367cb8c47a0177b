import { fileURLToPath } from "node:url";
import type { SettingsInput } from "../../policies/framework/settings.js";
import type { Registered } from "../support/program.js";
import { deploy } from "../support/program.js";
import { accessPrograms } from "./accessPrograms.js";
import { ACCOUNT } from "../support/personas.js";
import { TEMPLATES } from "../support/examples.js";
import { dataPrograms } from "./dataPrograms.js";
import { inTemplate, TEMPLATE_CONFIG, templateSettings } from "./layOut.js";
import { mailPrograms } from "./mailPrograms.js";
import { runFolder } from "./runFolder.js";

/** A program that the pack accepts, whose mutants are judged. */
export interface Subject {
  readonly title: string;
  readonly settings: SettingsInput;
  /** ISO date that the pack takes for today. */
  readonly today: string;
  readonly register: () => Promise<readonly Registered[]>;
  /**
   * Whether resources outside any component are changed too: a whole program's are, those around a component under test
   * are not.
   */
  readonly whole?: boolean;
  /** The components whose resources are changed. @default all of the program */
  readonly components?: readonly string[];
}

/** A program of this process, as `accessPrograms.ts` and its neighbours list them. */
export interface Program {
  readonly run: () => unknown;
  readonly settings?: SettingsInput;
  readonly today?: string;
  readonly components?: readonly string[];
}

/** The account that the offline preview invents. */
const INVENTED = "000000000000";

const TODAY = "2026-11-25";

const root = fileURLToPath(new URL("../../", `file://${__filename}`));

/** Every program whose mutants are judged. */
const ALL: readonly Subject[] = [
  ...Object.entries({ ...mailPrograms, ...accessPrograms, ...dataPrograms }).map(
    ([title, { run, settings = {}, today = TODAY, components }]): Subject => ({
      ...{ title, settings, today, register: () => deploy(run) },
      ...(components && { components }),
    }),
  ),
  {
    title: "demo shop",
    settings: { trustedAccounts: [INVENTED, ACCOUNT] },
    today: TODAY,
    whole: true,
    register: () => runFolder(root),
  },
  ...TEMPLATES.map((template): Subject => ({
    ...{ title: `template ${template}`, settings: templateSettings(template), today: TODAY, whole: true },
    register: () => inTemplate(template, (folder) => runFolder(folder, TEMPLATE_CONFIG[template]())),
  })),
];

/** With `MUTANTS="break-glass|role support"` in the environment, those alone whose title matches, for quick looks. */
export const SUBJECTS = ALL.filter(({ title }) => new RegExp(process.env["MUTANTS"] ?? "").test(title));
