import { known } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { awsCommand } from '../command.ts';
import { withId } from '../with-id.ts';

export default defineCheck({
  id: 'aws-ec2-address-attached',
  title: 'Elastic IP addresses are in use',
  severity: 'low',
  concern: 'hygiene',
  examines: 'aws.ec2.Address',
  why: 'An address that nothing uses costs money, and names that still point at it lead to whoever gets it next.',
  fix: 'Release the address, after its DNS records are gone, or attach it.',
  sources: ['https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-12'],
  frameworks: ['FSBP EC2.12'],

  examine(address, { region }) {
    const { publicIp, allocationId, associationId, instanceId, interfaceId, serviceManaged } = address;
    const which = allocationId ? { 'allocation-id': allocationId } : { 'public-ip': publicIp };
    const release = awsCommand(region, 'ec2', 'release-address', which);
    if (instanceId ?? serviceManaged) return pass();
    if (!interfaceId) {
      return associationId
        ? pass()
        : fail(say`${publicIp} is attached to nothing.`, { publicIp }, { commands: [release] });
    }
    return given({ interfaces: region.networkInterfaces }, ({ interfaces }) => {
      // An interface that is not ours to read belongs to another account, which uses the address.
      const holder = withId(known(interfaces), interfaceId);
      if (holder?.status !== 'available') return pass();
      return fail(
        say`${publicIp} belongs to ${interfaceId}, which is attached to nothing.`,
        { publicIp, interface: interfaceId },
        { commands: [awsCommand(region, 'ec2', 'disassociate-address', { 'association-id': associationId }), release] },
      );
    });
  },
});
