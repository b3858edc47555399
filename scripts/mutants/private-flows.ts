import type { Mutant } from './mutant.ts';

/** Breaks in what follows flows between VPCs of ours: over a transit gateway, and out to the Internet and in again. */
export const PRIVATE_FLOW_MUTANTS: readonly Mutant[] = [
  {
    name: 'prefers propagated routes of a transit gateway',
    file: 'routes/transit-routes.ts',
    from: 'a.order[1] - b.order[1]',
    to: 'b.order[1] - a.order[1]',
  },
  {
    name: 'passes over blackholes of a transit gateway',
    file: 'routes/transit-routes.ts',
    from: "(route.state === 'active' || route.state === 'blackhole')",
    to: "route.state === 'active'",
  },
  {
    name: 'enters a transit gateway from any zone',
    file: 'explain/transit-leg.ts',
    from: "if (zone === 'elsewhere')",
    to: "if (zone === 'nowhere')",
  },
  {
    name: 'leaves a transit gateway in any zone',
    file: 'explain/transit-leg.ts',
    from: 'subnets: isSettled ? here : subnets',
    to: 'subnets',
  },
  {
    name: 'takes any attachment of a transit gateway as available',
    file: 'explain/transit-leg.ts',
    from: "if (one.state !== 'available') return fail(",
    to: "if (one.state === 'gone') return fail(",
  },
  {
    name: 'names groups over any transit gateway',
    file: 'explain/transit-leg.ts',
    from: 'if (gateway.known && !gateway.value.securityGroupReferencing) return known(false);',
    to: '',
  },
  {
    name: 'does not ask the ACL of the attachment of a transit gateway',
    file: 'explain/private-path.ts',
    from: "...acls.through('forward', entryDoor, 'ingress', 'source', out.gatewayId)",
    to: '',
  },
  {
    name: 'asks the ACL where a transit gateway hands over inside a subnet',
    file: 'explain/private-path.ts',
    from: 'if (isDoor && subnets.length === 1) return [];',
    to: '',
  },
  {
    name: 'takes an unread transit gateway route table as one that leads there',
    file: 'explain/transit-table.ts',
    from: "    return { ...undecidedHop(at, trouble.missing), because: 'TGW_RTB_ROUTES_ARE_UNKNOWN' };\n  if (trouble) return { ...at",
    to: "    return { ...at, rule: null, verdict: 'pass', message: '' };\n  if (trouble) return { ...at",
  },
  {
    name: 'shows the receiver beyond the Internet the private address',
    file: 'explain/public-path.ts',
    from: 'const seenAs = addresses.isEmpty ? INTERNET[family] : addresses;',
    to: 'const seenAs = trip.source.addresses;',
  },
  {
    name: 'sends through NAT gateways that failed',
    file: 'explain/way-out.ts',
    from: "if (state !== 'available') return fail(",
    to: "if (state === 'gone') return fail(",
  },
];
