/** One permission group of Cloudflare. */
export interface PermissionGroup {
  readonly id: string;
  /** As Cloudflare's API and the type declarations of its provider name it ("Accepted Permissions"). */
  readonly name: string;
}

/** What a program works with at Cloudflare, and what a token needs for it. */
export interface TokenNeed {
  /** A group of zones is given for named zones, one of accounts holds in the whole account: Cloudflare has no finer one. */
  readonly scope: "zone" | "account";
  readonly read: PermissionGroup;
  readonly write: PermissionGroup;
}

/**
 * Needs by name. A token names groups by ids that are the same for all accounts: so they are known at a preview, and no
 * token needs the right to look them up. Two groups can have one name, one of zones and one of accounts.
 *
 * Sources: Cloudflare API, "List Token Permission Groups"; the heading "Accepted Permissions" of each resource in the
 * provider's type declarations.
 */
export const TOKEN_NEEDS: Readonly<Record<string, TokenNeed>> = {
  zones: zone(["c8fed203ed3043cba015a93ad1616f1f", "Zone Read"], ["e6d2666161e84845a636613608cee8d5", "Zone Write"]),
  dnsRecords: zone(["82e64a83756745bbbb1c9c2701bf816b", "DNS Read"], ["4755a26eedb94da69e1066d98aa820be", "DNS Write"]),
  zoneSettings: zone(
    ["517b21aee92c4d89936c976ba6e4be55", "Zone Settings Read"],
    ["3030687196b94b638145a3953da2b699", "Zone Settings Write"],
  ),
  certificates: zone(
    ["7b7216b327b04b8fbc8f524e1f9b7531", "SSL and Certificates Read"],
    ["c03055bc037c4ea9afb9a9f104b7b721", "SSL and Certificates Write"],
  ),
  firewall: zone(
    ["dbc512b354774852af2b5a5f4ba3d470", "Zone WAF Read"],
    ["fb6778dc191143babbfaa57993f1d275", "Zone WAF Write"],
  ),
  transformRules: zone(
    ["211a4c0feb3e43b3a2d41f1443a433e7", "Zone Transform Rules Read"],
    ["0ac90a90249747bca6b047d97f0803e9", "Zone Transform Rules Write"],
  ),
  configurationRules: zone(
    ["20e5ea084b2f491c86b8d8d90abff905", "Config Settings Read"],
    ["06f0526e6e464647bd61b63c54935235", "Config Settings Write"],
  ),
  pageShield: zone(
    ["945315185a8f40518bf3e9e6d0bee126", "Domain Page Shield Read"],
    ["6134079371904d8ebd77931c8ca07e50", "Domain Page Shield"],
  ),
  botManagement: zone(
    ["07bea2220b2343fa9fae15656c0d8e88", "Bot Management Read"],
    ["3b94c49258ec4573b06d51d99b6416c0", "Bot Management Write"],
  ),
  emailRoutingRules: zone(
    ["1b600d9d8062443e986a973f097e728a", "Email Routing Rules Read"],
    ["79b3ec0d10ce4148a8f8bdc0cc5f97f2", "Email Routing Rules Write"],
  ),
  zoneLogs: zone(["c4a30cd58c5d42619c86a3c36c441e2d", "Logs Read"], ["3e0b5820118e47f3922f7c989e673882", "Logs Write"]),
  workersRoutes: zone(
    ["2072033d694d415a936eaeb94e6405b8", "Workers Routes Read"],
    ["28f4b596e7d643029c524985477ae49a", "Workers Routes Write"],
  ),
  zoneAccess: zone(
    ["eb258a38ea634c86a0c89da6b27cb6b6", "Access: Apps and Policies Read"],
    ["959972745952452f8be2452be8cbb9f2", "Access: Apps and Policies Write"],
  ),
  workersScripts: account(
    ["1a71c399035b4950a1bd1466bbe4f420", "Workers Scripts Read"],
    ["e086da7e2179491d91ee5f35b3ca210a", "Workers Scripts Write"],
  ),
  workersStorage: account(
    ["8b47d2786a534c08a1f94ee8f9f599ef", "Workers KV Storage Read"],
    ["f7f0eda5697f475c90846e879bab8666", "Workers KV Storage Write"],
  ),
  pages: account(
    ["e247aedd66bd41cc9193af0213416666", "Pages Read"],
    ["8d28297797f24fb8a0c332fe0866ec89", "Pages Write"],
  ),
  turnstile: account(
    ["5d78fd7895974fd0bdbbbb079482721b", "Turnstile Sites Read"],
    ["755c05aa014b4f9ab263aa80b8167bd8", "Turnstile Sites Write"],
  ),
  notifications: account(
    ["ce18edbdcebf465e9d6d1d2fc80ffd42", "Notifications Read"],
    ["c3c847c5802d4ce3ba00e3e97b3c8555", "Notifications Write"],
  ),
  tunnels: account(
    ["efea2ab8357b47888938f101ae5e053f", "Cloudflare Tunnel Read"],
    ["c07321b023e944ff818fec44d8203567", "Cloudflare Tunnel Write"],
  ),
};

type Named = readonly [id: string, name: string];

function zone(read: Named, write: Named): TokenNeed {
  return { scope: "zone", read: group(read), write: group(write) };
}

function account(read: Named, write: Named): TokenNeed {
  return { scope: "account", read: group(read), write: group(write) };
}

function group([id, name]: Named): PermissionGroup {
  return { id, name };
}
