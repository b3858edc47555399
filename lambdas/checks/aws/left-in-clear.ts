import type { Listener, ListenerAction } from '#inventory/aws/elbv2.ts';
import { allKnown, type Known, mapKnown, seenOf, unknown } from '#inventory/known.ts';

/** The default action and the rules of an HTTP listener that do not redirect to HTTPS: `the default action`, `rule 10`. */
export function leftInClear({ defaultActions, rules }: Listener): Known<readonly string[]> {
  const unread = seenOf(rules).flatMap(({ actions }) => (actions.known ? [] : actions.missing));
  const facts = allKnown({ defaultActions, rules });
  const certain = [
    ...(defaultActions.known && !redirects(defaultActions.value) ? ['the default action'] : []),
    ...seenOf(rules).flatMap(({ priority, actions }) =>
      actions.known && !redirects(actions.value) ? [`rule ${priority}`] : [],
    ),
  ];
  // One that certainly does not is enough to know.
  if (certain.length > 0) return { known: true, value: certain };
  if (unread.length > 0) return unknown(unread);
  return mapKnown(facts, () => []);
}

const redirects = (actions: readonly ListenerAction[]): boolean =>
  actions.some(({ redirect }) => redirect?.protocol.toUpperCase() === 'HTTPS');
