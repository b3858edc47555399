import type { NetworkInterface } from '#inventory/aws/ec2.ts';
import type { AwsRegion } from '#inventory/aws/region.ts';
import { type Known, known, seenOf, unknown } from '#inventory/known.ts';
import { awsReach } from '#network/aws-reach.ts';
import type { Reason } from '#network/hop.ts';
import { INTERNET, isWorld } from '#network/internet.ts';
import { clause, say, type Text } from '#platform/text.ts';
import { type MissingCall, unanswered } from '#snapshot/recorded-call.ts';
import { awsCommand, ownersChoice } from './command.ts';

/** Why an interface cannot answer the Internet, and a command that mends it. */
export interface NoWayOut {
  readonly because: Text;
  readonly commands: readonly string[];
}

/** What keeps an interface's IPv4 packets from leaving through the Internet gateway attached to its VPC, if anything does. */
export function noWayOut(nic: NetworkInterface, region: AwsRegion): Known<NoWayOut | undefined> {
  const { estate, ingredients } = awsReach(region);
  const subnet = estate.subnetOf(nic);
  const gateway = estate.gatewayOf(subnet.vpcId);
  if (!gateway.known) return unknown(gateway.missing);
  if (!gateway.value) {
    const commands = [awsCommand(region, 'ec2', 'create-internet-gateway'), attach(region, subnet.vpcId)];
    return known({ because: say`no Internet gateway is attached to ${subnet.vpcId}`, commands });
  }
  const { passes, pieces, component, reasons } = ingredients.returnRoutes(subnet, 'ipv4');
  if (isWorld(passes.must)) return known(undefined);
  if (isWorld(passes.may)) return unknown(reasons.map(missingCall));
  const share = (piece: (typeof pieces)[number]): number => piece.addresses.shareOf(INTERNET.ipv4);
  const [worst] = pieces.filter(({ verdict }) => verdict !== 'pass').sort((a, b) => share(b) - share(a));
  const hasDefault = seenOf(region.routeTables).some(
    ({ id, routes }) =>
      id === component &&
      seenOf(routes).some(({ destination }) => destination.kind === 'cidr' && destination.cidr === '0.0.0.0/0'),
  );
  const route = awsCommand(region, 'ec2', hasDefault ? 'replace-route' : 'create-route', {
    'route-table-id': component,
    'destination-cidr-block': '0.0.0.0/0',
    'gateway-id': gateway.value.id,
  });
  return known({
    because: say`in ${component}, ${worst ? clause(worst.message) : say`no route leads there`}`,
    commands: [route],
  });
}

const attach = (region: AwsRegion, vpcId: string): string =>
  `${awsCommand(region, 'ec2', 'attach-internet-gateway', { 'vpc-id': vpcId })} --internet-gateway-id ${ownersChoice('IGW_ID', 'the id that the first command printed')}`;

/** A reason as the call that would tell; a middlebox and an ambiguous route stand for themselves. */
function missingCall({ code, call, error, component, message }: Reason): MissingCall {
  const [what, why] = [call ?? component ?? code, error ?? code];
  return message === undefined
    ? unanswered(what, why, say`what happens there cannot be read`)
    : typeof message === 'string'
      ? { call: what, code: why, message }
      : unanswered(what, why, message);
}
