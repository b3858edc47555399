import { Command, CommanderError } from 'commander';
import { TOOL } from '#platform/tool.ts';
import { UsageError } from '#platform/usage-error.ts';
import { checksVerb } from './checks.ts';
import { collectVerb } from './collect.ts';
import { containVerb } from './contain.ts';
import { demoVerb } from './demo.ts';
import { diagnoseVerb } from './diagnose.ts';
import { diffVerb } from './diff.ts';
import { exposureVerb } from './exposure.ts';
import { EXIT, type Io } from './io.ts';
import { scanVerb } from './scan.ts';

/** One verb: its flags, and what it does. The action gives the exit code. */
export type Verb = (program: Command, io: Io, finish: (exitCode: number) => void) => Command;

const VERBS: readonly Verb[] = [
  scanVerb,
  collectVerb,
  exposureVerb,
  diagnoseVerb,
  diffVerb,
  checksVerb,
  containVerb,
  demoVerb,
];

/**
 * Runs the command line.
 *
 * @param argv What follows the program's name.
 * @returns The exit code of contracts 1.
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.clean;
  const program = new Command('posture')
    .description(
      'What of ours can the Internet really reach, what cuts our users off, and what changed since yesterday?',
    )
    .version(TOOL.version)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      // Every message about a mistake is written below, once.
      writeErr: () => undefined,
    })
    .exitOverride();
  for (const verb of VERBS) {
    verb(program, io, (code) => {
      exitCode = code;
    }).exitOverride();
  }
  /** Where messages are asked for as JSON, mistakes are, too. */
  const complain = (text: string): void =>
    void io.stderr.write(
      argv.includes('--json-logs') ? `${JSON.stringify({ event: 'error', text })}\n` : `posture: ${text}\n`,
    );
  try {
    if (argv.length === 0) {
      io.stdout.write(program.helpInformation());
      return EXIT.usage;
    }
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.clean;
    if (error instanceof CommanderError) {
      complain(explain(error, program, argv));
      return EXIT.usage;
    }
    if (error instanceof UsageError) {
      complain(error.message);
      return EXIT.usage;
    }
    io.stderr.write(
      `posture: this is a bug of ours, please report it with what follows.\n${error instanceof Error ? error.stack : String(error)}\n`,
    );
    return EXIT.bug;
  }
}

/** Commander's message, and what would have been allowed. */
function explain(error: CommanderError, program: Command, argv: readonly string[]): string {
  const message = error.message.replace(/^error: /, '').replace(/\n\(Did you mean (.*)\?\)/, ' (did you mean $1?)');
  const verb = program.commands.find((command) => command.name() === argv[0]);
  if (error.code === 'commander.unknownOption') {
    const flags = (verb ?? program).options.map((option) => option.long).concat('--help');
    return `${message}; allowed${verb ? ` for ${verb.name()}` : ''} are ${flags.join(', ')}`;
  }
  if (!verb) return `${message}; the verbs are ${program.commands.map((command) => command.name()).join(', ')}`;
  if (error.code === 'commander.excessArguments') {
    const wanted = verb.registeredArguments.map((argument) => `<${argument.name()}>`).join(' ') || 'flags alone';
    return `${verb.name()} takes ${wanted}, got ${verb.args.map((given) => JSON.stringify(given)).join(' ')}; see "posture ${verb.name()} --help"`;
  }
  return `${message}; see "posture ${verb.name()} --help"`;
}
