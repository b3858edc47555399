import { UsageError } from '#platform/usage-error.ts';
import { parseScanRequest } from '#scan/request.ts';

test.each([
  ['everything', {}],
  ['a part', { provider: ['aws'], regions: ['us-east-1'], checks: ['aws-ec2-*'] }],
])('%s is a request', (_name, payload) => {
  expect(parseScanRequest(payload)).toEqual(payload);
});

test.each([
  ['an unknown key', { region: ['us-east-1'] }, 'region is not known; allowed are provider, regions, checks'],
  ['text for a list', { regions: 'us-east-1' }, 'regions is "us-east-1", but must be an array'],
  ['no list at all', { regions: [] }, 'regions is [], but must be at least 1 long'],
  [
    'a region that is none',
    { regions: ['us-east-1', 'nowhere'] },
    'regions.1 is "nowhere", but must be a region name such as eu-west-1',
  ],
  ['a cloud that is not read', { provider: ['gcp'] }, 'provider.0 is "gcp", but must be one of "aws"'],
  ['an empty glob', { checks: [''] }, 'checks.0 is "", but must be at least 1'],
  ['a list', [], 'the event is [], but must be an object'],
  ['text', 'all', 'the event is "all", but must be an object'],
  ['nothing', undefined, 'the event is missing, but must be an object'],
  ['null', null, 'the event is null, but must be an object'],
])('%s is refused by key, value and what is allowed', (_name, payload, says) => {
  expect(() => parseScanRequest(payload)).toThrow(UsageError);
  expect(() => parseScanRequest(payload)).toThrow(says);
});

test('every mistake is named at once', () => {
  expect(() => parseScanRequest({ regions: ['x'], chekcs: [] })).toThrow(/^regions\.0 is .*\nchekcs is not known/s);
});
