import { demoEstate } from '../../sandbox/estate/demo.ts';
import { collectFrom, essence } from '../support/collected.ts';
import { withSandbox } from '../support/sandboxed.ts';

const snapshot = demoEstate(new Date());
const accessKeyIds = [...new Set(snapshot.map(({ account }) => `AKIA${account}`))];

test.each([
  ['as the services page', undefined],
  ['seven to a page', 7],
  ['one to a page', 1],
])('what is collected from a sandbox is what it serves: %s', async (_, pageLimit) => {
  const options = pageLimit === undefined ? { snapshot } : { snapshot, pageLimit };
  const collected = await withSandbox(options, ({ url }) => collectFrom(url, 'all', { accessKeyIds }));
  expect(essence(collected)).toEqual(essence(snapshot));
});
