import { expect, test } from "vitest";
import { BackupResourceType, EncryptedBackups } from "../../index.js";
import { defaultBackups } from "../support/backups.js";
import { dataStores } from "../support/dataStores.js";
import { run } from "../support/pack.js";
import { deploy } from "../support/program.js";

/** Every data store of the library, with the set of backups that reaches them by their tag. */
const program = (): void => {
  const { DynamoDB, S3, RDS, Aurora } = BackupResourceType;
  new EncryptedBackups("backups", { ...defaultBackups(), resourceTypes: [DynamoDB, S3, RDS, Aurora] });
  dataStores();
};

test("data stores with their backups draw no word of the pack after a deploy", async () => {
  expect(await run(await deploy(program))).toEqual([]);
});

test("at the first preview only a policy that names a key of the same program cannot be judged, nor whether it demands TLS", async () => {
  const said = await run(await deploy(program, { preview: true }));
  expect(new Set(said.map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1)}`))).toEqual(
    new Set(["undetermined invoices-policy", "undetermined invoices-bucket"]),
  );
});
