import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DEFAULT_CONFIG, parseConfig } from '#platform/config.ts';
import { NoticeForwarding } from '../../lib/notice-forwarding.ts';
import { postureApp } from '../support/posture-app.ts';

const templateWith = (config?: string): Template =>
  Template.fromStack(postureApp(config).node.findChild('CloudPosture') as Stack);
const hub = templateWith();

interface Rule {
  readonly Properties: {
    readonly EventPattern: Record<string, unknown>;
    readonly Targets: readonly Record<string, unknown>[];
    readonly State?: string;
  };
  readonly Condition?: string;
}
const rulesOf = (template: Template): readonly Rule[] =>
  Object.values(template.findResources('AWS::Events::Rule')) as unknown as Rule[];
const sourcesOf = (template: Template): readonly string[] =>
  rulesOf(template)
    .map(({ Properties }) => String(Properties.EventPattern['source']))
    .sort();

describe('on the bus of the hub', () => {
  test('abuse, issues and threats lead to one function, and their mocks for this account alone', () => {
    expect(sourcesOf(hub)).toEqual([
      'aws.guardduty',
      'aws.health',
      'aws.health',
      'awsmock.guardduty',
      'awsmock.health',
      'awsmock.health',
    ]);
    const mocks = rulesOf(hub).filter(({ Properties }) =>
      String(Properties.EventPattern['source']).startsWith('awsmock.'),
    );
    for (const { Properties } of mocks) expect(Properties.EventPattern['account']).toEqual([{ Ref: 'AWS::AccountId' }]);
  });

  test('abuse is matched by its detail-type and nothing else', () => {
    const abuse = rulesOf(hub)
      .map(({ Properties }) => Properties.EventPattern)
      .filter(
        (pattern) =>
          String(pattern['detail-type']) === 'AWS Health Abuse Event' && String(pattern['source']) === 'aws.health',
      );
    expect(abuse).toEqual([{ source: ['aws.health'], 'detail-type': ['AWS Health Abuse Event'] }]);
  });

  test.each([
    ['by default', undefined, 7],
    ['as the policy says', 'policy: { notices: { guarddutySeverity: 4.5 } }\n', 4.5],
  ])('threats from a severity on, %s', (_, config, severity) => {
    templateWith(config).hasResourceProperties('AWS::Events::Rule', {
      EventPattern: { source: ['aws.guardduty'], detail: { severity: [{ numeric: ['>=', severity] }] } },
    });
  });

  test('an event that cannot be delivered or handled waits in the dead-letter queue', () => {
    for (const { Properties } of rulesOf(hub)) {
      expect(Properties.Targets).toEqual([
        expect.objectContaining({
          DeadLetterConfig: { Arn: expect.anything() },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ]);
    }
    hub.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 21_600,
    });
  });

  test('an alarm tells when a notice could not be handled', () => {
    hub.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('a notice could not be handled'),
      AlarmActions: Match.anyValue(),
    });
  });

  test('nobody else may put events on it, unless an organization is named', () => {
    expect(hub.findResources('AWS::Events::EventBusPolicy')).toEqual({});
    templateWith('notices: { organization: o-a1b2c3d4e5 }\n').hasResourceProperties('AWS::Events::EventBusPolicy', {
      Statement: {
        Action: 'events:PutEvents',
        Condition: {
          StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
          'ForAllValues:StringEquals': { 'events:source': ['aws.health', 'aws.guardduty'] },
          Null: { 'events:source': 'false' },
        },
      },
    });
  });
});

const forwardingOf = (hubRegion: string | undefined, config = DEFAULT_CONFIG): readonly Stack[] => {
  const stage = new NoticeForwarding(postureApp(), 'Again', {
    config,
    ...(hubRegion === undefined ? {} : { hubRegion }),
  });
  return stage.node.children as Stack[];
};
const regionsOf = (stacks: readonly Stack[]): readonly string[] => stacks.map(({ region }) => region);
const onlyRegions = (...regions: readonly string[]) =>
  parseConfig(`aws: { regions: [${regions.join(', ')}] }\n`, 'c.yaml');

