/** Why a property of a component's input is refused. */
export interface Problem {
  /** For example `senders[1].dkim[0].key`. */
  readonly property: string;
  /** Full sentences: what was given and what is allowed. */
  readonly reason: string;
}
