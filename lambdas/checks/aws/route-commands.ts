import type { Route, RouteTable } from '#inventory/aws/vpc.ts';
import { awsCommand } from './command.ts';

/** What a route is for: a CIDR or a prefix list's id. */
export const destinationOf = ({ destination }: Pick<Route, 'destination'>): string =>
  destination.kind === 'cidr' ? destination.cidr : destination.id;

/** A command that takes a route out of its table. A propagated route cannot be deleted: its source has to be told to stop. */
export function deleteRoute(region: { readonly region: string }, { id }: Pick<RouteTable, 'id'>, route: Route): string {
  if (route.origin === 'EnableVgwRoutePropagation') {
    const options = { 'route-table-id': id, 'gateway-id': route.target.id };
    return awsCommand(region, 'ec2', 'disable-vgw-route-propagation', options);
  }
  return awsCommand(region, 'ec2', 'delete-route', { 'route-table-id': id, ...destinationOption(route) });
}

/** The option that names a route's destination. */
export function destinationOption({ destination }: Pick<Route, 'destination'>): Record<string, string> {
  if (destination.kind === 'prefix-list') return { 'destination-prefix-list-id': destination.id };
  return destination.family === 'ipv6'
    ? { 'destination-ipv6-cidr-block': destination.cidr }
    : { 'destination-cidr-block': destination.cidr };
}
