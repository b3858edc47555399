/**
 * Measures how reachability scales: `npm run bench` prints one JSON line for each estate of 1,000, 10,000 and 100,000
 * interfaces. Each is written to a temporary snapshot first and measured in processes of its own, so that the peak of
 * memory is that of reading and evaluating alone. Times are processor time; they differ between machines, the ratios
 * should not. What others do on the machine still shows in caches and in when garbage is collected, so each size is
 * measured several times and the median of each number counts.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AwsRegionBuilder } from '#inventory/aws/region.ts';
import { AwsReach } from '#network/aws-reach.ts';
import { exposureDocument } from '#network/exposure-document.ts';
import { readScopes } from '#snapshot/read.ts';
import { folderStore } from '#stores/folder.ts';
import { generateRegion } from '../sandbox/estate/generate.ts';

const SIZES = [1_000, 10_000, 100_000];
/** Interfaces that share one configuration, as copies of one machine do. */
const INTERFACES_PER_CONFIGURATION = 20;
const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
/** Processes that measure one size. */
const RUNS = 3;
/** What issue and documentation promise. */
const BARS = { evaluationToParse: 3, growth: 1.15, memoryMegabytes: 512 } as const;

interface Measurement {
  readonly interfaces: number;
  readonly snapshotMegabytes: number;
  readonly parseMs: number;
  readonly loadMs: number;
  readonly evaluateMs: number;
  readonly renderMs: number;
  readonly peakMegabytes: number;
  readonly evaluations: number;
  readonly exposures: number;
  readonly evaluationToParse: number;
}

async function writeSnapshot(folder: string, interfaces: number): Promise<void> {
  mkdirSync(join(folder, 'aws', ACCOUNT), { recursive: true });
  const file = createWriteStream(join(folder, 'aws', ACCOUNT, `${REGION}.jsonl`));
  const configurations = Math.max(50, interfaces / INTERFACES_PER_CONFIGURATION);
  for (const call of generateRegion({ interfaces, configurations, seed: interfaces }))
    if (!file.write(`${JSON.stringify(call)}\n`)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}

/** Time that processors worked for this process, garbage collection included: what others do meanwhile is not in it. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

const rounded = (ratio: number): number => Math.round(ratio * 100) / 100;

const since = (start: number): number => Math.round(cpuMs() - start);

/** Reads, evaluates and renders one snapshot. */
async function measure(folder: string, interfaces: number): Promise<Measurement> {
  let [parseMs, bytes] = [0, 0];
  for await (const line of createInterface({
    input: createReadStream(join(folder, 'aws', ACCOUNT, `${REGION}.jsonl`)),
  })) {
    bytes += line.length;
    const start = cpuMs();
    JSON.parse(line);
    parseMs += cpuMs() - start;
  }
  const loading = cpuMs();
  const [scope] = await readScopes(folderStore(folder));
  if (!scope) throw new Error('the snapshot that was just written is not there');
  const builder = new AwsRegionBuilder(scope);
  for await (const call of scope.calls()) builder.add(call);
  const region = builder.build();
  const loadMs = since(loading);

  const evaluating = cpuMs();
  const reach = new AwsReach(region);
  const { exposures } = reach.all();
  const evaluateMs = since(evaluating);

  const rendering = cpuMs();
  const document = exposureDocument([reach]);
  for (const record of document.exposures) JSON.stringify(record);
  const renderMs = since(rendering);
  return {
    interfaces,
    snapshotMegabytes: Math.round(bytes / 1e5) / 10,
    parseMs: Math.round(parseMs),
    loadMs,
    evaluateMs,
    renderMs,
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    evaluations: reach.evaluations,
    exposures: exposures.length,
    evaluationToParse: rounded(evaluateMs / parseMs),
  };
}

/**
 * With room to spare V8 puts off collecting garbage, and the peak would say nothing of what is needed; without any, it
 * collects all the time. So times are taken with its own bounds and the peak, in a run of its own, with this one.
 */
const HEAP_MEGABYTES = 480;

/** This file again, in a process of its own. */
const ask = (args: readonly string[], ...flags: readonly string[]): string =>
  execFileSync(process.execPath, [...flags, '--import', 'tsx', fileURLToPath(import.meta.url), ...args], {
    encoding: 'utf8',
  });

/** The median of each number over several runs of the same size. */
function medians(runs: readonly Measurement[]): Measurement {
  const middle = (name: keyof Measurement): number =>
    runs.map((run) => run[name]).sort((a, b) => a - b)[runs.length >> 1] ?? Number.NaN;
  return Object.fromEntries(Object.keys(runs[0] ?? {}).map((name) => [name, middle(name as keyof Measurement)])) as {
    [Name in keyof Measurement]: number;
  };
}

async function compareSizes(): Promise<void> {
  const emptyMegabytes = Number(ask(['empty']));
  let before: Measurement | undefined;
  let misses = 0;
  for (const size of SIZES) {
    const folder = mkdtempSync(join(tmpdir(), 'posture-bench-'));
    try {
      await writeSnapshot(folder, size);
      const args = ['measure', folder, String(size)];
      const unbounded = medians(Array.from({ length: RUNS }, () => JSON.parse(ask(args)) as Measurement));
      const { peakMegabytes } = JSON.parse(ask(args, `--max-old-space-size=${HEAP_MEGABYTES}`)) as Measurement;
      const measured = { ...unbounded, peakMegabytes };
      const memoryMegabytes = measured.peakMegabytes - emptyMegabytes;
      const growth = before ? rounded(measured.evaluateMs / before.evaluateMs / (size / before.interfaces)) : null;
      const isLargest = size === SIZES.at(-1);
      const holds =
        !isLargest ||
        (measured.evaluationToParse <= BARS.evaluationToParse &&
          (growth ?? 0) <= BARS.growth &&
          memoryMegabytes <= BARS.memoryMegabytes);
      if (!holds) misses++;
      process.stdout.write(`${JSON.stringify({ ...measured, memoryMegabytes, growth, holds })}\n`);
      before = measured;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  process.exitCode = misses === 0 ? 0 : 1;
}

const [mode, folder = '', size = ''] = process.argv.slice(2);
if (mode === 'measure') process.stdout.write(JSON.stringify(await measure(folder, Number(size))));
else if (mode === 'empty') process.stdout.write(String(Math.round(process.resourceUsage().maxRSS / 1024)));
else await compareSizes();
