/*
 * Entry of the root commands: node scripts/kq.cjs COMMAND ARGUMENTS…
 * Written in ES5, so that an old Node.js can parse it and say what is wrong.
 */
'use strict'

var version = process.versions.node.split('.').map(Number)
var major = version[0]
var minor = version[1]
var tooOld = major < 20 || (major === 20 && minor < 19) || (major === 22 && minor < 12)

if (tooOld || major === 21) {
  var needs = 'KQ needs Node.js 20.19 or later, or 22.12 or later'
  console.error(needs + '; this is ' + process.version + '. See https://nodejs.org')
  process.exit(1)
}

require('./run.cjs')
