/** Days after which an API token must end at the latest: what `CloudflareToken` allows and rule IAM23 demands. */
export const TOKEN_DAYS = 90;
