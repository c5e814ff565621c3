export { layoutDocument } from './document.ts';
