import { ZH } from '#languages/zh/dictionary.ts';
import type { Text } from '#platform/text.ts';

/** Words of a language in a row, as no name, id or setting has them. */
const SENTENCE = /(?:^|\s)[A-Za-z]?[a-z]+ [a-z]+ [a-z]+/;

/** Checks whose messages have words of the cloud's own in them: the title of a finding, the reason of a lock. */
const QUOTING = new Set([
  'aws-guardduty-findings-resolved',
  'alicloud-sas-vulnerabilities-fixed',
  'alicloud-ecs-instance-not-locked',
]);

/** What of a text would stay English where reports are told in Chinese: sentences nobody translated, and values that are words. */
export function untoldIn(text: Text, checkId: string): readonly string[] {
  const template = typeof text === 'string' ? text : text.template;
  const values = typeof text === 'string' ? [] : text.values;
  const isTold = Object.hasOwn(ZH, template) || !/[A-Za-z.:;]/.test(template.replaceAll(/\{\d+\}/g, ''));
  return [
    ...(isTold ? [] : [template]),
    ...values.flatMap((value) => {
      // A whole sentence of the network is held where it is said.
      if (typeof value === 'object') return value.isClause ? [] : untoldIn(value, checkId);
      return typeof value === 'string' && !QUOTING.has(checkId) && SENTENCE.test(value) ? [value] : [];
    }),
  ];
}
