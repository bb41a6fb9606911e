/** The request as code: what a terminal and a page show for copying. */
export { codeLanguages, requestAsCode, type CodeLanguage, type RequestAsCodeOptions } from './request-as-code.ts'
