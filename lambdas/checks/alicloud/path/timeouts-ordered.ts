import { seenOf } from '#inventory/known.ts';
import { type AliHop, disordersOf } from '#network/alicloud-paths.ts';
import { wordsOf } from '#platform/text.ts';
import { defineCheck } from '../../check.ts';
import { fail, notApplicable, pass, undecided } from '../../outcome.ts';
import { disorderText, pathCommand } from '../disorder-text.ts';

/** A hop as evidence. */
const told = (hop: AliHop): object => ({ ...hop, label: wordsOf(hop.label) });

export default defineCheck({
  id: 'alicloud-path-timeouts-ordered',
  title: 'Timeouts along the path to an Alibaba Cloud service fit together',
  severity: 'medium',
  concern: 'availability',
  examines: 'alicloud.path.Chain',
  why: 'Where an outer hop gives up first, users see a 504 while the work goes on and is done twice; where an inner hop closes idle connections first, single requests fail at random.',
  fix: 'Let each outer hop wait at least as long as the next inner one, and each inner hop keep idle connections longer than the outer one uses them.',
  sources: [
    'https://www.alibabacloud.com/help/en/waf/web-application-firewall-3-0/developer-reference/api-waf-openapi-2021-10-01-describedomaindetail',
    'https://www.alibabacloud.com/help/en/slb/classic-load-balancer/developer-reference/api-slb-2014-05-15-describeloadbalancerlisteners',
  ],

  examine(chain, { region }) {
    const pairs = seenOf(chain.pairs);
    const found = disordersOf(pairs);
    if (found.length === 0) {
      if (!chain.pairs.known) return undecided(chain.pairs.missing);
      return pairs.length === 0 ? notApplicable('No proxy of the cloud stands in front of it.') : pass();
    }
    return found.map((disorder) =>
      fail(
        disorderText(disorder),
        { rule: disorder.rule, outer: told(disorder.pair.outer), inner: told(disorder.pair.inner) },
        { discriminator: `${disorder.rule} ${disorder.pair.id}`, commands: [pathCommand(region, disorder)] },
      ),
    );
  },
});
