type Json = Readonly<Record<string, unknown>>;

/** An event whose `detail` differs in `change`. */
export const withDetail = (event: Json, change: Json, envelope: Json = {}): Json => ({
  ...event,
  ...envelope,
  detail: { ...(event['detail'] as Json), ...change },
});

/**
 * An abuse report with every field of the schema; ids are ours.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html "AWS Health Abuse Event"
 */
export const abuseEvent: Json = {
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'AWS Health Abuse Event',
  source: 'aws.health',
  account: '111122223333',
  time: '2026-11-18T22:58:01Z',
  region: 'us-west-2',
  resources: ['arn:aws:ec2:eu-west-1:111122223333:instance/i-1'],
  detail: {
    eventArn: 'arn:aws:health:global::event/ABUSE/AWS_ABUSE_DOS_REPORT/AWS_ABUSE_DOS_REPORT_92387492375_4498',
    service: 'ABUSE',
    eventTypeCode: 'AWS_ABUSE_DOS_REPORT',
    eventTypeCategory: 'issue',
    eventScopeCode: 'ACCOUNT_SPECIFIC',
    communicationId: '1234abc01232a4012345678-1',
    startTime: 'Wed, 18 Nov 2026 22:57:57 GMT',
    lastUpdatedTime: 'Wed, 18 Nov 2026 22:57:57 GMT',
    statusCode: 'open',
    eventRegion: 'eu-west-1',
    eventDescription: [
      {
        language: 'en_US',
        latestDescription: 'Your instance has been implicated in a denial of service attack. Reply within 24 hours.',
      },
    ],
    eventMetadata: { destinationIp: '203.0.113.9', truncated: 'false' },
    affectedEntities: [{ entityValue: 'i-1', status: 'IMPAIRED', lastUpdatedTime: 'Wed, 18 Nov 2026 22:57:57 GMT' }],
    affectedAccount: '111122223333',
    page: '1',
    totalPages: '1',
    backupEvent: 'false',
  },
};

/**
 * The report as it looked before pages and copies were there: no communication id, no status, no region.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html "Abuse event", 2018
 */
export const oldAbuseEvent: Json = {
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'AWS Health Abuse Event',
  source: 'aws.health',
  account: '123456789012',
  time: '2018-08-01T06:27:57Z',
  region: 'global',
  resources: [
    'arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111',
    'arn:aws:ec2:us-east-1:123456789012:instance/i-abcd2222',
  ],
  detail: {
    eventArn: 'arn:aws:health:global::event/AWS_ABUSE_DOS_REPORT_92387492375_4498_2018_08_01_02_33_00',
    service: 'ABUSE',
    eventTypeCode: 'AWS_ABUSE_DOS_REPORT',
    eventTypeCategory: 'issue',
    startTime: 'Wed, 01 Aug 2018 06:27:57 GMT',
    eventDescription: [{ language: 'en_US', latestDescription: 'A description of the event will be provided here' }],
    affectedEntities: [
      { entityValue: 'arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111' },
      { entityValue: 'arn:aws:ec2:us-east-1:123456789012:instance/i-abcd2222' },
    ],
  },
};

/** Trouble with one of our machines. @see https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
export const issueEvent: Json = withDetail(
  abuseEvent,
  {
    eventArn: 'arn:aws:health:eu-west-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_7f35c8ae',
    service: 'EC2',
    eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
    communicationId: '01b0993207d81a09dcd552ebd1e633e36cf1f09a-1',
  },
  { 'detail-type': 'AWS Health Event' },
);

/**
 * A machine that takes part in an attack, severity 8.5.
 *
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html
 * @see https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-ec2.html#backdoor-ec2-denialofservicedns
 */
export const threatEvent: Json = {
  version: '0',
  id: 'c8c4daa7-a20c-2f03-0070-b7393dd542ad',
  'detail-type': 'GuardDuty Finding',
  source: 'aws.guardduty',
  account: '111122223333',
  time: '2026-11-18T21:05:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: {
    schemaVersion: '2.0',
    accountId: '111122223333',
    region: 'eu-west-1',
    partition: 'aws',
    id: '16afba5c5c43e07c9e3e5e2e544e95df',
    arn: 'arn:aws:guardduty:eu-west-1:111122223333:detector/det-1/finding/16afba5c5c43e07c9e3e5e2e544e95df',
    type: 'Backdoor:EC2/DenialOfService.Dns',
    resource: {
      resourceType: 'Instance',
      instanceDetails: {
        instanceId: 'i-1',
        networkInterfaces: [{ networkInterfaceId: 'eni-1', publicIp: '52.0.0.10', privateIpAddress: '10.0.1.10' }],
      },
    },
    service: {
      serviceName: 'guardduty',
      detectorId: 'det-1',
      eventFirstSeen: '2026-11-18T20:40:00Z',
      eventLastSeen: '2026-11-18T21:00:00Z',
      archived: false,
      count: 3,
    },
    severity: 8.5,
    createdAt: '2026-11-18T20:59:00.000Z',
    updatedAt: '2026-11-18T21:04:00.000Z',
    title: 'The EC2 instance i-1 is behaving in a manner that may indicate it is being used to perform a DoS attack.',
    description: 'EC2 instance i-1 is sending a large volume of DNS traffic to 203.0.113.9.',
  },
};

/**
 * What Alibaba's EventBridge pushes when Anti-DDoS Native drops an address.
 *
 * @see https://www.alibabacloud.com/help/en/eventbridge/user-guide/anti-ddos-events
 */
export const blackholePush: Json = {
  id: '45ef4dewdwe1-7c35-447a-bd93-fab****',
  source: 'acs.ddos',
  specversion: '1.0',
  subject: 'acs.ddos:cn-hangzhou:5000000000000001:ddosbgp-cn-1',
  time: '2026-11-18T20:00:00.000Z',
  type: 'ddos:CloudMonitor:DdosbgpEventBlackhole',
  datacontenttype: 'application/json;charset=utf-8',
  aliyunaccountid: '5000000000000001',
  aliyunpublishtime: '2026-11-18T20:00:05.000Z',
  aliyuneventbusname: 'default',
  aliyunregionid: 'cn-hangzhou',
  data: {
    product: 'ddosbgp',
    level: 'CRITICAL',
    instanceName: 'web',
    regionId: 'cn-hangzhou',
    resourceId: 'acs:yundun-ddosbgp:cn-hangzhou:5000000000000001:ddosbgp-cn-1',
    name: 'ddosbgp_event_blackhole',
    status: 'blackhole',
    content: { ip: '47.96.0.10' },
  },
};
