import { CHECKS } from '#checks/registry.ts';
import { FRAMEWORKS } from '#frameworks/registry.ts';

test.each(FRAMEWORKS.map((framework) => [framework.id, framework] as const))(
  '%s names exactly the checks that claim its controls',
  (id, { controls }) => {
    const claimed = CHECKS.flatMap((check) =>
      (check.frameworks ?? []).flatMap((control) => (control.startsWith(`${id} `) ? [`${control} ${check.id}`] : [])),
    );
    const listed = controls.flatMap(({ id: control, checks }) => checks.map((check) => `${id} ${control} ${check}`));
    expect(listed.sort()).toEqual(claimed.sort());
  },
);

test.each(FRAMEWORKS.map((framework) => [framework.id, framework] as const))(
  '%s has each control once, with a title',
  (_, { controls }) => {
    const ids = controls.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { title, checks } of controls) {
      expect(title).not.toBe('');
      expect(checks).toEqual([...checks].sort());
    }
  },
);
