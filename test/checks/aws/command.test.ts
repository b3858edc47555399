import { execFileSync } from 'node:child_process';
import { awsCommand } from '#checks/aws/command.ts';

const here = { region: 'eu-west-1' };

test.each<[string, string, string]>([
  [
    'plain values',
    awsCommand(here, 'ec2', 'release-address', { 'allocation-id': 'eipalloc-1' }),
    'aws ec2 release-address --allocation-id eipalloc-1 --region eu-west-1',
  ],
  [
    'a flag, several values and an absent one',
    awsCommand(here, 'x', 'y', { enable: true, disable: false, ids: ['a', 'b'], no: undefined }),
    'aws x y --enable --ids a b --region eu-west-1',
  ],
  ['no region where the service has none', awsCommand({ region: 'global' }, 'x', 'y', { id: 'a' }), 'aws x y --id a'],
  ['an object as JSON', awsCommand(here, 'x', 'y', { p: { A: 1 } }), `aws x y --p '{"A":1}' --region eu-west-1`],
  ['a value that looks like an option', awsCommand(here, 'x', 'y', { p: '-1' }), 'aws x y --p=-1 --region eu-west-1'],
])('%s', (_, command, expected) => expect(command).toBe(expected));

test.each([`; touch /tmp/x`, `$(id)`, '`id`', `it's`, `a"b`, '*', '~', 'a\nb', '', '&& id', '--profile'])(
  'the shell reads %j as one word',
  (hostile) => {
    const command = awsCommand({ region: 'global' }, 'x', 'y', { name: hostile }).replace(/^aws /, 'printf "%s|" ');
    const value = hostile.startsWith('-') ? `--name=${hostile}|` : `--name|${hostile}|`;
    expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toBe(`x|y|${value}`);
  },
);
