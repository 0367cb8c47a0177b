import { describe, expect, test } from "vitest";
import { hstsFault, MIN_HSTS_AGE, readHsts } from "../../../baseline/edge/hsts.js";
import { LOG_IN_REQUESTS_PER_MINUTE, logInFaults } from "../../../baseline/edge/rateLimit.js";
import { UNKNOWN, type Maybe } from "../../../baseline/unknown.js";

describe("HSTS", () => {
  const fault = (header: unknown): Maybe<string | undefined> => {
    const hsts = readHsts({ strict_transport_security: header });
    return hsts === UNKNOWN ? UNKNOWN : hstsFault(hsts);
  };

  test("holds from half a year on", () => {
    expect(fault({ enabled: true, max_age: MIN_HSTS_AGE })).toBeUndefined();
    expect(fault({ enabled: true, max_age: MIN_HSTS_AGE - 1 })).toContain("half a year");
  });

  test("that is off says so whatever is unknown beside it", () => {
    expect(fault({ enabled: false, max_age: UNKNOWN })).toContain("does not switch");
    expect(fault({ enabled: true, max_age: UNKNOWN })).toBe(UNKNOWN);
    expect(fault({ enabled: UNKNOWN, max_age: 31536000 })).toBe(UNKNOWN);
    expect(fault({ enabled: UNKNOWN, max_age: 1 })).toContain("max_age 1");
    expect(fault(UNKNOWN)).toBe(UNKNOWN);
  });

  test("in camelCase says nothing, as Cloudflare reads it", () => {
    const hsts = readHsts({ strictTransportSecurity: { enabled: true, maxAge: 31536000 } });
    expect(hsts).toEqual({ enabled: false, maxAge: undefined, nosniff: false });
  });
});

describe("a rate limit on a log-in", () => {
  const byAddress = ["cf.colo.id", "ip.src"];
  const faults = (
    requests: Maybe<number | undefined>,
    period: Maybe<number>,
    characteristics: Maybe<string>[] = byAddress,
  ) => logInFaults({ requests, period, characteristics });

  // Cloudflare documentation: the template of the free plan, and the three steps of "Rate limiting best practices".
  test.each([
    [5, 10],
    [4, 60],
    [10, 600],
    [20, 3600],
  ])("as Cloudflare advises holds: %i in %i seconds", (requests, period) => {
    expect(faults(requests, period)).toEqual([]);
  });

  test("lets no more pass than the bound", () => {
    expect(faults(LOG_IN_REQUESTS_PER_MINUTE, 60)).toEqual([]);
    expect(faults(LOG_IN_REQUESTS_PER_MINUTE + 1, 60)).toHaveLength(1);
    expect(faults(6, 10)).toHaveLength(1);
  });

  test.each(['http.request.headers["x-client"]', 'http.request.cookies["id"]', 'http.request.uri.args["q"]'])(
    "that counts by %s holds nobody",
    (made) => expect(faults(5, 60, [...byAddress, made])).toHaveLength(1),
  );

  test.each(["cf.unique_visitor_id", "cf.bot_management.ja4", "ip.src.asnum"])("may count by %s", (one) =>
    expect(faults(5, 60, ["cf.colo.id", one])).toEqual([]),
  );

  test("says of unknown figures that they are, and still what is known", () => {
    expect(faults(UNKNOWN, 60)).toEqual([UNKNOWN]);
    expect(faults(1000, 60, ["cf.colo.id", UNKNOWN])).toEqual([expect.stringContaining("1000 requests"), UNKNOWN]);
    expect(faults(undefined, 60)).toEqual([]);
  });
});
