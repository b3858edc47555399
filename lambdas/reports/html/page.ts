import { createHash } from 'node:crypto';
import { type Tongue, tongueOf } from '#languages/tongue.ts';
import { isStanding } from '../groups.ts';
import { type Reached, reachedNow } from '../reachable.ts';
import type { Report } from '../report.ts';
import { coverageSection } from './coverage.ts';
import { filterBar } from './filters.ts';
import { findingsSection, ROWS_LIMIT } from './findings.ts';
import { frameworksSection } from './frameworks.ts';
import { moment, pageHeader, pageTitle } from './header.ts';
import { type Html, html, ownSource } from './html.ts';
import { noticesSection } from './notices.ts';
import { reachableSection } from './reachable.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { waiversSection } from './waivers.ts';

/**
 * `report.html`: one page that holds everything and asks nobody for anything.
 *
 * Without JavaScript it is a list that unfolds; the script adds filters, search, copying and links.
 * Its security policy admits exactly our style and our script, so that nothing a resource is named can run.
 */
export function* reportPage(report: Report): Iterable<string> {
  for (const part of parts(report)) yield part.source;
}

function* parts(report: Report): Iterable<Html> {
  const { findings, coverage, run } = report;
  const t = tongueOf(run.language);
  const standing = findings.filter(isStanding);
  const waived = findings.filter(({ status }) => status === 'waived');
  const resolved = findings.filter(({ status }) => status === 'resolved');
  const accounts = new Set(coverage.scopes.map(({ provider, account }) => `${provider} ${account}`));
  const same = { hasOneAccount: accounts.size <= 1, t };
  const reached = reachedNow(report);
  const policy = `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  yield html`<!doctype html>
<html lang="${t.language === 'zh' ? 'zh-CN' : t.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${pageTitle(report, t)}</title>
<style>${ownSource(STYLE)}</style>
</head>
<body${scriptWords(t)}>
<a class="skip" href="#findings">${t`Skip to the findings`}</a>
${pageHeader(report, reached, t)}${navigation(report, reached, t)}<main>
`;
  yield* noticesSection(report.notices, t);
  if (findings.length + reached.length > 0) yield filterBar(findings, t);
  yield* reachableSection(reached, report, same);
  if (standing.length > 0) yield* findingsSection('findings', t`Open findings`, standing, same);
  else yield nothingOpen(t);
  yield* findingsSection('waived', t`Accepted with a waiver`, waived, same, ROWS_LIMIT / 5);
  yield* findingsSection('resolved', t`Resolved since the last run`, resolved, same, ROWS_LIMIT / 5);
  yield* waiversSection(report.waivers, t);
  yield* frameworksSection(report.frameworks, t);
  yield* coverageSection(coverage, t);
  yield html`</main>
${footer(report, t)}<script>${ownSource(SCRIPT)}</script>
</body>
</html>
`;
}

/** What the script says; `{0}` and `{1}` are numbers that it knows. */
const scriptWords = (t: Tongue): Html =>
  html` data-some="${t`${'{0}'} of ${'{1}'}`}" data-shown="${t`${'{0}'} of ${'{1}'} findings`}" data-all="${t`${'{0}'} findings`}" data-copy="${t`Copy`}" data-copied="${t`Copied`}" data-copy-link="${t`Copy link`}"`;

function navigation(
  { findings, coverage, summary, waivers, notices, frameworks }: Report,
  reached: readonly Reached[],
  t: Tongue,
): Html {
  const links = [
    ...(notices.length > 0 ? [['notices', t`Notices`, notices.length] as const] : []),
    ['reachable', t`Reachable`, reached.length],
    ['findings', t`Open`, findings.filter(isStanding).length],
    ...(summary.waived > 0 ? [['waived', t`Accepted`, summary.waived] as const] : []),
    ...(summary.resolved > 0 ? [['resolved', t`Resolved`, summary.resolved] as const] : []),
    ...(waivers.length > 0 ? [['waivers', t`Waivers`, waivers.length] as const] : []),
    ...(frameworks.length > 0 ? [['frameworks', t`Frameworks`, frameworks.length] as const] : []),
    ['coverage', t`What was looked at`, coverage.scopes.length],
  ] as const;
  return html`<nav aria-label="${t`Sections`}">${links.map(([id, title, count]) => html`<a href="#${id}">${title} <b>${count}</b></a>`)}</nav>
`;
}

const nothingOpen = (
  t: Tongue,
): Html => html`<section id="findings" aria-labelledby="findings-title"><h2 id="findings-title">${t`Open findings`}</h2>
<p class="calm">${t`Nothing is open. What could not be looked at stands below.`}</p></section>
`;

function footer({ run, summary: { verdicts } }: Report, t: Tongue): Html {
  const { pass, fail, unknown, 'not-applicable': notApplicable } = verdicts;
  return html`<footer><p>${t`Run ${run.id}, ${moment(run.startedAt)} to ${moment(run.finishedAt)}, ${run.tool.name} ${run.tool.version}.`} ${t`${pass} pass, ${fail} fail, ${unknown} unknown, ${notApplicable} not applicable.`} ${t`Every verdict stands in results.jsonl, every finding in report.json.`}</p></footer>
`;
}

/** What a policy calls a source of ours. @see https://www.w3.org/TR/CSP3/#grammardef-hash-source */
const hashOf = (source: string): string => `sha256-${createHash('sha256').update(source).digest('base64')}`;
