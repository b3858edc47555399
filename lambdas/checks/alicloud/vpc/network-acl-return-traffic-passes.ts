import { say, sayAll } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, given, pass } from '../../outcome.ts';
import { clientsCutOff } from '../acl-replies.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-vpc-network-acl-return-traffic-passes',
  title: 'Network ACLs let replies out to the clients they admit',
  severity: 'medium',
  concern: 'availability',
  examines: 'alicloud.vpc.NetworkAcl',
  why: 'A network ACL keeps no state: where the ports of clients are not accepted outwards, connections are admitted and never answered.',
  fix: 'Accept TCP 32768/65535 outwards to the clients that are admitted; NAT and load balancers may use 1024/65535.',
  sources: ['https://www.alibabacloud.com/help/en/vpc/overview-of-network-acls'],

  examine(acl, { region }) {
    return given({ entries: acl.entries }, () => {
      const cut = clientsCutOff(acl);
      const unheard = cut ? undefined : clientsCutOff(acl, 'egress');
      const commands = [aliyunCommand(region, 'vpc', 'DescribeNetworkAclAttributes', { NetworkAclId: acl.id })];
      if (unheard) {
        return fail(
          say`Lets tcp ${unheard.port} out to ${sayAll(unheard.clients)} but lets no reply in to ports 32768–60999: connections that begin here are never answered.`,
          { port: unheard.port, servers: unheard.clients, replyPorts: [32768, 60999] },
          { commands },
        );
      }
      if (!cut) return pass();
      return fail(
        say`Admits tcp ${cut.port} from ${sayAll(cut.clients)} but lets no reply out to their ports 32768–60999: connections are never answered.`,
        { port: cut.port, clients: cut.clients, replyPorts: [32768, 60999] },
        { commands },
      );
    });
  },
});
