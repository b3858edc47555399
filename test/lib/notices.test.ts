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
  });

  test.each([
    ['its id', 'notices: { organization: o-a1b2c3d4e5 }\n'],
    ['its id and whose accounts forward', 'notices: { organization: { id: o-a1b2c3d4e5, targets: [r-ab12] } }\n'],
  ])('of the organization, named by %s, only what AWS itself says gets onto it', (_, config) => {
    templateWith(config).hasResourceProperties('AWS::Events::EventBusPolicy', {
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

/** What the stack makes of its template in a region and an account. */
const resourcesMade = (
  template: TemplateOf,
  { region, hubRegion, hubAccount = '', account = '111122223333' }: Place,
): readonly MadeResource[] => {
  const values: Record<string, string> = {
    HubRegion: hubRegion,
    HubAccount: hubAccount,
    'AWS::Region': region,
    'AWS::AccountId': account,
  };
  const valueIn = (value: unknown): unknown =>
    typeof value === 'string' ? value : values[(value as { Ref: string }).Ref];
  const holds = (condition: ConditionOf): boolean => {
    if ('Condition' in condition) return holds(template.Conditions[condition.Condition] as ConditionOf);
    if ('Fn::Not' in condition) return !condition['Fn::Not'].every(holds);
    if ('Fn::And' in condition) return condition['Fn::And'].every(holds);
    if ('Fn::Or' in condition) return condition['Fn::Or'].some(holds);
    const [one, other] = condition['Fn::Equals'].map(valueIn);
    return one === other;
  };
  return Object.values(template.Resources).filter(({ Condition }) => Condition === undefined || holds({ Condition }));
};

type ConditionOf =
  | { readonly Condition: string }
  | { readonly 'Fn::Not': readonly ConditionOf[] }
  | { readonly 'Fn::And': readonly ConditionOf[] }
  | { readonly 'Fn::Or': readonly ConditionOf[] }
  | { readonly 'Fn::Equals': readonly unknown[] };

interface MadeResource {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface TemplateOf {
  readonly Conditions: Readonly<Record<string, ConditionOf>>;
  readonly Resources: Readonly<Record<string, MadeResource>>;
  readonly [section: string]: unknown;
}

interface Place {
  readonly region: string;
  readonly hubRegion: string;
  readonly hubAccount?: string;
  readonly account?: string;
}

const sourcesIn = (made: readonly MadeResource[]): readonly string[] =>
  made
    .filter(({ Type }) => Type === 'AWS::Events::Rule')
    .map(({ Properties }) => String((Properties['EventPattern'] as Record<string, unknown>)['source']))
    .sort();

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
    const made = resourcesMade(Template.fromStack(stack as Stack).toJSON() as TemplateOf, {
      region,
      hubRegion: 'eu-central-1',
    });
    expect(sourcesIn(made)).toEqual(sources);
  });

  test('only to the bus of the hub, under a role that can do nothing else, and never from the hub to itself', () => {
    const template = Template.fromStack(forwardingOf('eu-central-1')[0] as Stack);
    for (const { Properties } of rulesOf(template))
      expect(JSON.stringify(Properties.Targets)).toContain('event-bus/default');
    for (const region of ['eu-central-1', 'us-east-1'])
      expect(resourcesMade(template.toJSON() as TemplateOf, { region, hubRegion: region })).toEqual([]);
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

describe('what cannot be forwarded', () => {
  const config = parseConfig('notify: { alerts: [pager@example.com] }\n', 'c.yaml');
  const template = (region: string, hub = 'eu-central-1'): Template =>
    Template.fromStack(forwardingOf(hub, config).find((each) => each.region === region) as Stack);

  test('waits for two weeks in a queue that is encrypted, speaks TLS alone and takes from rules alone', () => {
    const stack = template('us-east-1');
    stack.resourceCountIs('AWS::SQS::Queue', 1);
    stack.hasResourceProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 });
    const queue = { 'Fn::GetAtt': ['LostNotices', 'Arn'] };
    for (const { Properties } of rulesOf(stack))
      expect(Properties.Targets).toEqual([
        expect.objectContaining({
          DeadLetterConfig: { Arn: queue },
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        }),
      ]);
    stack.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: 'sqs:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queue,
            Condition: {
              ArnLike: {
                'aws:SourceArn': {
                  'Fn::Join': [
                    '',
                    [
                      'arn:',
                      { Ref: 'AWS::Partition' },
                      ':events:',
                      { Ref: 'AWS::Region' },
                      ':',
                      { Ref: 'AWS::AccountId' },
                      ':rule/*',
                    ],
                  ],
                },
              },
            },
          },
        ],
      },
    });
  });

  test('where AWS Health speaks, an alarm tells people of that region, not by way of the hub', () => {
    for (const region of ['us-east-1', 'us-west-2']) {
      const made = resourcesMade(template(region).toJSON() as TemplateOf, { region, hubRegion: 'eu-central-1' });
      const [alarm] = made.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
      expect(alarm?.Properties).toMatchObject({
        MetricName: 'ApproximateNumberOfMessagesVisible',
        Threshold: 1,
        TreatMissingData: 'notBreaching',
      });
      expect(JSON.stringify(alarm?.Properties['AlarmActions'])).toMatch(/:sns:.*AWS::Region.*CloudPostureLostNotices/);
      expect(
        made.filter(({ Type }) => Type === 'AWS::SNS::Subscription').map(({ Properties }) => Properties),
      ).toMatchObject([{ Protocol: 'email', Endpoint: 'pager@example.com' }]);
    }
  });

  test('elsewhere the queue is all: GuardDuty itself still has the finding', () => {
    const made = resourcesMade(template('eu-west-1').toJSON() as TemplateOf, {
      region: 'eu-west-1',
      hubRegion: 'eu-central-1',
    });
    expect(made.map(({ Type }) => Type).sort()).toEqual([
      'AWS::Events::Rule',
      'AWS::IAM::Role',
      'AWS::SQS::Queue',
      'AWS::SQS::QueuePolicy',
    ]);
  });

  test('in another account the alarm tells the topic of the hub’s account, and makes none', () => {
    const place = { region: 'us-east-1', hubRegion: 'eu-central-1', hubAccount: '999988887777' };
    const made = resourcesMade(template('us-east-1').toJSON() as TemplateOf, place);
    expect(made.filter(({ Type }) => Type.startsWith('AWS::SNS::'))).toEqual([]);
    expect(made.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')).toHaveLength(1);
  });
});

