import { createHash } from "node:crypto";
import type { Finding, Parsed } from "../finding.js";
import { type Fault, toFinding } from "./fault.js";
import { readFieldList } from "./fieldList.js";
import { quoted } from "./quotation.js";

/** An MTA-STS TXT record (RFC 8461 §3.1), which tells senders when to fetch the policy file anew. */
export interface MtaStsRecord {
  /** Names the instance of the policy: 1 to 32 letters and digits, another one for each change of the policy file. */
  readonly id: string;
  /** The names of the fields that the registry does not have, which senders ignore. */
  readonly unknownFields: readonly string[];
}

const REFERENCE = "RFC 8461 §3.1";
const FORM = { version: "STSv1", known: ["id"], rule: "STS01", reference: REFERENCE };
/** RFC 8461 §3.1: an id has at most 32 characters. */
const MAX_ID_LENGTH = 32;

/**
 * Reads an MTA-STS TXT record.
 *
 * @param text the TXT record's text, its character-strings joined
 * @returns the record, or every fault that makes senders ignore it or a part of it (`STS01`)
 */
export function parseMtaSts(text: string): Parsed<MtaStsRecord> {
  const { record, faults } = readMtaSts(text);
  return record !== undefined && faults.length === 0 ? { ok: true, value: record } : { ok: false, errors: faults };
}

/**
 * Writes an MTA-STS TXT record.
 *
 * @param id as {@link policyId} gives it. It is written as given, except that it can open no other field; whether
 * senders take it is for {@link checkMtaSts}.
 */
export function buildMtaSts(id: string): string {
  return `v=STSv1; id=${id.replaceAll(";", "%3B")}`;
}

/**
 * Checks an MTA-STS TXT record (`STS01`).
 *
 * @param text the TXT record's text, its character-strings joined
 * @param subject the record's owner name, for example `_mta-sts.shop.example`
 */
export function checkMtaSts(text: string, subject: string): Finding[] {
  return readMtaSts(text).faults.map((fault) => toFinding(fault, subject));
}

/**
 * The id of a policy file: 32 hexadecimal digits that are others exactly when the file's text is another (RFC 8461
 * §3.1). Ids have no order, so a hash serves as well as a date, and nobody can forget to change it.
 *
 * @param policy the text of the policy file
 */
export function policyId(policy: string): string {
  return createHash("sha256").update(policy, "utf8").digest("hex").slice(0, MAX_ID_LENGTH);
}

function readMtaSts(text: string): { record?: MtaStsRecord; faults: readonly Fault[] } {
  const { fields, faults } = readFieldList(text, FORM);
  const id = fields.find(({ name }) => name === "id");
  const unknownFields = fields.map(({ name }) => name).filter((name) => name !== "id");
  if (id !== undefined && /^[a-z0-9]{1,32}$/i.test(id.value))
    return { record: { id: id.value, unknownFields }, faults };
  if (id === undefined && faults.length > 0) return { faults };
  const rest = "so senders ignore the record and apply no policy";
  const message =
    id === undefined
      ? `The record has no field id, ${rest}.`
      : `The field id has ${id.value.length > MAX_ID_LENGTH ? `${id.value.length} characters` : `the value ${quoted(id.value)}`}; it must be 1 to ${MAX_ID_LENGTH} letters and digits, ${rest}.`;
  const fix = "Give an id of 1 to 32 letters and digits, another one whenever the policy file changes.";
  return { faults: [...faults, { rule: "STS01", position: id?.position ?? 0, message, fix, reference: REFERENCE }] };
}
