export { templates } from './built-in.ts';
export { fillTemplate } from './template.ts';
export type { Template } from './template.ts';
