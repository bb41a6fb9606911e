export { createHandler, type Handler, type HandlerOptions } from './app.ts'
