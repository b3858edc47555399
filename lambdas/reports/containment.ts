import { isOpenState, type Notice } from '#notices/notice.ts';
import type { Language } from '#platform/text.ts';
import type { MissingCall, Scope } from '#snapshot/recorded-call.ts';
import { deadlineOf } from './alert.ts';
import { CONTAINMENT_WORDS } from './containment-words.ts';
import { plain, plainUpTo } from './plain-text.ts';

/** One step of a plan: commands with real ids, and what takes them back. */
export interface ContainmentStep {
  readonly title: string;
  /** Why, or what to watch for; a sentence a line. */
  readonly notes: readonly string[];
  readonly commands: readonly string[];
  /** Commands that take the step back; none where there is nothing to take back. */
  readonly undo: readonly string[];
}

/** How to cut a resource off without losing the evidence. Written for a person; this program runs none of it. */
export interface ContainmentPlan extends Scope {
  readonly schemaVersion: 1;
  /** Of every sentence in it; commands have none. */
  readonly language: Language;
  /** The machine, interface or address that is contained. */
  readonly resource: { readonly type: string; readonly id: string; readonly name?: string };
  /** ISO 8601 UTC: when the plan was made, which is not when the snapshot was taken. */
  readonly madeAt: string;
  readonly steps: readonly ContainmentStep[];
  /** What must not be done, and why. */
  readonly never: readonly string[];
  /** What to answer to the abuse notice, with blanks for what only a person knows. */
  readonly answer: readonly string[];
  /** Calls without which the plan may be incomplete. */
  readonly missing: readonly MissingCall[];
}

/** What a plan is made with besides the inventory. */
export interface ContainmentContext {
  /** CIDRs that may get in on the administration ports. */
  readonly operators: readonly string[];
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly language: Language;
  /** The notice that the plan is for, where there is one. */
  readonly notice?: Notice;
}

/** Ports by which operators get in: SSH and RDP. */
export const ADMIN_PORTS: readonly number[] = [22, 3389];

/** A name that no resource of ours has by accident, and that says what it is for. */
export const quarantineName = (id: string): string => `posture-quarantine-${id.replace(/[^\w-]/g, '-').slice(0, 60)}`;

/**
 * The plan as text: a shell's comments and commands, which refuses to run as a whole. Undo stands commented out.
 * Whatever others wrote is on one line and in a comment.
 */
export function containmentText(plan: ContainmentPlan): string {
  const { resource, account, region, provider } = plan;
  const words = CONTAINMENT_WORDS[plan.language];
  const name = resource.name === undefined ? '' : ` "${plainUpTo(80, resource.name)}"`;
  const lines = [
    `# ${words.plan(`${plainUpTo(160, resource.id)}${name}`, resource.type)}`,
    `# ${words.place(provider, plainUpTo(40, account), plainUpTo(40, region), plan.madeAt)}`,
    `# ${words.notRun}`,
    `echo '${words.refusal}' >&2; exit 64`,
    '',
    ...(plan.missing.length > 0
      ? [`# ${words.incomplete}`, ...plan.missing.map(({ call, code }) => `#   ${plain(call)}: ${plain(code)}`), '']
      : []),
    `# ${words.never}`,
    ...plan.never.map((each) => `# - ${plain(each)}`),
    ...plan.steps.flatMap((step, index) => stepLines(step, index + 1, words.undo)),
    ...(plan.answer.length > 0
      ? ['', `# ${words.answer}`, ...plan.answer.map((line) => `# ${plain(line)}`.trimEnd())]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}

const stepLines = (
  { title, notes, commands, undo }: ContainmentStep,
  number: number,
  undoWord: string,
): readonly string[] => [
  '',
  `# ${number}. ${plain(title)}`,
  ...notes.map((note) => `#    ${plain(note)}`),
  ...commands.map(plain),
  ...(undo.length > 0 ? [`#    ${undoWord}`, ...undo.map((command) => `#    ${plain(command)}`)] : []),
];

/** The answer that a platform wants to an abuse notice. */
export function abuseAnswer(
  { notice, language }: ContainmentContext,
  resource: string,
  ways: readonly string[],
): readonly string[] {
  if (notice && (notice.kind !== 'abuse' || !isOpenState(notice.state))) return [];
  return CONTAINMENT_WORDS[language].answerLines({
    due: notice && deadlineOf(notice),
    reference: notice?.communicationId ?? notice?.code,
    resource,
    ways: ways.join('; '),
  });
}
