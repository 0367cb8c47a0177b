import { Later, type Text } from "../deferred.js";
import type { Problem } from "../emailDomainCheck.js";
import { LABELS, type Shape } from "./shapes.js";

/** For which domain, and on which day, a sender is planned. */
export interface SenderContext {
  /** In A-labels. */
  readonly domain: string;
  /** ISO date in UTC. */
  readonly today: string;
}

/** An input as a program or another language's SDK gives it: nothing about its members is certain. */
export type Given = Readonly<Record<string, unknown>>;

/**
 * Reads the input of one sender, member by member, and notes every problem instead of throwing. Where a member is
 * missing or wrong, it gives an empty text, so that reading goes on and finds the rest.
 */
export class SenderReader<T> {
  private readonly asked = new Set<string>();
  private readonly partsRead: SenderReader<T>[] = [];

  /**
   * @param given the input
   * @param property its path, for example `senders[1].ses`
   * @param problems where problems go
   */
  constructor(
    private readonly given: Given,
    readonly property: string,
    readonly context: SenderContext,
    private readonly problems: Problem[],
  ) {}

  has(name: string): boolean {
    this.asked.add(name);
    return this.given[name] !== undefined && this.given[name] !== null;
  }

  /** A text that must be known when the program runs. */
  text(name: string, shape: Shape, fallback?: string): string {
    const value = this.take(name, shape, fallback);
    if (value instanceof Later) {
      this.refuse(name, "It is known only after the deploy, but decides which records there are. Give a plain text.");
    }
    return typeof value === "string" ? value : "";
  }

  /** A text that may become known later; its shape is then checked as soon as it is. */
  later(name: string, shape: Shape, fallback?: string): Text<T> {
    return this.textOf(this.take(name, shape, fallback), name, shape);
  }

  /** A list of as many texts as the service makes: the number of records may not depend on what only a deploy knows. */
  laterList(name: string, shape: Shape, count: number, why: string): Text<T>[] {
    const value = this.has(name) ? this.given[name] : undefined;
    if (value instanceof Later) {
      const later = value as Later<T>;
      const elements = Array.from({ length: count }, (_, index) => later.element(index));
      return elements.map((from, index) => this.deferred(from, `${name}[${index}]`, shape));
    }
    if (value === undefined) this.refuse(name, `It is missing. Give ${shape.what}.`);
    else if (!Array.isArray(value)) this.refuse(name, "It is no list.");
    else if (value.length !== count) this.refuse(name, `It has ${value.length} elements. ${why}`);
    else {
      return value.map((element: unknown, index) =>
        this.textOf(this.checked(element, `${name}[${index}]`, shape), `${name}[${index}]`, shape),
      );
    }
    return [];
  }

  /** A list of texts that must be known when the program runs. */
  texts(name: string, shape: Shape, fallback: readonly string[]): readonly string[] {
    if (!this.has(name)) return fallback;
    const value = this.given[name];
    if (!Array.isArray(value) || value.length === 0) {
      this.refuse(name, "It is no list with elements.");
      return [];
    }
    return value.map((element: unknown, index) => {
      const text = this.checked(element, `${name}[${index}]`, shape);
      if (text instanceof Later) this.refuse(`${name}[${index}]`, "It is known only after the deploy. Give a text.");
      return typeof text === "string" ? text : "";
    });
  }

  /** Labels below the domain. The whole name, as services show it, is taken too. */
  host(name: string, fallback?: string): string {
    return this.text(name, LABELS, fallback);
  }

  flag(name: string): boolean {
    return this.has(name) && this.given[name] === true;
  }

  /** A whole number within limits. */
  count(name: string, least: number, most: number, fallback: number): number {
    if (!this.has(name)) return fallback;
    const value = this.given[name];
    if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return Number(value);
    const given = typeof value === "number" ? value : "no number";
    this.refuse(name, `It is ${given}. Allowed are whole numbers from ${least} to ${most}.`);
    return fallback;
  }

  /** A part of the input that has members itself. */
  part(name: string): SenderReader<T> | undefined {
    return this.has(name) ? this.reader(this.given[name], name) : undefined;
  }

  /** A list of such parts; an absent one is empty. */
  parts(name: string): SenderReader<T>[] {
    if (!this.has(name)) return [];
    const value = this.given[name];
    if (Array.isArray(value)) return value.flatMap((entry, index) => this.reader(entry, `${name}[${index}]`) ?? []);
    this.refuse(name, "It is no list.");
    return [];
  }

  /** Notes a problem; without a name it is one of the whole input. */
  refuse(name: string | undefined, reason: string): void {
    this.problems.push({ property: name === undefined ? this.property : `${this.property}.${name}`, reason });
  }

  /** Notes what nobody asked for: a misspelt member would otherwise be lost in silence. */
  finish(): void {
    for (const name of Object.keys(this.given)) {
      if (this.asked.has(name) || !this.has(name)) continue;
      const known = [...this.asked].filter((asked) => asked !== name);
      this.refuse(name, `There is no such property here. There are ${known.join(", ")}.`);
    }
    for (const part of this.partsRead) part.finish();
  }

  private reader(value: unknown, name: string): SenderReader<T> | undefined {
    if (typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Later)) {
      const part = new SenderReader<T>(value as Given, `${this.property}.${name}`, this.context, this.problems);
      this.partsRead.push(part);
      return part;
    }
    this.refuse(name, "It is no object with properties.");
    return undefined;
  }

  private take(name: string, shape: Shape, fallback?: string): string | Later<T> {
    if (this.has(name)) return this.checked(this.given[name], name, shape);
    if (fallback === undefined) this.refuse(name, `It is missing. Give ${shape.what}.`);
    return fallback ?? "";
  }

  private checked(value: unknown, name: string, { what, read }: Shape): string | Later<T> {
    if (value instanceof Later) return value as Later<T>;
    if (typeof value !== "string") {
      this.refuse(name, `It is no text. Give ${what}.`);
      return "";
    }
    const shaped = read(value, this.context.domain);
    if ("text" in shaped) return shaped.text;
    this.refuse(name, shaped.fault);
    return "";
  }

  private textOf(value: string | Later<T>, name: string, shape: Shape): Text<T> {
    return typeof value === "string" ? value : this.deferred(value.value, name, shape);
  }

  private deferred(from: T, name: string, shape: Shape): Text<T> {
    const { domain } = this.context;
    return {
      from,
      build: (value) => {
        const shaped = shape.read(value, domain);
        if ("text" in shaped) return shaped.text;
        throw new Error(`${this.property}.${name}: ${shaped.fault}`);
      },
    };
  }
}
