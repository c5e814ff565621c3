export {
	DOC_SCHEMA,
	columnWidth,
	docBlocks,
	docLimits,
	docMarks,
	docNodes,
	isAllowed,
	isDocLink,
	isMark,
	ruleOf
} from './schema.ts';
export type { AttributeRule, AttributeRules, NodeRule } from './schema.ts';
export { isDocText } from './tree.ts';
export type { DocElement, DocNode, DocText } from './tree.ts';
export { cleanBlocks, cleanDoc } from './clean.ts';
export { depthOf, docHeadings, docText, docWords, entryNumbers, groupBlocks } from './text.ts';
export { columnParts, filledWidths, pageWidth } from './widths.ts';
export { docTitle } from './title.ts';
export type { DocGroup, DocHeading } from './text.ts';
export { docMarkdown } from './markdown.ts';
export type { LiveText } from './markdown.ts';
