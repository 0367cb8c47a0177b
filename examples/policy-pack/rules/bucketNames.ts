import { UNKNOWN, type Rule } from "storefront-baseline/policies";

/** Every bucket's name begins with the team's prefix, so that a bill, a log line or a leak shows whose it is. */
export function bucketNames(prefix: string): Rule {
  return {
    // Letters of your own, and a number that is never used again: exemptions and reports name it.
    id: "SHOP01",
    name: "shop-bucket-names",
    title: `The name of a bucket begins with "${prefix}".`,
    why: "Bucket names are global, and shown in bills and logs: one without the prefix belongs to nobody.",
    fix: `Set bucket to a name that begins with "${prefix}".`,
    // critical and high block, medium and low advise.
    severity: "high",
    references: [{ standard: "Shop handbook", section: "Naming", strength: "satisfies" }],
    types: ["aws:s3/bucket:Bucket"],
    checkResource(bucket, verdict) {
      const name = bucket.text("bucket") ?? bucket.text("bucketPrefix");
      // Before a deploy a value may not be known yet. It then neither passes nor fails.
      if (name === UNKNOWN) verdict.undetermined(`The name of ${bucket.name} is not known yet.`);
      else if (!name?.startsWith(prefix)) {
        verdict.violation(`${bucket.name} has ${name === undefined ? "no name of its own" : `the name ${name}`}.`);
      }
    },
  };
}
