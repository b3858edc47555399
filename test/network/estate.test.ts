import { Estate } from '#network/estate.ts';
import { aNetwork, aSubnet, regionOf } from '../support/network-estate.ts';

const OWNER = '222233334444';
const shared = new Estate(
  regionOf(
    aNetwork({
      vpcs: [{ VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', OwnerId: OWNER }],
      subnets: [aSubnet({ OwnerId: OWNER })],
      networkAcls: [],
      routeTables: [],
      internetGateways: [],
    }),
  ),
);

test.each([
  ['gateway', shared.gatewayOf('vpc-1'), 'the gateway of vpc-1 is not shared here'],
  ['network ACL', shared.aclOf('subnet-1'), 'no network ACL of subnet-1 was read'],
  ['route table', shared.routeTableOf('subnet-1'), 'no route table of subnet-1 was read'],
])('the %s of a shared subnet is unknown, and the reason names the account that owns it', (_, fact, message) => {
  const missing = [expect.objectContaining({ message: `${message}: account ${OWNER} owns it, look at it there` })];
  expect(fact).toMatchObject({ known: false, missing });
});
