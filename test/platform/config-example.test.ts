import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_CONFIG, parseConfig } from '#platform/config.ts';

const FILE = 'posture.config.example.yaml';
const example = readFileSync(join(import.meta.dirname, '../..', FILE), 'utf8');

test('the example configuration shows every setting with its default, addresses apart', () => {
  expect(parseConfig(example, FILE)).toEqual({
    ...DEFAULT_CONFIG,
    notify: { ...DEFAULT_CONFIG.notify, digest: ['network-team@example.com'], alerts: ['on-call@example.com'] },
  });
  for (const key of keysOf(DEFAULT_CONFIG)) expect(example).toMatch(new RegExp(`^ *${key}:`, 'm'));
});

test('the entries that it shows as comments are valid once they are none', () => {
  const uncommented = example.replace(/: \[\]\n(?= *# - )/g, ':\n').replace(/^( *)# (- | {2}|\w+:$)/gm, '$1$2');
  const { alicloud, waivers, notices } = parseConfig(uncommented, FILE);
  expect([alicloud.accounts.length, waivers.length]).toEqual([1, 1]);
  expect(notices.organization).toMatchObject({ id: 'o-0123456789', targets: ['r-ab12'] });
});

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
    : [];
