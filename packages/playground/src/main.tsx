// The page's beginning: what the index page loads.
import { render } from 'preact'

import { ConversationStore } from './conversation/conversation-store.ts'
import { followAddress } from './state/follow-address.ts'
import { Playground } from './state/playground.ts'
import { App } from './view/app.tsx'

const playground = new Playground(new ConversationStore(), new URL('v1', document.baseURI).href)
const root = document.getElementById('page')
if (root !== null) render(<App playground={playground} />, root)
void playground.loadModels()
void playground.conversations.load().then(() => followAddress(playground.state, playground.conversations))
// A page that is hidden may never be shown again, and one that is left is not always hidden first.
for (const event of ['visibilitychange', 'pagehide'] as const)
  addEventListener(event, () => playground.conversations.flush())
