import type { RecordedCall } from '#snapshot/recorded-call.ts';
import type { ServedScope } from '../recording.ts';
import { emptyContent, type Site } from './content.ts';
import { addFlowLog } from './flow-logs.ts';
import { addInstance } from './machines.ts';
import { recordedAccount, recordedRegion } from './recorded.ts';
import { allow } from './rules.ts';
import { recordDetector } from './threats.ts';
import { VpcBuilder } from './vpc-builder.ts';

/** The account of the holding, which owns the company with the shop. */
export const HOLDING_ACCOUNT = '555566667777';
const REGION = 'eu-west-1';
/** Who watches over the accounts of the holding. */
const SECURITY_ACCOUNT = '888899990000';

/** The account of the holding: small and tidy, but its bills went to somebody who has left, and it is suspended. */
export function holdingEstate(now: Date): readonly ServedScope[] {
  const site: Site = { account: HOLDING_ACCOUNT, region: REGION, now, content: emptyContent() };
  const vpc = new VpcBuilder(site, 'ledger', { cidr: '10.80.0.0/16', tags: { team: 'finance' } });
  vpc.emptyDefaultGroup();
  const table = vpc.table('ledger', []);
  const subnet = vpc.subnet('ledger-a', { cidr: '10.80.0.0/24', zone: 'a', table });
  const inside = ['10.80.0.0/16'];
  const group = vpc.group('ledger', 'From inside alone', [allow('tcp', 443, inside)], [allow('tcp', 443, inside)]);
  addInstance(site, 'ledger-1', { subnet, groups: [group], tags: { team: 'finance' } });
  addFlowLog(site, vpc);
  recordDetector(
    site,
    [],
    {
      CLOUD_TRAIL: true,
      DNS_LOGS: true,
      FLOW_LOGS: true,
      S3_DATA_EVENTS: true,
      EKS_AUDIT_LOGS: true,
      EBS_MALWARE_PROTECTION: true,
      RDS_LOGIN_EVENTS: true,
      LAMBDA_NETWORK_LOGS: true,
      RUNTIME_MONITORING: true,
    },
    { frequency: 'FIFTEEN_MINUTES', administrator: SECURITY_ACCOUNT },
  );
  return [recordedAccount(site, [REGION], accountFacts(site), 'SUSPENDED'), recordedRegion(site)];
}

/** What AWS says about the account: somebody reads its security mail, and nothing waits there. */
function accountFacts({ now }: Site): readonly RecordedCall[] {
  const at = now.toISOString();
  return [
    {
      call: 'account:GetAlternateContact',
      request: { AlternateContactType: 'SECURITY' },
      at,
      // Who it is is never recorded.
      response: { AlternateContact: { AlternateContactType: 'SECURITY' } },
    },
    {
      call: 'health:DescribeEvents',
      request: { filter: { services: ['ABUSE'], eventStatusCodes: ['open', 'upcoming'] }, maxResults: 100 },
      at,
      response: { events: [] },
    },
  ];
}
