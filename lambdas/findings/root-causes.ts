import type { Finding } from './finding.ts';

/** A failure that brings others with it: a group that opens every port fails every check of single ports, too. */
interface Cause {
  readonly checkId: string;
  /** What then fails on the same resource. */
  readonly onItself: ReadonlySet<string>;
  /** What then fails on the interfaces that strangers reach through it. */
  readonly behindIt: ReadonlySet<string>;
}

const CAUSES: readonly Cause[] = [
  {
    checkId: 'aws-ec2-security-group-closes-all-ports',
    onItself: new Set([
      'aws-ec2-security-group-closes-admin-ports',
      'aws-ec2-security-group-closes-data-ports',
      'aws-ec2-security-group-only-public-ports-open',
    ]),
    behindIt: new Set([
      'aws-ec2-interface-admin-ports-unreachable',
      'aws-ec2-interface-data-ports-unreachable',
      'aws-ec2-interface-amplifiers-unreachable',
      'aws-ec2-interface-only-public-ports-reachable',
    ]),
  },
  {
    checkId: 'alicloud-ecs-security-group-closes-all-ports',
    onItself: new Set([
      'alicloud-ecs-security-group-closes-admin-ports',
      'alicloud-ecs-security-group-closes-data-ports',
    ]),
    behindIt: new Set([
      'alicloud-ecs-interface-admin-ports-unreachable',
      'alicloud-ecs-interface-data-ports-unreachable',
      'alicloud-ecs-interface-amplifiers-unreachable',
      'alicloud-ecs-interface-only-public-ports-reachable',
    ]),
  },
];

/**
 * The findings, each narrower one with the `rootCause` that brings it. Nothing else about them changes: every verdict
 * stands for itself, and what is mended at the root mends the rest.
 *
 * A cause that is accepted or gone causes nothing: what it would have explained stands on its own.
 */
export function withRootCauses(findings: readonly Finding[]): readonly Finding[] {
  const roots = new Map<string, string>();
  for (const finding of findings) {
    if (isStanding(finding) && CAUSES.some(({ checkId }) => checkId === finding.checkId))
      roots.set(keyOf(finding.checkId, finding, finding.resource.id), finding.id);
  }
  return findings.map((finding) => {
    const { rootCause: before, ...bare } = finding;
    const rootCause = isStanding(finding) ? rootOf(finding, roots) : undefined;
    if (rootCause === before) return finding;
    return rootCause === undefined ? bare : { ...bare, rootCause };
  });
}

function rootOf(finding: Finding, roots: ReadonlyMap<string, string>): string | undefined {
  for (const { checkId, onItself, behindIt } of CAUSES) {
    if (onItself.has(finding.checkId)) return roots.get(keyOf(checkId, finding, finding.resource.id));
    if (behindIt.has(finding.checkId)) {
      const opened = groupsOnPath(finding).map((group) => roots.get(keyOf(checkId, finding, group)));
      return opened.find((id) => id !== undefined);
    }
  }
  return undefined;
}

/** The groups that let the packet in. */
const groupsOnPath = ({ path = [] }: Finding): readonly string[] =>
  path.flatMap((hop) => {
    const { hop: name, component } = hop as Readonly<Record<string, unknown>>;
    return name === 'security-group-in' && typeof component === 'string' ? [component] : [];
  });

const isStanding = ({ status }: Finding): boolean => status === 'new' || status === 'open';

const keyOf = (checkId: string, { resource: { provider, account, region } }: Finding, id: string): string =>
  [checkId, provider, account, region, id].join('\n');
