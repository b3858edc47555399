/** What the command line works with instead of the process itself. */
export interface Io {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Date;
  readonly newRunId: () => string;
  /** Registers what must be tidied up when the user interrupts; returns how to withdraw it. */
  readonly onInterrupt: (tidy: () => void) => () => void;
}

/** Whether to colour: never with NO_COLOR, always with FORCE_COLOR, else on a terminal that can. */
export const wantsColor = ({ env, stdout }: Pick<Io, 'env' | 'stdout'>): boolean => {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0') return true;
  return stdout.isTTY === true && env['TERM'] !== 'dumb';
};

/** The exit codes of every verb. */
export const EXIT = { clean: 0, findings: 1, incomplete: 2, usage: 64, bug: 70 } as const;
