import { Answer } from '#inventory/answer.ts';
import { text } from '#inventory/fields.ts';
import { known } from '#inventory/known.ts';
import { answered, missingOf, refused } from '../support/aws-calls.ts';

const CALL = 'account:GetThing';
const thing = () =>
  new Answer<string>({
    call: CALL,
    read: (response) => text(response['Thing']),
    readError: ({ code }) => (code === 'ResourceNotFoundException' ? 'none' : undefined),
    subject: (request, response) => text(request['Id']) ?? text(response['Id']),
  });

test.each([
  ['an answer', answered(CALL, { Thing: 'a' }), known('a')],
  ['an error that says there is none', refused(CALL, 'ResourceNotFoundException'), known('none')],
])('%s is a fact', (_, call, fact) => {
  const answer = thing();
  answer.add(call);
  expect(answer.result()).toEqual(fact);
  expect(answer.wasRead).toBe(true);
});

test.each([
  ['an answer without what is asked', answered(CALL, {}), 'Malformed'],
  ['an answer of another type', answered(CALL, { Thing: [] }), 'Malformed'],
  ['no answer', answered(CALL, null), 'Malformed'],
  ['a list', answered(CALL, []), 'Malformed'],
  ['a refusal', refused(CALL, 'AccessDeniedException'), 'AccessDeniedException'],
  ['throttling', refused(CALL, 'TooManyRequestsException'), 'TooManyRequestsException'],
])('%s is unknown', (_, call, code) => {
  const answer = thing();
  answer.add(call);
  expect(missingOf(answer.result())).toEqual([`${CALL} ${code}`]);
});

test('nothing read is unknown and names the call', () => {
  expect(missingOf(thing().result())).toEqual([`${CALL} NotRead`]);
  expect(thing().wasRead).toBe(false);
});

test.each([
  ['the same twice', [{ Thing: 'a' }, { Thing: 'a' }], []],
  ['a contradiction', [{ Thing: 'a' }, { Thing: 'b' }], [`${CALL} Malformed`]],
  ['a contradiction and then the first again', [{ Thing: 'a' }, { Thing: 'b' }, { Thing: 'a' }], [`${CALL} Malformed`]],
])('%s', (_, responses, missing) => {
  const answer = thing();
  for (const response of responses) answer.add(answered(CALL, response));
  expect(missingOf(answer.result())).toEqual(missing);
});

test.each([
  ['before', [refused(CALL), answered(CALL, { Thing: 'a' })]],
  ['after', [answered(CALL, { Thing: 'a' }), refused(CALL)]],
])('a refusal %s an answer outweighs it', (_, calls) => {
  const answer = thing();
  for (const call of calls) answer.add(call);
  expect(missingOf(answer.result())).toEqual([`${CALL} AccessDenied`]);
});

test('each subject has its own answer; a refusal of none in particular is about all', () => {
  const answer = thing();
  answer.add(answered(CALL, { Thing: 'a' }, { Id: 'x' }));
  answer.add(answered(CALL, { Thing: 'b', Id: 'y' }));
  expect([answer.result('x'), answer.result('y')]).toEqual([known('a'), known('b')]);
  expect(missingOf(answer.result('z'))).toEqual([`${CALL} NotRead`]);
  answer.add(refused(CALL));
  expect(missingOf(answer.result('z'))).toEqual([`${CALL} AccessDenied`]);
  expect(answer.subjects).toEqual(['x', 'y', '']);
});
