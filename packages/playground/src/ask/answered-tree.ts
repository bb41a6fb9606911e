import { newId } from '../conversation/conversation.ts'
import { addBeside, changeNode, type MessageNode, type MessageTree } from '../conversation/message-tree.ts'
import type { AnswerRecord } from './answer-record.ts'
import { joined, type BegunAnswer } from './begun-answer.ts'

/** A tree in which a node holds what came as its answer, joined to what it went on from. Further choices are further versions. */
export function answeredTree(
  tree: MessageTree,
  node: MessageNode,
  record: AnswerRecord,
  begun: BegunAnswer | undefined,
): MessageTree {
  const { completion } = record
  const whole = completion === undefined || begun === undefined ? completion : joined(begun, completion)
  const answer = { ...record, completion: whole ?? node.answer?.completion }
  const [first, ...others] = whole?.choices ?? []
  return others.reduce(
    (grown, { message, ...choice }) => {
      const one = whole && { ...whole, choices: [{ message, ...choice }] }
      return addBeside(grown, { id: newId(), parent: node.parent, message, answer: { ...answer, completion: one } })
    },
    changeNode(tree, node.id, { message: first?.message ?? node.message, answer }),
  )
}
