import { type Said, say, type Text } from '#platform/text.ts';

/** States and reasons as the API names them, lower case, that a console gives words of its own language. */
const STATES: Readonly<Record<string, Said>> = {
  abnormal: say`abnormal`,
  active: say`active`,
  available: say`available`,
  checking: say`checking`,
  configuring: say`configuring`,
  createfailed: say`createfailed`,
  creating: say`creating`,
  deleting: say`deleting`,
  financial: say`financial`,
  financiallocked: say`financiallocked`,
  inactive: say`inactive`,
  locked: say`locked`,
  offline: say`offline`,
  pending: say`pending`,
  provisioning: say`provisioning`,
  security: say`security`,
  securitylocked: say`securitylocked`,
  starting: say`starting`,
  stopped: say`stopped`,
  stopping: say`stopping`,
};

/** A state by the API's own name, which a language may translate; what is not listed stands as it is. */
export const stateText = (state: string): Text => (Object.hasOwn(STATES, state) ? (STATES[state] ?? state) : state);
