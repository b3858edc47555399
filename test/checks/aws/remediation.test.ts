import { execFileSync } from 'node:child_process';
import { examineRegion } from '#checks/examine.ts';
import { CHECKS } from '#checks/registry.ts';
import { type Finding, findingOf } from '#findings/finding.ts';
import { known } from '#inventory/known.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { inventoriesOf } from '#scan/inventories.ts';
import { readScopes } from '#snapshot/read.ts';
import { demoEstate } from '../../../sandbox/estate/demo.ts';
import type { ServedScope } from '../../../sandbox/recording.ts';
import { storeOf } from '../../support/served-store.ts';

// Every failing finding of the demo estate says how to mend it: with a command that changes something, that a shell reads as
// it is meant, and with a link to the console of its own partition.

/** What no command mends, and why. */
const BY_HAND: Readonly<Record<string, string>> = {
  'aws-account-active': 'AWS alone takes a suspension back: root signs in, pays or answers, and opens a case',
};

/** What the owner has to choose: no fact that was read tells it. */
const CHOICES = [
  'ACCESS_LOG_BUCKET',
  'CHECK_PATH',
  'FLOW_LOG_BUCKET_ARN',
  'ISOLATION_GROUP',
  'SECURITY_ACCOUNT',
  'SECURITY_MAIL',
  'SECURITY_PHONE',
  'TARGET_ID',
];

const OWNERS_CHOICE = /"\$\{([A-Z_]+):\?[^"}]+\}"/g;
const CHANGES = /\baws [a-z0-9-]+ (?!describe-|get-|list-)[a-z]/;

/** The estate as it would stand in another partition. */
const moved = (estate: readonly ServedScope[], places: Readonly<Record<string, string>>): readonly ServedScope[] => {
  const text = Object.entries(places).reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(estate));
  return JSON.parse(text) as readonly ServedScope[];
};

async function findingsOf(estate: readonly ServedScope[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const { region } of inventoriesOf(await readScopes(storeOf(estate))))
    for (const result of examineRegion(CHECKS, region, DEFAULT_POLICY, undefined, known([]))) {
      const finding = findingOf(result, '2026-11-20T03:00:00Z');
      if (finding?.resource.provider === 'aws') findings.push(finding);
    }
  return findings;
}

const estate = demoEstate(new Date('2026-11-20T03:00:00Z'));
const PARTITIONS: readonly [string, RegExp, Readonly<Record<string, string>>][] = [
  ['aws', /^https:\/\/([a-z0-9-]+\.)?console\.aws\.amazon\.com\//, {}],
  [
    'aws-cn',
    /^https:\/\/([a-z0-9-]+\.)?console\.amazonaws\.cn\//,
    {
      'arn:aws:': 'arn:aws-cn:',
      'eu-central-1': 'cn-north-1',
      'us-east-1': 'cn-northwest-1',
      'eu-west-1': 'cn-north-1',
    },
  ],
  [
    'aws-us-gov',
    /^https:\/\/([a-z0-9-]+\.)?console\.amazonaws-us-gov\.com\//,
    {
      'arn:aws:': 'arn:aws-us-gov:',
      'eu-central-1': 'us-gov-west-1',
      'us-east-1': 'us-gov-east-1',
      'eu-west-1': 'us-gov-east-1',
    },
  ],
];

describe.each(PARTITIONS)('in %s', (_, console, places) => {
  let findings: readonly Finding[] = [];
  beforeAll(async () => {
    findings = await findingsOf(moved(estate, places));
  });
  const wrong = (is: (finding: Finding) => boolean): readonly string[] =>
    findings
      .filter(is)
      .map(({ checkId, resource, fix }) => `${checkId} ${resource.id}: ${fix.commands?.join('; ')} ${fix.consoleUrl}`);

  test('every finding has a command that changes something, or nobody could give one', () => {
    expect(findings.length).toBeGreaterThan(200);
    const changes = ({ fix }: Finding): boolean => fix.commands?.some((command) => CHANGES.test(command)) ?? false;
    expect(wrong((finding) => changes(finding) === finding.checkId in BY_HAND)).toEqual([]);
  });

  test('every finding has a link to the console of its partition', () => {
    expect(wrong(({ fix }) => !console.test(fix.consoleUrl ?? ''))).toEqual([]);
  });

  test('every command is for the region where the resource is', () => {
    const isElsewhere = ({ resource: { region }, fix: { commands = [] } }: Finding): boolean =>
      region !== 'global' && commands.some((command) => !command.includes(` --region ${region}`));
    expect(wrong(isElsewhere)).toEqual([]);
  });

  test('nothing is left open but what the owner has to choose', () => {
    const commands = findings.flatMap(({ fix }) => fix.commands ?? []);
    const chosen = commands.flatMap((command) => [...command.matchAll(OWNERS_CHOICE)].map(([, name = '']) => name));
    expect([...new Set(chosen)].sort()).toEqual(CHOICES);
    const bare = commands.map((command) => command.replaceAll(OWNERS_CHOICE, 'chosen'));
    expect(bare.filter((command) => /undefined|null|NaN|\[object|<[a-z-]+>|\bXXX|\$\{|''/i.test(command))).toEqual([]);
  });
});

test('a shell reads every command as it is meant', async () => {
  const commands = [...new Set((await findingsOf(estate)).flatMap(({ fix }) => fix.commands ?? []))];
  const values = CHOICES.map((name) => `${name}=chosen`);
  // In place of the CLI stands a function that says how many words it got, and which.
  const script = [...values, 'aws() { printf \'%s|\' "$#" "$@"; echo; }', ...commands].join('\n');
  const lines = execFileSync('sh', ['-eu', '-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
  expect(lines).toHaveLength(commands.length);
  const odd = lines.filter((line) => !/^\d+\|[a-z0-9]+\|[a-z0-9-]+\|(--[a-z0-9-]+\|([^|]*\|)*)*$/.test(line));
  expect(odd).toEqual([]);
});
