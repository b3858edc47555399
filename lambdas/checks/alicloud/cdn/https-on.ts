import { say } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { aliyunCommand } from '../command.ts';
import { stateText } from '../state-text.ts';

export default defineCheck({
  id: 'alicloud-cdn-https-on',
  title: 'Every CDN domain speaks HTTPS',
  severity: 'medium',
  concern: 'exposure',
  examines: 'alicloud.cdn.Domain',
  why: 'Everybody on the way reads and changes what is delivered, scripts too.',
  fix: 'Give the domain a certificate and switch HTTPS on.',
  sources: ['https://www.alibabacloud.com/help/en/cdn/developer-reference/api-cdn-2018-05-10-describecdndomaindetail'],

  examine({ id, status, https }, { region }) {
    if (status !== 'online' && status !== 'unknown') return notApplicable(say`Is ${stateText(status)}.`);
    if (https) return pass();
    if (https === undefined) {
      return undecided([
        { call: 'cdn:DescribeCdnDomainDetail', code: 'NotRead', message: `the certificate of ${id} was not read` },
      ]);
    }
    return fail(
      'HTTPS is off.',
      { https: false },
      { commands: [aliyunCommand(region, 'cdn', 'DescribeCdnDomainDetail', { DomainName: id })] },
    );
  },
});
