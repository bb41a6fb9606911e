export { createHandler, type Handler, type HandlerOptions } from './app.ts'
export { serveNode, type RunningServer, type ServeOptions } from './serve-node.ts'
