import type { Listener, ListenerAction } from '#inventory/aws/elbv2.ts';
import { allKnown, type Known, mapKnown, seenOf, unknown } from '#inventory/known.ts';
import { say, type Text } from '#platform/text.ts';
import { awsCommand } from './command.ts';

/** An action of an HTTP listener that does not redirect to HTTPS. */
export interface ActionInClear {
  /** `the default action`, `rule 10`. */
  readonly what: Text;
  /** Absent for the default action. */
  readonly ruleArn?: string;
}

/** The default action and the rules of an HTTP listener that do not redirect to HTTPS. */
export function leftInClear({ defaultActions, rules }: Listener): Known<readonly ActionInClear[]> {
  const unread = seenOf(rules).flatMap(({ actions }) => (actions.known ? [] : actions.missing));
  const facts = allKnown({ defaultActions, rules });
  const certain = [
    ...(defaultActions.known && !redirects(defaultActions.value) ? [{ what: say`the default action` }] : []),
    ...seenOf(rules).flatMap(({ arn, priority, actions }) =>
      actions.known && !redirects(actions.value) ? [{ what: say`rule ${priority}`, ruleArn: arn }] : [],
    ),
  ];
  // One that certainly does not is enough to know.
  if (certain.length > 0) return { known: true, value: certain };
  if (unread.length > 0) return unknown(unread);
  return mapKnown(facts, () => []);
}

const redirects = (actions: readonly ListenerAction[]): boolean =>
  actions.some(({ redirect }) => redirect?.protocol.toUpperCase() === 'HTTPS');

const REDIRECT = 'Type=redirect,RedirectConfig={Protocol=HTTPS,Port=443,StatusCode=HTTP_301}';

/** Commands that make actions redirect to HTTPS. */
export const redirectAll = (
  region: { readonly region: string },
  { arn }: Pick<Listener, 'arn'>,
  clear: readonly ActionInClear[],
): readonly string[] =>
  clear.map(({ ruleArn }) =>
    ruleArn === undefined
      ? awsCommand(region, 'elbv2', 'modify-listener', { 'listener-arn': arn, 'default-actions': REDIRECT })
      : awsCommand(region, 'elbv2', 'modify-rule', { 'rule-arn': ruleArn, actions: REDIRECT }),
  );
