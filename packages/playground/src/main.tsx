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
void playground.load().then(() => followAddress(playground))
// A page that is hidden may never be shown again.
addEventListener('visibilitychange', () => document.hidden && playground.flush())
