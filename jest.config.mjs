// Emulator and browser tests need more than Node, so each has a command of its own.
const needsMore = ['/test/emulator/', '/test/browser/'];

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: process.env['POSTURE_TESTS'] === 'all' ? [] : needsMore,
  setupFiles: ['<rootDir>/test/setup.ts'],
  maxWorkers: 2,
  // Machines are shared: a limit is there to end what hangs, not to measure.
  testTimeout: 60_000,
  coverageProvider: 'babel',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
};
