'use strict'

const { spawn } = require('node:child_process')
const { constants } = require('node:os')

const forwarded = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs a program on this terminal and waits for it. Signals sent to this process go on to the
 * program, which decides when to end. (A terminal sends Ctrl-C to both: the program then sees it
 * twice within milliseconds.)
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 128 + the signal's number if a signal ended it
 */
function runChild(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => child.kill(signal)
    const stopForwarding = () => {
      for (const signal of forwarded) process.off(signal, forward)
    }
    for (const signal of forwarded) process.on(signal, forward)
    child.once('error', (error) => {
      stopForwarding()
      reject(error)
    })
    child.once('exit', (code, signal) => {
      stopForwarding()
      resolve(code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)])
    })
  })
}

module.exports = { runChild }
