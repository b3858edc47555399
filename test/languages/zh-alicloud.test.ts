import { examineRegion } from '#checks/examine.ts';
import { CHECKS } from '#checks/registry.ts';
import { known } from '#inventory/known.ts';
import { tongueOf } from '#languages/tongue.ts';
import { DEFAULT_POLICY } from '#platform/policy.ts';
import { inventoriesOf } from '#scan/inventories.ts';
import { readScopes } from '#snapshot/read.ts';
import { aliDemoEstate } from '../../sandbox/alicloud/estate.ts';
import { storeOf } from '../support/served-store.ts';

const estate = aliDemoEstate(new Date('2026-11-20T02:30:00Z'));
/** What the cloud itself said: names of alerts and resources stay as they are. */
const theirWords = JSON.stringify(estate);
const { words } = tongueOf('zh');

/** Two English words in a row, which no id, setting or product of theirs explains. */
const englishIn = (message: string): readonly string[] =>
  (message.match(/[A-Za-z’]+(?:,? [a-z’]+)+/g) ?? []).filter(
    (phrase) => !theirWords.toLowerCase().includes(phrase.toLowerCase()) && !/^(tcp|udp|UTC)$/.test(phrase),
  );

test('what is said of the demo estate on Alibaba Cloud is Chinese', async () => {
  const messages = new Map<string, string>();
  for await (const { region } of inventoriesOf(await readScopes(storeOf(estate))))
    for (const { check, outcome } of examineRegion(CHECKS, region, DEFAULT_POLICY, undefined, known([])))
      if ('message' in outcome && outcome.message !== '')
        messages.set(`${check.id} ${words(outcome.message)}`, words(outcome.message));
  expect(messages.size).toBeGreaterThan(70);
  const left = [...messages].filter(([, message]) => englishIn(message).length > 0 || !/\p{Script=Han}/u.test(message));
  expect(left.map(([told]) => told)).toEqual([]);
});
