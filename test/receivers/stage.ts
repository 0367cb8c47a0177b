import { CONTROLS, controlRecords } from "./controls.js";
import { EXISTING_HOST } from "./mails.js";
import { startMailServers, type MailServers } from "./mailServers.js";
import { startNameServers, type ServedZone } from "./nameServers.js";
import { Denial, domainName, type ShopDomain } from "./shopDomains.js";
import type { StandIns } from "./standIns.js";
import { zoneFile, type DnsRecord } from "./zoneFile.js";

/** Everything that runs while the receivers judge. */
export interface Stage extends MailServers {
  stop(): Promise<void>;
}

/** The shops' zones, the controls', and one for everybody else. */
export function zonesOf(shops: readonly ShopDomain[], standIns: StandIns): ServedZone[] {
  const zone = (domain: string, denial: Denial, records: readonly DnsRecord[]): ServedZone => {
    const host: DnsRecord = { name: `${EXISTING_HOST}.${domain}`, type: "A", value: "192.0.2.251" };
    return { origin: domain, denial, text: zoneFile(domain, [...records, host]) };
  };
  return [
    ...shops.map(({ domain, denial, records }) => zone(domain, denial, records)),
    ...CONTROLS.flatMap((control) =>
      Object.values(Denial).map((denial) =>
        zone(domainName(control.label, denial), denial, controlRecords(control, denial)),
      ),
    ),
    ...[...standIns.delegated].map(([origin, records]) => {
      return { origin, denial: Denial.Plain, text: zoneFile(origin, records) };
    }),
    { origin: "", denial: Denial.Plain, text: zoneFile("", standIns.records) },
  ];
}

/**
 * Starts the name servers, then the receivers that ask them. What is left running where one does not start ends with the
 * process namespace of run.sh.
 *
 * @param folder where the programs keep everything
 */
export async function startStage(folder: string, zones: readonly ServedZone[]): Promise<Stage> {
  const nameServers = await startNameServers(folder, zones);
  const mailServers = await startMailServers(folder);
  const running = [...mailServers.daemons, ...nameServers];
  return {
    ...mailServers,
    stop: async () => {
      await Promise.all(running.map((daemon) => daemon.stop()));
    },
  };
}
