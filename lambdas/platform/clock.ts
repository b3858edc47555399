/** The present moment. Passed in, so that the layers below the entry points never read a clock of their own. */
export type Clock = () => Date;
