import { say, sayAll, type Text } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, pass } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';

export default defineCheck({
  id: 'alicloud-cdn-origin-probes-known',
  title: 'Backup origins of CDN are known for what they cost',
  severity: 'low',
  concern: 'availability',
  examines: 'alicloud.cdn.Domain',
  why: 'With a primary and a backup origin, every CDN node probes the primary without an end; on a small server that is most of its load.',
  fix: 'Let the origins expect the probes, or put one load balancer in their place.',
  sources: ['https://www.alibabacloud.com/help/en/cdn/user-guide/configure-an-origin-server'],

  examine(domain, { region }) {
    const priorities = new Set(domain.sources.flatMap(({ priority }) => priority ?? []));
    if (priorities.size < 2) return pass();
    const main = Math.min(...priorities);
    const names = (wanted: boolean): Text =>
      sayAll(domain.sources.filter(({ priority }) => (priority === main) === wanted).map(({ content }) => content));
    return fail(
      say`Has a primary origin (${names(true)}) and a backup (${names(false)}): the CDN nodes probe the primary all the time, and the probes never stop.`,
      { sources: domain.sources },
      { commands: [aliyunCommand(region, 'cdn', 'DescribeCdnDomainDetail', { DomainName: domain.id })] },
    );
  },
});
