import { Answer } from '../answer.ts';
import { type Raw, text } from '../fields.ts';
import { type Known, known, mapKnown, notRead, seenOf, unknown } from '../known.ts';
import { byId } from '../listing.ts';
import {
  type Detector,
  type GuardDutyFinding,
  readAdministrator,
  readDestination,
  readDetector,
  readGuardDutyFinding,
  readMember,
} from './guardduty.ts';
import { bySubject, list, type Part } from './part.ts';
import { malformed } from './tagged.ts';

export interface GuardDutyFacts {
  readonly detectors: Known<readonly Detector[]>;
  /** Unarchived ones. */
  readonly guardDutyFindings: Known<readonly GuardDutyFinding[]>;
}

export function guardDutyPart(): Part<GuardDutyFacts> {
  const subject = bySubject('DetectorId');
  const bareText = (raw: Raw): string | undefined => text(raw['value']);
  const detectorIds = list('guardduty:ListDetectors', 'DetectorIds', bareText);
  const details = new Answer({
    call: 'guardduty:GetDetector',
    // GetDetector does not name its detector: the request does.
    read: (response, request) => readDetector(response, subject(request, response) ?? 'unknown'),
    subject,
  });
  const administrators = new Answer({ call: 'guardduty:GetAdministratorAccount', read: readAdministrator, subject });
  const members = list('guardduty:ListMembers', 'Members', readMember, { subject });
  const destinations = list('guardduty:ListPublishingDestinations', 'Destinations', readDestination, { subject });
  const findingIds = list('guardduty:ListFindings', 'FindingIds', bareText, { subject });
  const findings = list('guardduty:GetFindings', 'Findings', readGuardDutyFinding);

  /** A region has one detector at most, so a dump's details that name none are about the one that is listed. */
  const headOf = (id: string) =>
    mapKnown(details.result(details.subjects.includes(id) ? id : ''), (head) => ({ ...head, id }));

  const detectorOf = (id: string): Known<Detector> =>
    mapKnown(headOf(id), (head) => {
      const administrator = administrators.result(id);
      const isManaged = administrator.known && administrator.value.accountId !== undefined;
      const ofOwn = <T>(fact: Known<readonly T[]>, wasRead: boolean): Known<readonly T[]> =>
        isManaged && !wasRead ? known([]) : fact;
      return {
        ...head,
        administrator,
        members: byId(ofOwn(members.result(id), members.subjects.includes(id))),
        publishingDestinations: byId(ofOwn(destinations.result(id), destinations.subjects.includes(id))),
      };
    });

  /** Every detector that was listed; one whose details were given without a list counts too. */
  const detectorList = (): Known<readonly Detector[]> => {
    const listed = detectorIds.result();
    const ids = listed.known ? listed.value : [...new Set([...seenOf(listed), ...details.subjects])];
    const all = ids.map(detectorOf);
    const read = all.flatMap((detector) => (detector.known ? [detector.value] : []));
    const missing = all.flatMap((detector) => (detector.known ? [] : detector.missing));
    // A dump of the details alone says what there is; a list that was refused does not.
    const unlisted = listed.known || (!detectorIds.wasRead && read.length > 0) ? [] : listed.missing;
    return missing.length + unlisted.length === 0 ? known(read) : unknown([...unlisted, ...missing], read);
  };

  /** No detector, no findings; otherwise every id that was listed must have its details. */
  const findingList = (): Known<readonly GuardDutyFinding[]> => {
    const detectors = detectorIds.result();
    if (detectors.known && detectors.value.length === 0) return known([]);
    const unarchived = mapKnown(findings.result(), (all) => all.filter((finding) => !finding.archived));
    if (!findingIds.wasRead) return findings.wasRead ? unarchived : notRead('guardduty:ListFindings');
    const perDetector = findingIds.subjects.map((id) => findingIds.result(id));
    const unread = (detectors.known ? detectors.value : [])
      .filter((id) => !findingIds.subjects.includes(id) && !findingIds.subjects.includes(''))
      .flatMap(() => notRead('guardduty:ListFindings'))
      .flatMap((fact) => (fact.known ? [] : fact.missing));
    const missing = [...unread, ...perDetector.flatMap((each) => (each.known ? [] : each.missing))];
    if (missing.length > 0) return unknown(missing, seenOf(unarchived));
    const listed = perDetector.flatMap(seenOf);
    if (listed.length === 0) return known([]);
    // GetFindings passes over ids in silence; a finding nobody can see is not resolved.
    const given = new Set(seenOf(findings.result()).map(({ arn }) => arn.slice(arn.lastIndexOf('/') + 1)));
    const withheld = listed.filter((id) => !given.has(id));
    if (!unarchived.known || withheld.length === 0) return unarchived;
    return unknown(malformed('guardduty:GetFindings', `the answer about finding ${withheld[0]}`), unarchived.value);
  };

  return {
    readers: [detectorIds, details, administrators, members, destinations, findingIds, findings],
    build: () => ({ detectors: byId(detectorList()), guardDutyFindings: byId(findingList()) }),
  };
}
