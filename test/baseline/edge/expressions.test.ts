import { describe, expect, test } from "vitest";
import {
  isAlways,
  isNever,
  literalsOf,
  makesPlainHttp,
  namesLogIn,
  namesPath,
  readsCredentialCheck,
} from "../../../baseline/edge/expressions.js";

describe("an expression of Cloudflare's Rules language", () => {
  test("has its texts in quotes, escaped quotes among them", () => {
    expect(literalsOf('http.host eq "shop.example" and http.user_agent contains "a\\"b"')).toEqual([
      "shop.example",
      'a\\"b',
    ]);
  });

  test.each([
    "/login",
    "/account/login",
    "/sign-in",
    "/wp-login.php",
    "/api/auth/token",
    "/users/password",
    "/session",
  ])("names a log-in: %s", (path) => expect(namesLogIn(`(http.request.uri.path eq "${path}")`)).toBe(true));

  test.each(["/search", "/authors", "/hotpots", "/blog/tokens-explained", "/sessions-of-the-conference"])(
    "names none: %s",
    (path) => expect(namesLogIn(`(http.request.uri.path eq "${path}")`)).toBe(false),
  );

  test("of a host that is called login names no path", () => {
    expect(namesLogIn('(http.host eq "login.shop.example")')).toBe(false);
  });

  test("depends on the path by its own field alone", () => {
    expect(namesPath('(http.request.uri.path eq "/x")')).toBe(true);
    expect(namesPath('starts_with(http.request.full_uri, "https://x")')).toBe(true);
    expect(namesPath('(http.request.method eq "POST")')).toBe(false);
    expect(namesPath('(http.request.uris eq "x")')).toBe(false);
  });

  test("reads the check of leaked credentials by its fields", () => {
    expect(readsCredentialCheck("(cf.waf.credential_check.username_and_password_leaked)")).toBe(true);
    expect(readsCredentialCheck("cf.waf.auth_detected and cf.bot_management.score lt 10")).toBe(true);
    expect(readsCredentialCheck("cf.waf.score lt 20")).toBe(false);
  });

  test("matches all or nothing where it says only that", () => {
    expect(["true", "(true)", " ((true)) "].every(isAlways)).toBe(true);
    expect(isAlways('true and http.host eq "x"')).toBe(false);
    expect(["false", "(false)"].every(isNever)).toBe(true);
    expect(isNever("not true")).toBe(false);
  });

  test.each([
    'concat("http://www.shop.example", http.request.uri.path)',
    '"http://shop.example/"',
    'wildcard_replace(http.request.full_uri, "https://*", "http://${1}")',
    'regex_replace(http.request.full_uri, "^https://(.*)$", "HTTP://${1}")',
  ])("makes a URL of plain HTTP: %s", (expression) => expect(makesPlainHttp(expression)).toBe(true));

  test.each([
    'concat("https://www.shop.example", http.request.uri.path)',
    'wildcard_replace(http.request.full_uri, "http://*", "https://${1}")',
    'concat("https://shop.example/?from=", "http://old.example")',
    "http.request.full_uri",
  ])("makes none that shows: %s", (expression) => expect(makesPlainHttp(expression)).toBe(false));
});
