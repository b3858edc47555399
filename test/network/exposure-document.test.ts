import { exposureDocument } from '../../lambdas/network/exposure-document.ts';
import { BlockedTarget } from '../../lambdas/network/reach/blocked-target.ts';
import { anInterface } from '../support/an-interface.ts';

const region = { provider: 'aws', account: '111122223333', region: 'eu-west-1' } as const;
const place = {
  resource: { type: 'instance', id: 'i-1' },
  interface: 'eni-1',
  address: '10.0.1.10',
  family: 'ipv4',
} as const;

describe('the exposure document', () => {
  it('says where something is blocked, even where the blockers are worked out late', () => {
    const { resource, address, family } = place;
    const target = { nic: anInterface({ id: place.interface }), resource, address, family };
    const blocked = [new BlockedTarget(target, undefined, () => [])];
    const all = () => ({ exposures: [], blocked });
    expect(exposureDocument([{ estate: { region }, missing: [], all }]).blocked).toEqual([
      { account: '111122223333', region: 'eu-west-1', ...place, blockers: [] },
    ]);
  });

  it('declares the universe that the sources are subsets of', () => {
    const { internet } = exposureDocument([]);
    expect(internet.ipv6).toEqual(['2000::/3']);
    expect(internet.ipv4).toContain('11.0.0.0/8');
    expect(internet.ipv4).not.toContain('10.0.0.0/8');
  });
});
