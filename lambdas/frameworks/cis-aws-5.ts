import type { Framework } from './framework.ts';

/** The network section of version 5.0, and what of the others is about networks. */
export const CIS_AWS_5: Framework = {
  id: 'CIS-A-5.0',
  name: 'CIS AWS Foundations Benchmark 5.0',
  part: 'Networking, flow logs and the security contact',
  source: 'https://www.cisecurity.org/benchmark/amazon_web_services',
  controls: [
    { id: '1.2', title: 'A security contact is registered', checks: ['aws-account-security-contact-set'] },
    { id: '3.7', title: 'Flow logs are on in every VPC', checks: ['aws-vpc-flow-logs-enabled'] },
    { id: '5.1.1', title: 'Volumes are encrypted by default', checks: [] },
    {
      id: '5.1.2',
      title: 'File sharing (CIFS) is open to trusted networks only',
      checks: ['aws-ec2-interface-data-ports-unreachable', 'aws-ec2-security-group-closes-data-ports'],
    },
    {
      id: '5.2',
      title: 'Network ACLs do not open admin ports to the world',
      checks: ['aws-vpc-network-acl-closes-admin-ports'],
    },
    {
      id: '5.3',
      title: 'Security groups do not open admin ports to 0.0.0.0/0',
      checks: ['aws-ec2-interface-admin-ports-unreachable', 'aws-ec2-security-group-closes-admin-ports'],
    },
    {
      id: '5.4',
      title: 'Security groups do not open admin ports to ::/0',
      checks: ['aws-ec2-interface-admin-ports-unreachable', 'aws-ec2-security-group-closes-admin-ports'],
    },
    {
      id: '5.5',
      title: 'Default security groups restrict all traffic',
      checks: ['aws-ec2-default-security-group-empty'],
    },
    { id: '5.6', title: 'Peering routes give the least access', checks: ['aws-vpc-peering-route-narrow'] },
    { id: '5.7', title: 'Instances answer IMDSv2 only', checks: ['aws-ec2-instance-requires-imdsv2'] },
  ],
};
