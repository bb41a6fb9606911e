import { validateChatCompletionRequest } from 'colloquy/validate'
import { expect, test } from 'vitest'

import { requestOf } from '../ask/request-of.ts'
import { defaultSettings } from './settings.ts'
import { starters } from './starters.ts'

test.each(starters)('$title: every lane makes a request that servers take', ({ text, lanes }) => {
  for (const lane of lanes) {
    const request = requestOf({ ...defaultSettings, model: 'm', ...lane }, [{ role: 'user', content: text }])
    expect(validateChatCompletionRequest(request)).toEqual(request)
  }
})
