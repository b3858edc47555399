import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { checkFiles, idOf, registrySource } from './check-files.ts';

const USAGE = `usage: npm run new-check -- PROVIDER SERVICE NAME    write a check, its test and its registry row
       npm run new-check -- --registry              write the registry again from the files

  PROVIDER  aws or alicloud
  SERVICE   ec2, vpc, elb, … in lower case
  NAME      what holds when the check passes, as in security-group-in-use`;

/** Writes what `npm run new-check` was asked for below `project`, and says what it wrote. @throws when it was asked for nonsense. */
export function newCheck(words: readonly string[], project: string): readonly string[] {
  if (words.length === 1 && words[0] === '--registry') return [writeRegistry(project)];
  const [provider = '', service = '', name = '', ...more] = words;
  if (!/^(aws|alicloud)$/.test(provider) || !/^[a-z0-9]+$/.test(service) || more.length > 0) throw new Error(USAGE);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(name)) throw new Error(USAGE);
  const path = `${provider}/${service}/${name}`;
  const check = join(project, 'lambdas/checks', `${path}.ts`);
  const test = join(project, 'test/checks', `${path}.test.ts`);
  for (const file of [check, test])
    if (existsSync(file)) throw new Error(`${relative(project, file)} is there already`);
  const sample = sampleOf(provider, service);
  write(check, checkSource(idOf(path), sample, name));
  write(test, testSource(path, sample));
  return [relative(project, check), relative(project, test), writeRegistry(project)];
}

function writeRegistry(project: string): string {
  write(join(project, 'lambdas/checks/registry.ts'), registrySource(checkFiles(project)));
  return 'lambdas/checks/registry.ts';
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** A resource that a new check can start from: its kind, and what makes one in tests. */
interface Sample {
  readonly kind: string;
  readonly builder: string;
  /** Below `test/support/`. */
  readonly file: string;
}

/** By provider and service; a service without a row begins with its provider's security groups. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  aws: { kind: 'aws.ec2.SecurityGroup', builder: 'aSecurityGroup', file: 'a-security-group' },
  alicloud: { kind: 'alicloud.ecs.SecurityGroup', builder: 'anAliGroup', file: 'an-ali-region' },
  'alicloud/slb': { kind: 'alicloud.slb.Listener', builder: 'aListener', file: 'an-ali-region' },
  'alicloud/vpc': { kind: 'alicloud.vpc.NetworkAcl', builder: 'anAliAcl', file: 'an-ali-region' },
  'alicloud/waf': { kind: 'alicloud.waf.Domain', builder: 'aWafDomain', file: 'an-ali-region' },
};

function sampleOf(provider: string, service: string): Sample {
  const sample = SAMPLES[`${provider}/${service}`] ?? SAMPLES[provider];
  if (!sample) throw new Error(USAGE);
  return sample;
}

/** A check that says nothing yet and is told so by its own test. */
const checkSource = (
  id: string,
  { kind }: Sample,
  name: string,
): string => `import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';

export default defineCheck({
  id: '${id}',
  title: '${title(name)}',
  severity: 'medium',
  concern: 'hygiene',
  examines: '${kind}',
  why: 'The harm that is done where it does not hold.',
  fix: 'What to do about it.',
  sources: [],

  examine(resource) {
    return resource.id === '' ? fail('Names the setting and its value.', { id: resource.id }) : pass();
  },
});
`;

const testSource = (path: string, { builder, file }: Sample): string => `import check from '#checks/${path}.ts';
import { ${builder} } from '../../../support/${file}.ts';
import { testCheck } from '../../../support/check-tester.ts';

testCheck(check, {
  passes: { 'what passes': ${builder}() },
  fails: { 'what fails': [${builder}({ id: '' }), 'The exact message.'] },
});
`;

function title(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

if (import.meta.filename === process.argv[1]) {
  try {
    for (const file of newCheck(process.argv.slice(2), process.cwd())) console.log(`wrote ${file}`);
  } catch (mistake) {
    console.error(mistake instanceof Error ? mistake.message : mistake);
    process.exitCode = 64;
  }
}
