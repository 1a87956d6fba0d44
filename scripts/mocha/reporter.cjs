'use strict'

const { appendFileSync } = require('node:fs')
const { reporters } = require('mocha')

/**
 * Mocha's `spec`, which also refuses a test skipped without a reason and closes with the line
 * `N passed, N failed`. The line goes to the file KQ_CLOSING_LINE, if set, for printing later.
 */
class Reporter extends reporters.Spec {
  /** @param {Mocha.Runner} runner @param {Mocha.MochaOptions} options */
  constructor(runner, options) {
    super(runner, options)
    /** @type {string[]} */
    this.unexplained = []
    runner.on('pending', (/** @type {Mocha.Test} */ test) => {
      if (!/\[skipped: .+\]$/.test(test.title)) this.unexplained.push(test.fullTitle())
    })
  }

  /** @override @param {number} failures @param {(failures: number) => void} finish */
  done(failures, finish) {
    for (const title of this.unexplained) {
      console.log(`  skipped without a reason, use this.skipBecause('…'): ${title}`)
    }
    const failed = this.stats.failures + this.unexplained.length
    const skipped = this.stats.pending - this.unexplained.length
    let line = `${this.stats.passes} passed, ${failed} failed`
    if (skipped > 0) line += `, ${skipped} skipped`
    if (process.env.KQ_CLOSING_LINE) appendFileSync(process.env.KQ_CLOSING_LINE, line)
    else console.log(line)
    finish(failures + this.unexplained.length)
  }
}

module.exports = Reporter
