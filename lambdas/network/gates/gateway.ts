import type { Family } from '#inventory/addresses.ts';
import type { Subnet } from '#inventory/aws/vpc.ts';
import { type Known, mapKnown } from '#inventory/known.ts';
import { say } from '#platform/text.ts';
import type { Estate } from '../estate.ts';
import { type Hop, hopOf, undecidedHop } from '../hop.ts';
import { nameOfRoute, routePieces } from '../routes/route-pieces.ts';

/**
 * The VPC needs an attached Internet gateway.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 */
export function internetGatewayHop(estate: Estate, vpcId: string): Hop {
  const at = { leg: 'forward', hop: 'internet-gateway', component: vpcId } as const;
  return hopOf(estate.gatewayOf(vpcId), at, (gateway) =>
    gateway
      ? { component: gateway.id, verdict: 'pass', message: say`${gateway.id} is attached to ${vpcId}.` }
      : { verdict: 'fail', code: 'X_IGW_NOT_ATTACHED', message: say`No Internet gateway is attached to ${vpcId}.` },
  );
}

/**
 * A route table of the gateway itself may send what comes in to an appliance first. What that does with it we cannot read.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html
 */
export function edgeRouteHop(estate: Estate, subnet: Subnet, family: Family, address: string): Hop | undefined {
  const gateway = estate.gatewayOf(subnet.vpcId);
  if (!gateway.known || !gateway.value) return undefined;
  const at = { leg: 'forward', hop: 'edge-route-table', component: gateway.value.id } as const;
  const table = estate.edgeTableOf(gateway.value.id);
  if (!table.known) return undecidedHop(at, table.missing);
  if (!table.value) return undefined;
  const component = table.value.id;
  const here = { ...at, component };
  const { pieces, missing, hasUnreadRoutes } = routePieces(table.value, family, estate.region.prefixLists);
  if (hasUnreadRoutes) return undecidedHop(here, missing);
  const candidates = pieces.find(({ addresses }) => addresses.contains(address))?.candidates ?? [];
  const route = candidates[0];
  if (!route || route.target.kind === 'local')
    return { ...here, rule: route ? nameOfRoute(route) : null, verdict: 'pass', message: say`Delivered directly.` };
  const rule = candidates.map(nameOfRoute).join(' or ');
  if (candidates.length > 1 || missing.length > 0) {
    return {
      ...here,
      rule,
      verdict: 'unknown',
      code: 'X_AMBIGUOUS_ROUTE',
      message: say`Several routes of the gateway may win.`,
      reasons: [{ code: 'X_AMBIGUOUS_ROUTE', component }],
    };
  }
  if (route.state === 'blackhole')
    return { ...here, rule, verdict: 'fail', code: 'BAD_STATE_ROUTE', message: say`${rule} is dead.` };
  const fault = applianceFault(estate, route.target);
  if (fault) return { ...here, rule, verdict: 'fail', ...fault };
  return {
    ...here,
    rule,
    verdict: 'unknown',
    code: 'X_MIDDLEBOX',
    because: 'INGRESS_RTB_TRAFFIC_REDIRECTION',
    message: say`${rule} sends it to an appliance first; what that lets through cannot be read.`,
    reasons: [{ code: 'X_MIDDLEBOX', component: route.target.id }],
  };
}

/** Why an interface that incoming traffic is routed to cannot take it. */
function applianceFault(
  estate: Estate,
  target: { readonly kind: string; readonly id: string },
): Pick<Hop, 'code' | 'message'> | undefined {
  if (target.kind !== 'network-interface') return undefined;
  const nic = estate.interface(target.id);
  if (!nic.known) return undefined;
  if (!nic.value.addresses.some(({ publicIp }) => publicIp !== undefined))
    return { code: 'INGRESS_RTB_NO_PUBLIC_IP', message: say`${target.id}, the appliance, has no public address.` };
  const instanceId = nic.value.attachment?.instanceId;
  const state: Known<string> | undefined =
    instanceId === undefined ? undefined : mapKnown(estate.instance(instanceId), (instance) => instance.state);
  return state?.known && state.value !== 'running'
    ? { code: 'BAD_STATE', message: say`${String(instanceId)}, the appliance, is ${state.value}.` }
    : undefined;
}
