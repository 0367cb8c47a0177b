import { expect, test } from "vitest";
import { BackupCopyKind, BackupResourceType, EncryptedBackups } from "../../index.js";
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

// Whoever draws no word at all passes in every preset, which sets levels alone.
test.each([
  ["in another Region", [{ kind: BackupCopyKind.Standard, region: "eu-central-1" }]],
  [
    "beside one in the same Region",
    [{ kind: BackupCopyKind.AirGapped, region: "eu-central-1" }, { kind: BackupCopyKind.Standard }],
  ],
])("a standard vault for copies %s draws no word of the pack either", async (_, copies) => {
  const { DynamoDB, S3, RDS, Aurora } = BackupResourceType;
  const made = await deploy(() => {
    new EncryptedBackups("backups", { ...defaultBackups(), resourceTypes: [DynamoDB, S3, RDS, Aurora], copies });
    dataStores();
  });
  expect(await run(made)).toEqual([]);
});

test("at the first preview only a policy that names a key of the same program cannot be judged, nor whether it demands TLS", async () => {
  const said = await run(await deploy(program, { preview: true }));
  expect(new Set(said.map(({ policy, urn }) => `${policy} ${urn.split("::").at(-1)}`))).toEqual(
    new Set(["undetermined invoices-policy", "undetermined invoices-bucket"]),
  );
});
