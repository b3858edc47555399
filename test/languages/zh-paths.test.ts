import { tongueOf } from '#languages/tongue.ts';
import { readFlow } from '#network/flow.ts';
import { diagnosisText } from '#reports/diagnosis-text.ts';
import { exposureText } from '#reports/exposure-text.ts';
import { diagnoseIn } from '#scan/diagnose.ts';
import { exposureOf } from '#scan/exposure.ts';
import { aliDemoEstate } from '../../sandbox/alicloud/estate.ts';
import { demoEstate } from '../../sandbox/estate/demo.ts';
import { storeOf } from '../support/served-store.ts';

const NOW = new Date('2026-11-20T02:30:00Z');
const tongue = tongueOf('zh');
const places = { providers: ['aws', 'alicloud'], regions: 'all' } as const;
const estates = { aws: demoEstate(NOW), alicloud: aliDemoEstate(NOW) };

/** Three words of small letters in a row: no name, id or code of the estate is written so. */
const SENTENCE = /[A-Za-z]?[a-z]+ [a-z]+ [a-z]+/;

/** The sentences of a document that stayed English. What a cloud said, and why a call gave nothing, is not ours to tell. */
function leftOvers(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'string')
    return (key === 'message' || key === 'change' || key === 'changes') && SENTENCE.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null || key === 'reasons') return [];
  if (Array.isArray(value)) return value.flatMap((each) => leftOvers(each, key));
  return Object.entries(value).flatMap(([name, each]) => leftOvers(each, name));
}

describe.each(['aws', 'alicloud'] as const)('the demo estate of %s in Chinese', (cloud) => {
  const store = storeOf(estates[cloud]);

  test('what the Internet reaches is told without an English sentence', async () => {
    const { document } = await exposureOf(store, places, tongue.words);
    expect(document.exposures.length).toBeGreaterThan(0);
    expect(leftOvers([document.exposures, document.blocked])).toEqual([]);
    const lines = exposureText(document, { colors: false, tongue }).split('\n');
    expect(lines.filter((line) => SENTENCE.test(line))).toEqual([]);
  });

  test('only words differ from what is told in English', async () => {
    const [english, chinese] = [await exposureOf(store, places), await exposureOf(store, places, tongue.words)];
    const withoutWords = (document: unknown): string =>
      JSON.stringify(document, (key, value: unknown) =>
        key === 'message' ? typeof value : key === 'packetAtHop' ? undefined : value,
      );
    expect(withoutWords(chinese.document)).toBe(withoutWords(english.document));
  });

  test('every resource of it is diagnosed without an English sentence', async () => {
    const { document } = await exposureOf(store, places);
    const ids = [...new Set([...document.exposures, ...document.blocked].map(({ resource }) => resource.id))];
    const first = document.exposures.find((each) => each.interface !== null)?.interface ?? 'internet';
    for (const to of ids.slice(0, 12)) {
      for (const from of ['internet', '10.20.0.0/16', cloud === 'aws' ? first : '9.9.9.9'].filter(
        (each) => each !== to,
      )) {
        const flow = readFlow('tcp/8081');
        if (!flow) throw new Error('tcp/8081 is a flow');
        const diagnosis = await diagnoseIn(store, places, { from, to, flow, words: tongue.words });
        expect([from, to, leftOvers(diagnosis)]).toEqual([from, to, []]);
        const lines = diagnosisText(diagnosis, { colors: false, tongue }).split('\n');
        expect([from, to, lines.filter((line) => SENTENCE.test(line))]).toEqual([from, to, []]);
      }
    }
  });
});
