import { isSignedWith, signatureOf, stringToSign } from '../../../sandbox/alicloud/signature.ts';

/** @see https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism the vendor's own worked example */
const PUBLISHED = {
  Action: 'DescribeRegions',
  Format: 'XML',
  Version: '2014-05-26',
  Timestamp: '2016-02-23T12:46:24Z',
  SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
  SignatureMethod: 'HMAC-SHA1',
  SignatureVersion: '1.0',
  AccessKeyId: 'testid',
};

describe('the signature of an RPC request', () => {
  test('is the published one for the published request', () => {
    expect(signatureOf('GET', PUBLISHED, 'testsecret')).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
  });

  test('leaves itself out and escapes what JavaScript does not', () => {
    expect(stringToSign('POST', { Signature: 'x', b: "it's (*)", a: '1' })).toBe(
      'POST&%2F&a%3D1%26b%3Dit%2527s%2520%2528%252A%2529',
    );
  });

  test.each([
    ['another secret', { ...PUBLISHED }, 'othersecret'],
    ['a changed parameter', { ...PUBLISHED, Action: 'DescribeInstances' }, 'testsecret'],
    ['no signature', { ...PUBLISHED, Signature: '' }, 'testsecret'],
  ])('does not hold for %s', (_, parameters, secret) => {
    const signed = { Signature: 'OLeaidS1JvxuMvnyHOwuJ+uX5qY=', ...parameters };
    expect(isSignedWith('GET', signed, secret)).toBe(false);
  });
});
