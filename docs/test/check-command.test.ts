import assert from 'node:assert/strict'
import { checkCommand } from './support/check-command.ts'

describe('checkCommand', () => {
  for (const line of [
    'npm start -- --seconds 60 --optimizer kbfgs,adam # a remark',
    'npm run bench -- gpu --device [--peak TFLOPS] [--json FILE]',
    'npm run check -- lint format --fix',
    'npm run reproduce -- --part published --only mnist/kbfgs',
    'npm install @kq/native koffi@3.3.4',
    'npm start -- --json > result.json',
  ]) {
    it(`takes ${line}`, () => checkCommand(line))
  }

  for (const line of [
    'npm start -- --second 60',
    'npm start -- --optimizer kbfg',
    'npm run bench -- gem',
    'npm run bench -- gemm --device',
    'npm run reproduce -- --only mnist/kbfsg',
    'npm run chek',
    'npm run check -- lints',
    'npm run example -- cosine',
    'npm run docs -- serve',
    'npm test -- packages/none/test',
    'npm install koffi@1.0.0',
    'npx pnpm@1.0.0 install',
    'node scripts/none.ts',
    'make all',
  ]) {
    it(`refuses ${line}`, () => assert.rejects(checkCommand(line)))
  }
})
