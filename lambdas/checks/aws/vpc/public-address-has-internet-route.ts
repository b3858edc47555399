import { say, wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, notApplicable, pass } from '../../outcome.ts';
import { noWayOut } from '../way-out.ts';

export default defineCheck({
  id: 'aws-vpc-public-address-has-internet-route',
  title: 'Public addresses have a way to the Internet and back',
  severity: 'medium',
  concern: 'availability',
  examines: 'aws.ec2.NetworkInterface',
  why: 'A host with a public address and no route to the gateway answers nobody and reaches nothing.',
  fix: 'Route 0.0.0.0/0 of the subnet to the Internet gateway that is attached to its VPC.',
  sources: ['https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html'],

  examine(nic, { region }) {
    const publicIp = nic.addresses.find((each) => each.publicIp !== undefined)?.publicIp;
    if (publicIp === undefined) return notApplicable('It has no public address.');
    if (nic.status === 'available') return notApplicable('Nothing has the interface.');
    return given({ trouble: noWayOut(nic, region) }, ({ trouble }) => {
      if (!trouble) return pass();
      const { because, commands } = trouble;
      return fail(say`${publicIp} has no way out: ${because}.`, { publicIp, because: wordsOf(because) }, { commands });
    });
  },
});
