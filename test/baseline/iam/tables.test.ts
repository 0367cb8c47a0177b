import { beforeAll, expect, test } from "vitest";
import { readServices, tablesText, type ServiceData } from "../../support/iamTables.js";

let services: ServiceData[];
beforeAll(async () => {
  services = await readServices();
});

test("the tables are what the installed data set generates", async () => {
  await expect(await tablesText(services)).toMatchFileSnapshot("../../../baseline/iam/data/tables.json");
});
