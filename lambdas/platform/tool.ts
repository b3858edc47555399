import manifest from '../../package.json' with { type: 'json' };

/** This program, as it names itself in what it writes. */
export const TOOL = { name: manifest.name, version: manifest.version } as const;
