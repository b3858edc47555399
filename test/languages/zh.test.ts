import { CHECKS } from '#checks/registry.ts';
import { PARTS_ZH, ZH } from '#languages/zh/dictionary.ts';
import { saidBelow } from '../support/said-texts.ts';

/** Everything that is said to people. */
const SPEAKING = [
  'lambdas/reports',
  'lambdas/cli',
  'lambdas/checks/aws',
  'lambdas/checks/path',
  'lambdas/checks/examine.ts',
  'lambdas/checks/judge-path.ts',
  'lambdas/checks/path-timeouts.ts',
  'lambdas/inventory/known.ts',
  'lambdas/checks/alicloud',
  'lambdas/network',
  'lambdas/scan/declared-names.ts',
];
/** Checks whose titles, reasons, remedies and messages are there in Chinese. */
const CHECKS_SPEAKING = [/^aws-/, /^path-/, /^alicloud-/];

const fileOf = (id: string): string => {
  const [provider = '', service = '', ...name] = id.split('-');
  return service === 'timeouts' ? 'lambdas/checks/path' : `lambdas/checks/${provider}/${service}/${name.join('-')}.ts`;
};

const speaking = CHECKS.filter(({ id }) => CHECKS_SPEAKING.some((pattern) => pattern.test(id)));
const said = [...SPEAKING, ...speaking.map(({ id }) => fileOf(id))].map(saidBelow);
const texts = said.flatMap((each) => each.texts);

test('all that is said is there in Chinese', () => {
  const untold = texts.filter(({ key }) => !Object.hasOwn(ZH, key) && /[A-Za-z]/.test(key.replace(/\{\d+\}/g, '')));
  expect(untold).toEqual([]);
});

test('titles, reasons and remedies are there in Chinese', () => {
  const untold = CHECKS.flatMap(({ id, title, why, fix }) =>
    [title, why, fix].filter((text) => !Object.hasOwn(ZH, text)).map((text) => `${id}: ${text}`),
  );
  expect(untold).toEqual([]);
});

test('what has values is said with its values apart', () => {
  expect(said.flatMap(({ unsaid }) => unsaid)).toEqual([]);
});

test('a translation has the same values, and Chinese in it', () => {
  const values = (text: string): readonly string[] => [...text.matchAll(/\{\d+\}/g)].map(([value]) => value).sort();
  const wrong = Object.entries(ZH).filter(
    ([key, text]) =>
      JSON.stringify([...new Set(values(key))]) !== JSON.stringify([...new Set(values(text))]) ||
      !/[\p{Script=Han}，、。：；（）]/u.test(text),
  );
  expect(wrong).toEqual([]);
});

test('no text stands twice, and none that nobody says', () => {
  const all = PARTS_ZH.flatMap((part) => Object.keys(part));
  expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  const keys = new Set([...texts.map(({ key }) => key), ...CHECKS.flatMap(({ title, why, fix }) => [title, why, fix])]);
  const words = new Set(['{0}, {1}', '{0} or {1}']);
  expect(Object.keys(ZH).filter((key) => !keys.has(key) && !words.has(key))).toEqual([]);
});
