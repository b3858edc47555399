/** A message for people, in words that a mail can carry. */
export interface Message {
  /** ASCII, under 100 characters, on one line. */
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  /** What subscribers may filter by. */
  readonly attributes: {
    readonly kind: 'digest' | 'alert' | 'notice';
    readonly severity: string;
    readonly account: string;
  };
}

/** Where people are told. The interface lives here, the topics themselves in `stores/`. */
export interface Topic {
  publish(message: Message): Promise<void>;
}
