/** A resource as people speak of it: its type, shortened, and its name, from the end of its URN. */
export function resourceLabel(urn: string): string {
  const { type, name } = urnParts(urn);
  return name === "" ? oneLine(urn) : `${shortType(type)} ${oneLine(name)}`;
}

/** The type and the name at the end of a URN; the name is empty where it is none. */
export function urnParts(urn: string): { type: string; name: string } {
  const [, , types = "", ...name] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name: name.join("::") };
}

/** `cloudflare:index/dnsRecord:DnsRecord` as `cloudflare:DnsRecord`, as the engine shortens it. */
export function shortType(type: string): string {
  const [pack = "", module = "", name = ""] = type.split(":");
  const folder = module.split("/")[0] ?? "";
  return [pack, ...(folder === "index" || folder === "" ? [] : [folder]), name].join(":");
}

/** Names can hold anything, line ends included. */
export function oneLine(name: string): string {
  return name.replace(/\s+/g, " ");
}
