import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import { SourcePosition, StackFrame, StackTrace } from "@pulumi/pulumi/proto/source_pb.js";
import { afterAll, expect, test } from "vitest";
import { positionOf } from "../../preview/position.js";

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "storefront-position-")));
const root = path.join(folder, "a shop");
mkdirSync(root);
symlinkSync(root, path.join(folder, "link"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (file: string, line: number): SourcePosition =>
  new SourcePosition().setUri(pathToFileURL(file).toString()).setLine(line).setColumn(7);

/** A registration with the stack that led to it, the innermost call first. */
function request(...places: (SourcePosition | undefined)[]): RegisterResourceRequest {
  const frames = places.map((place) => new StackFrame().setPc(place));
  return new RegisterResourceRequest()
    .setSourceposition(places[0])
    .setStacktrace(new StackTrace().setFramesList(frames));
}

const own = path.resolve(__dirname, "../../components/x.js");

test("the innermost call of the program is meant, not one of a package or of Node", () => {
  const stack = [
    at(path.join(root, "node_modules/some-components/index.js"), 3),
    undefined,
    new SourcePosition().setUri("node:internal/modules").setLine(1).setColumn(1),
    at(own, 4),
    at(path.join(root, "src/mail.ts"), 12),
    at(path.join(root, "index.ts"), 99),
  ];
  expect(positionOf(request(...stack), root)).toEqual({ file: "src/mail.ts", line: 12, column: 7 });
});

test("a project that is reached by a symbolic link is the same project", () => {
  const found = positionOf(request(at(path.join(root, "index.ts"), 5)), path.join(folder, "link"));
  expect(found).toEqual({ file: "index.ts", line: 5, column: 7 });
});

test("nothing is told where no call is the program's, or the SDK sends none", () => {
  expect(positionOf(request(at(path.join(folder, "a shop 2/index.ts"), 5)), root)).toBeUndefined();
  expect(positionOf(new RegisterResourceRequest(), root)).toBeUndefined();
  expect(positionOf({}, root)).toBeUndefined();
});