describe('for the management account, which no StackSet reaches', () => {
  const stage = new NoticeForwarding(postureApp(), 'Elsewhere', {
    config: onlyRegions('eu-central-1'),
    hubRegion: 'eu-central-1',
    hubAccount: '999988887777',
  });
  const stacks = stage.node.children as Stack[];

  test('the stacks of another account forward from the hub’s own region as well, and to its account', () => {
    expect(regionsOf(stacks)).toEqual(['eu-central-1', 'us-east-1', 'us-west-2']);
    for (const stack of stacks) {
      const template = Template.fromStack(stack);
      template.hasParameter('HubAccount', { Default: '999988887777' });
      const place = { region: stack.region, hubRegion: 'eu-central-1', hubAccount: '999988887777' };
      const made = resourcesMade(template.toJSON() as TemplateOf, place);
      expect(sourcesIn(made)).toEqual(
        stack.region === 'eu-central-1' ? ['aws.guardduty'] : ['aws.guardduty', 'aws.health', 'aws.health'],
      );
      expect(made.filter(({ Type }) => Type === 'AWS::SNS::Topic')).toEqual([]);
    }
  });
});

describe('in an organization', () => {
  const config = 'notify: { alerts: [pager@example.com] }\naws: { regions: [eu-central-1, eu-west-1] }\n';
  const organization = 'id: o-a1b2c3d4e5, targets: [r-ab12, ou-ab12-c3d4e5f6]';
  const stackSetIn = (text: string): Readonly<Record<string, unknown>> | undefined => {
    const stage = postureApp(text).node.tryFindChild('Organization');
    const stack = stage?.node.findChild('Members') as Stack | undefined;
    if (!stack) return undefined;
    const [set] = Object.values(Template.fromStack(stack).findResources('AWS::CloudFormation::StackSet'));
    return set?.['Properties'] as Readonly<Record<string, unknown>>;
  };

  test.each([
    ['no organization', ''],
    ['no targets', 'notices: { organization: o-a1b2c3d4e5 }\n'],
  ])('with %s named there is no StackSet in any template', (_, text) => {
    expect(stackSetIn(text)).toBeUndefined();
    const { directory } = postureApp(text).synth();
    for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.template.json'),
    ))
      expect(readFileSync(join(directory, file), 'utf8')).not.toContain('AWS::CloudFormation::StackSet');
  });

  test('a StackSet puts the rules into every account below the targets, and into those that join', () => {
    expect(stackSetIn(`${config}notices: { organization: { ${organization} } }\n`)).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      CallAs: 'SELF',
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: [
        { ParameterKey: 'HubAccount', ParameterValue: { Ref: 'AWS::AccountId' } },
        { ParameterKey: 'HubRegion', ParameterValue: { Ref: 'AWS::Region' } },
      ],
      StackInstancesGroup: [
        {
          DeploymentTargets: {
            OrganizationalUnitIds: ['r-ab12', 'ou-ab12-c3d4e5f6'],
            AccountFilterType: 'DIFFERENCE',
            Accounts: [{ Ref: 'AWS::AccountId' }],
          },
          Regions: ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'],
        },
      ],
    });
  });

  test('the regions of members, and who calls, can be others than the scanner’s', () => {
    const properties = stackSetIn(
      `${config}notices: { organization: { ${organization}, regions: [ap-southeast-1], delegatedAdmin: true } }\n`,
    );
    expect(properties).toMatchObject({
      CallAs: 'DELEGATED_ADMIN',
      StackInstancesGroup: [{ Regions: ['ap-southeast-1', 'us-east-1', 'us-west-2'] }],
    });
  });

  test('what members get is the template of the plain stack, without whom it tells; inline, and no asset', () => {
    const text = `${config}policy: { notices: { guarddutySeverity: 5 } }\nnotices: { organization: { ${organization} } }\n`;
    const body = String(stackSetIn(text)?.['TemplateBody']);
    expect(Buffer.byteLength(body)).toBeLessThan(51_200);
    const plain = Template.fromStack(
      forwardingOf('eu-central-1', parseConfig(text, 'c.yaml')).find(({ region }) => region === 'us-east-1') as Stack,
    ).toJSON() as TemplateOf;
    const member = JSON.parse(body) as TemplateOf;
    const own = Object.entries(plain.Resources).filter(([, { Condition }]) => Condition !== 'TellsOfLosses');
    const properties = (resources: readonly (readonly [string, MadeResource])[]): object =>
      Object.fromEntries(resources.map(([id, { Type, Properties }]) => [id, { Type, Properties }]));
    expect(properties(Object.entries(member.Resources))).toEqual(properties(own));
    for (const region of ['eu-west-1', 'us-east-1', 'us-west-2']) {
      const place = { region, hubRegion: 'us-east-1', hubAccount: '999988887777' };
      const stack = forwardingOf('eu-central-1', parseConfig(text, 'c.yaml')).find((each) => each.region === region);
      expect(resourcesMade(member, place).map(({ Properties }) => Properties)).toEqual(
        resourcesMade(Template.fromStack(stack as Stack).toJSON() as TemplateOf, place).map(
          ({ Properties }) => Properties,
        ),
      );
    }
    const inTheHub = {
      region: 'us-east-1',
      hubRegion: 'us-east-1',
      hubAccount: '999988887777',
      account: '999988887777',
    };
    expect(resourcesMade(member, inTheHub)).toEqual([]);
    expect(Object.keys(plain.Resources).length - own.length).toBe(3);
  });

  test('in the hub’s own region members forward to the other account; the alarm there has somebody to tell', () => {
    const template = Template.fromStack(
      postureApp(`${config}notices: { organization: { ${organization} } }\n`).node.findChild('CloudPosture') as Stack,
    );
    template.hasResource('AWS::SNS::Topic', {
      Condition: Match.stringLikeRegexp('HearsHealth'),
      Properties: { TopicName: 'CloudPostureLostNotices' },
    });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
          }),
        ]),
      },
    });
  });

  test.each([
    ['{ id: o-1, targets: [r-ab12] }', 'must be the id of an organization such as "o-a1b2c3d4e5"'],
    [
      '{ id: o-a1b2c3d4e5, targets: [root] }',
      'must be the id of a root or a unit such as "r-ab12" or "ou-ab12-c3d4e5f6"',
    ],
  ])('%s is refused', (value, says) => {
    expect(() => parseConfig(`notices: { organization: ${value} }\n`, 'c.yaml')).toThrow(says);
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
