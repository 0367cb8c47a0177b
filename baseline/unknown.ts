/** Stands for a value that is known only after the deploy. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** A value, or `UNKNOWN`: the compiler makes everyone who reads it say what happens then. */
export type Maybe<T> = T | typeof UNKNOWN;
