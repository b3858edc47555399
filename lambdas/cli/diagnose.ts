import { type Command, Option } from 'commander';
import { tongueOf } from '#languages/tongue.ts';
import { bareNumberHint, type Flow, readFlow } from '#network/flow.ts';
import { UsageError } from '#platform/usage-error.ts';
import { diagnosisText } from '#reports/diagnosis-text.ts';
import { diagnoseIn } from '#scan/diagnose.ts';
import { folderStore } from '#stores/folder.ts';
import { snapshotOption } from './exposure.ts';
import { type Io, wantsColor } from './io.ts';
import { ALL_PROVIDERS, type SharedOptions, shared } from './options.ts';

interface DiagnoseOptions extends SharedOptions {
  readonly snapshot: string;
  readonly from: string;
  readonly to: string;
  readonly port: Flow;
  readonly compare?: Flow;
  readonly clientPort?: number;
}

/** The exit code says the verdict. */
const EXIT_OF = { reachable: 0, blocked: 1, unknown: 2 } as const;

/** `posture diagnose`: one flow, hop by hop. */
export const diagnoseVerb = (program: Command, io: Io, finish: (exitCode: number) => void): Command =>
  program
    .command('diagnose')
    .description('follow one flow past every hop of both legs; exits with 0 reachable, 1 blocked, 2 unknown')
    .addOption(snapshotOption())
    .addOption(new Option('--from <source>', 'internet, an address, a CIDR, or a resource id').makeOptionMandatory())
    .addOption(new Option('--to <target>', 'a resource id or an address').makeOptionMandatory())
    .addOption(
      new Option('--port <flow>', 'tcp/8080, udp/53, icmp/8 or all')
        .argParser(parseFlow('--port'))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--compare <flow>', 'show only the hops where this flow fares otherwise').argParser(
        parseFlow('--compare'),
      ),
    )
    .addOption(new Option('--client-port <port>', 'ask about one client port').argParser(parseClientPort))
    .addOption(shared.provider())
    .addOption(shared.regions())
    .addOption(shared.format(['text', 'json'], ['text']))
    .addOption(shared.language())
    .addOption(shared.quiet())
    .addOption(shared.jsonLogs())
    .action(async ({ from, to, port, compare, clientPort, ...options }: DiagnoseOptions) => {
      const tongue = tongueOf(options.language ?? 'en');
      const diagnosis = await diagnoseIn(
        folderStore(options.snapshot),
        { providers: options.provider ?? ALL_PROVIDERS, regions: options.regions ?? 'all' },
        {
          from,
          to,
          flow: port,
          words: tongue.words,
          ...(compare ? { compare } : {}),
          ...(clientPort ? { clientPort } : {}),
        },
      );
      if (options.format.includes('json')) io.stdout.write(`${JSON.stringify(diagnosis, null, 2)}\n`);
      else io.stdout.write(diagnosisText(diagnosis, { colors: wantsColor(io), tongue }));
      finish(EXIT_OF[diagnosis.verdict]);
    });

const parseFlow =
  (flag: string) =>
  (value: string): Flow => {
    const flow = readFlow(value);
    if (!flow) {
      const wanted = 'wanted is PROTOCOL/PORT such as tcp/8080, udp/53, icmp/8, or all';
      throw new UsageError(`${flag} ${value} is no flow; ${bareNumberHint(value) ?? wanted}`);
    }
    return flow;
  };

function parseClientPort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port < 1 || port > 65_535) {
    throw new UsageError(`--client-port ${value} is no port; wanted is a number from 1 to 65535`);
  }
  return port;
}
