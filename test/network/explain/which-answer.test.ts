import { AwsReach } from '../../../lambdas/network/aws-reach.ts';
import { diagnose, diagnoseAmong } from '../../../lambdas/network/explain/diagnose.ts';
import { exposureDocument } from '../../../lambdas/network/exposure-document.ts';
import { diagnosisText } from '../../../lambdas/reports/diagnosis-text.ts';
import {
  aGroup,
  aNetwork,
  aNic,
  anInstance,
  type NetworkAnswers,
  permission,
  regionOf,
} from '../../support/network-estate.ts';

const reachOf = (changes: Partial<NetworkAnswers> = {}) => new AwsReach(regionOf(aNetwork(changes)));
const tcp = (selector: number) => ({ protocol: 6, selector });

describe('one private address in several regions', () => {
  const closed = reachOf();
  const open = reachOf({
    networkInterfaces: [aNic({ NetworkInterfaceId: 'eni-2' })],
    securityGroups: [aGroup([permission('tcp', 3389, 3389, '8.8.8.0/24')])],
  });
  const answer = diagnoseAmong([closed, open], { from: '8.8.0.0/16', to: '10.0.1.10', flow: tcp(3389) });

  it('is answered by all of them, the best first', () => {
    expect(answer.verdict).toBe('reachable');
    expect(answer.paths.map(({ target, verdict }) => [target.interface, verdict])).toEqual([
      ['eni-2', 'reachable'],
      ['eni-1', 'blocked'],
    ]);
  });

  it('has each source once, by the best that becomes of it', () => {
    expect(answer.parts.map(({ verdict, sources }) => [verdict, sources[0]])).toEqual([
      ['reachable', '8.8.8.0/24'],
      ['blocked', '8.8.0.0/21'],
    ]);
  });
});

describe('two flows that part for some sources only', () => {
  it('are compared at one for which they do', () => {
    const reach = reachOf({ securityGroups: [aGroup([permission('tcp', 22, 22, '8.8.8.0/24')])] });
    const { paths } = diagnose(reach, { from: '8.8.0.0/16', to: 'i-1', flow: tcp(8080), compare: tcp(22) });
    expect(paths[0]?.hops.map(({ hop, verdict, compared }) => [hop, verdict, compared?.verdict])).toEqual([
      ['security-group-in', 'fail', 'pass'],
    ]);
    expect(paths[0]?.changes).toEqual(['Add to sg-1: tcp 8080 from 8.8.8.0/24.']);
  });
});

describe('a flow without any way', () => {
  it('says so: from a machine to itself', () => {
    const answer = diagnose(reachOf(), { from: 'i-1', to: 'i-1', flow: tcp(22) });
    expect(answer).toMatchObject({ verdict: 'blocked', paths: [] });
    expect(answer.message).toBe(
      'Nothing between them passes the network: they are one interface, or share no address family.',
    );
  });

  it('says so: to a machine without an address of the family', () => {
    const reach = reachOf({ networkInterfaces: [aNic({ Ipv6Addresses: [] })] });
    const answer = diagnose(reach, { from: '2001:db8::1', to: 'i-1', flow: tcp(22) });
    expect(answer.message).toBe('No address of i-1 is of the family of the source and the protocol.');
    expect(diagnosisText(answer, { colors: false })).toContain('No address of i-1 is of the family');
  });

  it('names the state of an instance that is gone', () => {
    const reach = reachOf({
      networkInterfaces: [],
      instances: [anInstance({ State: { Name: 'terminated' }, NetworkInterfaces: [] })],
    });
    expect(() =>
      diagnoseAmong([reachOf({ networkInterfaces: [], instances: [] }), reach], {
        from: 'internet',
        to: 'i-1',
        flow: tcp(22),
      }),
    ).toThrow("'i-1' is terminated and has no interface that a flow could go to");
  });
});

describe('a unique local IPv6 address (R26)', () => {
  it('is reached by nobody on the Internet, whatever its subnet says', () => {
    const reach = reachOf({ networkInterfaces: [aNic({ Ipv6Addresses: [{ Ipv6Address: 'fd00:ec::10' }] })] });
    const { exposures, blocked } = exposureDocument([reach]);
    expect(exposures.filter(({ family }) => family === 'ipv6')).toEqual([]);
    expect(blocked.map(({ address, blockers }) => [address, blockers.map(({ code }) => code)])).toEqual([
      ['fd00:ec::10', ['X_PRIVATE_IPV6']],
    ]);
  });
});
