import { existsSync } from 'node:fs'

import { chromium, type Browser } from 'playwright-core'

const candidates = [
  process.env['COLLOQUY_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Where a browser is on this machine; undefined where there is none. */
export const browserPath: string | undefined = candidates.find((each) => each !== undefined && existsSync(each))

/** Added to the names of tests that need a browser, so that skipping is said aloud. */
export const needsBrowser: string =
  browserPath === undefined ? ' (SKIPPED: no chromium here; `apt-get install chromium`, or set COLLOQUY_CHROMIUM)' : ''

/** A name for this machine under which a page is as if it came over plain HTTP from another one. */
export const otherHost = 'playground.test'

/** Opens a browser that talks to nobody but the page's server. */
export function openBrowser(): Promise<Browser> {
  const quiet = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map((each) => `--disable-${each}`)
  return chromium.launch({
    ...(browserPath !== undefined && { executablePath: browserPath }),
    // Tests run as root in containers, where Chromium's own sandbox cannot start.
    args: ['--no-sandbox', '--no-first-run', `--host-resolver-rules=MAP ${otherHost} 127.0.0.1`, ...quiet],
  })
}
