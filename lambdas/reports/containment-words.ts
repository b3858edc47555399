import type { Language } from '#platform/text.ts';
import { EN } from './containment-words-en.ts';
import { ZH } from './containment-words-zh.ts';

/** The heading and the notes of a step; what it runs is the same in every language. */
export interface StepWords {
  readonly title: string;
  readonly notes: readonly string[];
}

/** What the sentences of a containment plan are made of. Commands, ids and names come in as they are. */
export interface ContainmentWords {
  plan(what: string, type: string): string;
  place(provider: string, account: string, region: string, at: string): string;
  readonly notRun: string;
  /** What a shell prints that is given the whole plan; goes into single quotes. */
  readonly refusal: string;
  readonly incomplete: string;
  readonly never: string;
  readonly undo: string;
  readonly answer: string;
  readonly dontLogIn: string;
  readonly dontStop: string;
  readonly dontCopy: string;
  /** Machines are terminated in AWS, released at Alibaba. */
  readonly aws: {
    dontTerminate(id: string): string;
    readonly dontRelease: string;
    dontTouchManaged(id: string, type: string): string;
    readonly evidence: StepWords;
    readonly keepFromReplacement: StepWords;
    /** Replies pass, and what admits nobody leaves a console. */
    readonly nobody: string;
    move(interfaces: number): StepWords;
    readonly credentials: StepWords;
    readonly stop: StepWords;
  };
  readonly alicloud: {
    dontRelease(address: string | undefined): string;
    dontDelete(id: string): string;
    locked(reason: string): string;
    readonly evidence: StepWords;
    readonly behind: StepWords;
    readonly nobody: string;
    readonly basicGroup: string;
    readonly enterpriseGroup: string;
    readonly move: StepWords;
    readonly credentials: StepWords;
    readonly stop: StepWords;
  };
  readonly quarantine: string;
  operators(cidrs: string, ports: string): string;
  /** The answer to an abuse notice, with blanks in angle brackets. */
  answerLines(about: {
    readonly due: string | undefined;
    readonly reference: string | undefined;
    readonly resource: string;
    /** How it could be reached; empty where it could not, or where nobody knows. */
    readonly ways: string;
  }): readonly string[];
}

/** The words of each language. */
export const CONTAINMENT_WORDS: Readonly<Record<Language, ContainmentWords>> = { en: EN, zh: ZH };
