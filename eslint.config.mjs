import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "coverage/", "node_modules/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  // The arrows of docs/architecture.md.
  ...[
    ["baseline", ["@pulumi/*", "**/components/**", "**/policies/**", "**/preview/**", "**/cli/**"]],
    ["components", ["**/policies/**", "**/preview/**", "**/cli/**"]],
    [
      "policies",
      [
        "@pulumi/aws",
        "@pulumi/aws/*",
        "@pulumi/cloudflare",
        "@pulumi/cloudflare/*",
        "@pulumi/tls",
        "@pulumi/tls/*",
        "**/components/**",
        "**/preview/**",
        "**/cli/**",
      ],
    ],
    ["preview", ["**/baseline/**", "**/components/**", "**/policies/**", "**/cli/**"]],
    ["functions", ["@pulumi/*", "**/components/**", "**/policies/**", "**/preview/**", "**/cli/**"]],
    ["plugin", ["**/policies/**", "**/preview/**", "**/cli/**"]],
    ["cli", ["**/components/**", "**/policies/createPack.js", "**/policies/index.js"]],
  ].map(([folder, group]) => ({
    files: [`${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group, message: "docs/architecture.md: this arrow is not allowed." }] },
      ],
    },
  })),
  {
    files: ["**/*.mjs", "**/*.cjs", "**/*.js"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        URL: "readonly",
        Buffer: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        performance: "readonly",
        require: "readonly",
        module: "writable",
        __dirname: "readonly",
        __filename: "readonly",
      },
    },
  },
);
