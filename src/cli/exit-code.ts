/** The exit codes of the command. */
export const ExitCode = {
  /** Nothing wrong. */
  ok: 0,
  /**
   * A template has errors, more warnings than allowed, or gave no claims; `fmt --check` found a file to format; the
   * MongoDB that `serve` or `keys` was told to use does not serve; `keys rotate` found a key that waits
   * for its turn, `keys reencrypt` one that does not open; `doctor` found what serves no more; `profile try` was given a token that is refused.
   */
  found: 1,
  /** The command was used wrongly, or a file that it needs could not be read or understood; `profile try` could not have the keys. */
  usage: 2,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
