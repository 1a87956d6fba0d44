import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { launchChromium } from '@kq/browser-testing/launch-chromium'
import { serve, type Site } from '@kq/browser-testing/serve'
import { visit } from '@kq/browser-testing/visit'
import type { Page } from 'playwright-core'
import { buildSite } from './support/build-site.ts'

