import type { Inline } from '@colloquy/markdown'

import { showFormula } from './formula.ts'

/** Words of Markdown as nodes of the page. */
export function inlineNodes(inlines: readonly Inline[]): readonly Node[] {
  return inlines.map(inlineNode)
}

function inlineNode(inline: Inline): Node {
  switch (inline.kind) {
    case 'text':
      return document.createTextNode(inline.text)
    case 'code':
      return element('code', [document.createTextNode(inline.text)])
    case 'formula': {
      const formula = element('span', [document.createTextNode(inline.text)])
      formula.className = 'formula'
      void showFormula(formula, inline.tex, inline.display)
      return formula
    }
    case 'break':
      return document.createElement('br')
    case 'strong':
      return element('strong', inlineNodes(inline.children))
    case 'emphasis':
      return element('em', inlineNodes(inline.children))
    case 'struck':
      return element('s', inlineNodes(inline.children))
    case 'link':
      return link(inline.url, inlineNodes(inline.children))
    case 'image':
      // Loading it would tell a stranger's server that the answer was read; the words and the address say what it is.
      return link(inline.url, [document.createTextNode(inline.alt === '' ? inline.url : inline.alt)])
  }
}

// A model may write any address: only those that a click can safely open become links.
function link(url: string, children: readonly Node[]): Node {
  if (!/^(?:https?:\/\/|mailto:)/i.test(url)) return element('span', children)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.target = '_blank'
  anchor.rel = 'noopener noreferrer'
  anchor.append(...children)
  return anchor
}

function element(tag: string, children: readonly Node[]): HTMLElement {
  const made = document.createElement(tag)
  made.append(...children)
  return made
}
