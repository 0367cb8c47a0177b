import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  // A template is a project of its own, which asks for the published package: test/examples checks its types.
  { ignores: ["dist/", "site/", "coverage/", "node_modules/", "examples/"] },
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
    ["baseline", ["@pulumi/*", "**/components/**", "**/policies/**", "**/preview/**", "**/report/**", "**/cli/**"]],
    ["components", ["**/policies/**", "**/preview/**", "**/report/**", "**/cli/**"]],
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
        "**/report/**",
        "**/cli/**",
      ],
    ],
    ["preview", ["**/baseline/**", "**/components/**", "**/policies/**", "**/report/**", "**/cli/**"]],
    ["report", ["@pulumi/*", "**/components/**", "**/policies/createPack.js", "**/policies/index.js", "**/cli/**"]],
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
