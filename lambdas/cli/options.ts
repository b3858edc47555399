import { readFile } from 'node:fs/promises';
import { Option } from 'commander';
import { SEVERITIES, type Severity } from '#checks/outcome.ts';
import { type Config, DEFAULT_CONFIG, parseConfig } from '#platform/config.ts';
import { LANGUAGES, type Language } from '#platform/text.ts';
import { UsageError } from '#platform/usage-error.ts';
import type { Provider } from '#snapshot/recorded-call.ts';

const PROVIDERS: readonly Provider[] = ['aws', 'alicloud'];
/** AWS numbers all of its regions, Alibaba Cloud some: `cn-hangzhou`. */
const REGION = /^[a-z]{2}(-[a-z]+)+(-\d+)?$/;
const DEFAULT_CONFIG_FILE = 'posture.config.yaml';

/** The flags that verbs share, each as commander wants it. */
export const shared = {
  config: () =>
    new Option('--config <file>', `configuration file (default: ${DEFAULT_CONFIG_FILE}, if there)`).argParser(
      parseName('--config'),
    ),
  provider: () =>
    new Option('--provider <list>', `clouds, separated by commas: ${PROVIDERS.join(', ')}`).argParser(parseProviders),
  regions: () => new Option('--regions <list>', 'regions, separated by commas, or "all"').argParser(parseRegions),
  profile: () =>
    new Option('--profile <name>', 'profile of the AWS configuration files').argParser(parseName('--profile')),
  checks: () =>
    new Option('--checks <globs>', 'only checks whose id matches, separated by commas: aws-ec2-*').argParser(
      parseList('--checks'),
    ),
  severity: () =>
    new Option('--severity <level>', 'show from this level').argParser(parseLevel('--severity')).default('info'),
  failOn: () =>
    new Option('--fail-on <level>', 'exit with 1 for findings from this level')
      .argParser(parseLevel('--fail-on'))
      .default('high'),
  out: (what: string, fallback?: string) =>
    new Option('--out <dir>', what).argParser(parseName('--out')).default(fallback),
  format: (allowed: readonly string[], fallback: readonly string[]) =>
    new Option('--format <list>', `what to write: ${allowed.join(', ')}`)
      .argParser(parseChoices('--format', allowed))
      .default(fallback, fallback.join(',')),
  language: () =>
    new Option('--language <language>', `what people are told in: ${LANGUAGES.join(' or ')}`).argParser(parseLanguage),
  quiet: () => new Option('--quiet', 'no progress and no summary'),
  jsonLogs: () => new Option('--json-logs', 'progress and messages as JSON lines'),
};

/** The values of {@link shared}, as a verb gets them. */
export interface SharedOptions {
  readonly config?: string;
  readonly provider?: readonly Provider[];
  readonly regions?: 'all' | readonly string[];
  readonly profile?: string;
  readonly checks?: readonly string[];
  readonly severity: Severity;
  readonly failOn: Severity;
  readonly out: string;
  readonly format: readonly string[];
  readonly language?: Language;
  readonly quiet?: boolean;
  readonly jsonLogs?: boolean;
}

/** The clouds that a run is about when nobody says. */
export const ALL_PROVIDERS = PROVIDERS;

/** The configuration that the flags name, or the one in the working directory, or the defaults. */
export async function readConfig(file: string | undefined): Promise<Config> {
  const path = file ?? DEFAULT_CONFIG_FILE;
  const source = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && file === undefined) return undefined;
    throw new UsageError(
      `--config ${path} cannot be read: ${error.code === 'ENOENT' ? 'no such file' : error.code === 'EISDIR' ? 'it is a folder' : error.message}`,
    );
  });
  return source === undefined ? DEFAULT_CONFIG : parseConfig(source, path);
}

/** A text that must be there: `--out "$DIR"` without a DIR is a mistake, and not the working directory. */
export const parseName =
  (flag: string) =>
  (value: string): string => {
    if (value.trim() === '') throw new UsageError(`${flag} must not be empty, got ${JSON.stringify(value)}`);
    return value;
  };

const split = (value: string): readonly string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const parseList =
  (flag: string) =>
  (value: string): readonly string[] => {
    const parts = split(value);
    if (parts.length === 0) throw new UsageError(`${flag} must name at least one, got ${JSON.stringify(value)}`);
    return parts;
  };

const parseChoices =
  (flag: string, allowed: readonly string[]) =>
  (value: string): readonly string[] => {
    const parts = parseList(flag)(value);
    const wrong = parts.filter((part) => !allowed.includes(part));
    if (wrong.length > 0)
      throw new UsageError(`${flag} ${wrong.join(', ')} is not known; allowed are ${allowed.join(', ')}`);
    return parts;
  };

const parseProviders = (value: string): readonly Provider[] =>
  parseChoices('--provider', PROVIDERS)(value) as readonly Provider[];

const parseLevel =
  (flag: string) =>
  (value: string): Severity => {
    const level = SEVERITIES.find((severity) => severity === value);
    if (!level) throw new UsageError(`${flag} ${value} is no severity; allowed are ${SEVERITIES.join(', ')}`);
    return level;
  };

function parseLanguage(value: string): Language {
  const language = LANGUAGES.find((each) => each === value);
  if (!language) throw new UsageError(`--language ${value} is not spoken; allowed are ${LANGUAGES.join(', ')}`);
  return language;
}

function parseRegions(value: string): 'all' | readonly string[] {
  const regions = parseList('--regions')(value);
  if (regions.includes('all')) return 'all';
  const wrong = regions.filter((region) => !REGION.test(region));
  if (wrong.length > 0) {
    throw new UsageError(`--regions ${wrong.join(', ')} is no region; wanted are names such as eu-central-1, or "all"`);
  }
  return regions;
}