describe('beside the hub', () => {
  test('every region that is on by default forwards, but the hub itself', () => {
    const regions = regionsOf(forwardingOf('eu-central-1'));
    expect(regions).toHaveLength(16);
    expect(regions).not.toContain('eu-central-1');
  });

  test('where regions are named, those, and always the two where AWS Health speaks of accounts', () => {
    expect(regionsOf(forwardingOf('eu-central-1', onlyRegions('eu-central-1', 'eu-west-1')))).toEqual([
      'eu-west-1',
      'us-east-1',
      'us-west-2',
    ]);
  });

  test.each([
    ['us-east-1', ['aws.guardduty', 'aws.health', 'aws.health']],
    ['us-west-2', ['aws.guardduty', 'aws.health', 'aws.health']],
    ['eu-west-1', ['aws.guardduty']],
  ])('%s forwards %p', (region, sources) => {
    const stack = forwardingOf('eu-central-1').find((each) => each.region === region);
    expect(sourcesOf(Template.fromStack(stack as Stack))).toEqual(sources);
  });

  test('only to the bus of the hub, under a role that can do nothing else, and never from the hub to itself', () => {
    const template = Template.fromStack(forwardingOf('eu-central-1')[0] as Stack);
    for (const { Properties, Condition } of rulesOf(template)) {
      expect(Condition).toBe('IsNotTheHub');
      expect(JSON.stringify(Properties.Targets)).toContain('event-bus/default');
    }
    template.hasResourceProperties('AWS::IAM::Role', {
      Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'events:PutEvents' }] } }],
    });
    template.hasParameter('HubRegion', { Default: 'eu-central-1' });
    template.hasParameter('HubAccount', { Default: '' });
  });

  test('where the hub is not known, each stack asks for it', () => {
    const parameter = Template.fromStack(forwardingOf(undefined)[0] as Stack).findParameters('HubRegion')['HubRegion'];
    expect(parameter).not.toHaveProperty('Default');
  });

  test('`cdk deploy` alone still means the scanner: the others stand in an assembly of their own, and need no bootstrapping', () => {
    const { directory, stacks } = postureApp().synth();
    expect(stacks.map(({ stackName }) => stackName)).toEqual(['CloudPosture']);
    const [assembly] = readdirSync(directory).filter((name) => name.startsWith('assembly-'));
    const { artifacts } = JSON.parse(readFileSync(join(directory, assembly ?? '', 'manifest.json'), 'utf8')) as {
      artifacts: Record<string, { type: string; properties?: Record<string, unknown> }>;
    };
    const forwarding = Object.values(artifacts).filter(({ type }) => type === 'aws:cloudformation:stack');
    expect(forwarding.map(({ properties }) => properties?.['stackName'])).toContain('CloudPostureForwarding-us-east-1');
    for (const { properties } of forwarding) {
      expect(properties).not.toHaveProperty('assumeRoleArn');
      expect(properties).not.toHaveProperty('requiresBootstrapStackVersion');
    }
  });
});

describe('for Alibaba Cloud', () => {
  const account = 'alicloud: { accounts: [{ account: "5123456789012345", secret: posture/shop }] }\n';
  const polled = templateWith(`${account}notices: { pollMinutes: 15 }\n`);
  const pollsOf = (template: Template): readonly string[] =>
    Object.keys(template.findResources('AWS::Lambda::Function')).filter((id) => id.startsWith('AttackPoll'));

  test('nobody is asked where no account is configured', () => {
    expect(pollsOf(hub)).toEqual([]);
  });

  test('it is asked as often as configured, and an alarm tells when nobody answers', () => {
    expect(pollsOf(polled)).toHaveLength(1);
    polled.hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(15 minutes)' });
    polled.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('three times in a row'),
      Period: 900,
      EvaluationPeriods: 3,
    });
  });

  test('the poll may use the keys of the account, and read nothing of AWS', () => {
    const role = Object.entries(polled.findResources('AWS::IAM::Role')).find(([id]) =>
      id.startsWith('AttackPollHandlerRole'),
    );
    expect(role?.[1]['Properties']).not.toHaveProperty('ManagedPolicyArns');
    const [policy] = Object.entries(polled.findResources('AWS::IAM::Policy')).filter(([id]) =>
      id.startsWith('AttackPollHandlerRole'),
    );
    const actions = JSON.stringify(policy?.[1]).match(/"[a-z]+:[A-Za-z]+"/g);
    expect([...new Set(actions)].sort()).toEqual([
      '"logs:CreateLogStream"',
      '"logs:PutLogEvents"',
      '"secretsmanager:GetSecretValue"',
      '"sns:Publish"',
      '"sqs:SendMessage"',
    ]);
  });
});

describe("for pushes of Alibaba's EventBridge", () => {
  const account = 'alicloud: { accounts: [{ account: "5123456789012345", secret: posture/shop }] }\n';
  const webhook = (template: Template): readonly string[] => Object.keys(template.findResources('AWS::Lambda::Url'));
  const pushed = templateWith(
    `${account}notices: { webhook: { secret: posture/push, url: https://abc.lambda-url.eu-west-1.on.aws/ } }\n`,
  );

  test.each([
    ['nobody asks for one', account],
    ['there is nobody to ask about', 'notices: { webhook: { secret: posture/push } }\n'],
  ])('there is no open address where %s', (_, config) => {
    expect(webhook(templateWith(config))).toEqual([]);
  });

  test('one address, whose function can read one secret and fill one queue, and the poll empties it', () => {
    expect(webhook(pushed)).toHaveLength(1);
    pushed.hasOutput('AttackPushUrl', {});
    const [policy] = Object.entries(pushed.findResources('AWS::IAM::Policy')).filter(([id]) =>
      id.startsWith('AttackWebhookHandlerRole'),
    );
    const actions = JSON.stringify(policy?.[1]).match(/"[a-z]+:[A-Za-z]+"/g);
    expect([...new Set(actions)].sort()).toEqual([
      '"logs:CreateLogStream"',
      '"logs:PutLogEvents"',
      '"secretsmanager:GetSecretValue"',
      '"sqs:SendMessage"',
    ]);
    pushed.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 100,
      ScalingConfig: { MaximumConcurrency: 2 },
    });
  });

  test('an address that is not https is refused', () => {
    expect(() => templateWith('notices: { webhook: { secret: s, url: "http://abc.example/" } }\n')).toThrow(
      'notices.webhook.url is "http://abc.example/", but must be the https address',
    );
  });
});
