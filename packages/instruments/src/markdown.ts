import { words } from './definition.ts';
import type { Answer, Block, DocumentModel, Listed, Reference } from './document.ts';

/**
 * The document as Markdown (CommonMark). What people wrote stays text: nothing in it becomes a heading, a
 * link, an image or HTML.
 */
export function toMarkdown(document: DocumentModel): string {
	const { definition, locale } = document;
	const word = (key: string): string => words(definition, locale, key);
	const parts = document.blocks.map((block) => blockToMarkdown(block, word));
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

type Word = (key: string) => string;

function blockToMarkdown(block: Block, word: Word): string {
	switch (block.type) {
		case 'heading': {
			const text = inline(block.text) || inline(word('document.untitled'));
			const number = block.number === undefined ? '' : `${block.number}\\. `;
			return `${'#'.repeat(block.level)} ${number}${text}`;
		}
		case 'text':
			if (block.label === undefined) return paragraphs(block.text);
			return block.text.trim() === ''
				? ''
				: `**${inline(block.label)}:** ${paragraphs(block.text)}`;
		case 'set':
			if (block.values.length === 0) return '';
			return `**${inline(block.label)}:** ${block.values.map(inline).join(', ')}`;
		case 'answers':
			return [
				`**${inline(block.label)}**`,
				block.answers.map((answer) => answerToMarkdown(answer, word)).join('\n')
			].join('\n\n');
		case 'references':
			return `**${inline(block.label)}:** ${block.targets.map(referenceToMarkdown).join('; ')}`;
		case 'counts':
			return block.counts.map(([label, count]) => `- ${inline(label)}: ${count}`).join('\n');
		default:
			if (block.entries.length === 0) return inline(block.empty);
			return block.entries.map(listedToMarkdown).join('\n');
	}
}

function answerToMarkdown({ organization, state, entries }: Answer, word: Word): string {
	const name = inline(organization?.name ?? word('document.others'));
	const texts = entries.map(entryToMarkdown).filter((text) => text !== '');
	if (texts.length > 0) return `- **${name}:** ${texts.join(' / ')}`;
	return `- **${name}:** *${inline(word(`state.${state}`))}*`;
}

function entryToMarkdown({ text, value = '' }: Answer['entries'][number]): string {
	const reason = inline(text);
	if (value === '') return reason;
	return reason === '' ? inline(value) : `${inline(value)}: ${reason}`;
}

function referenceToMarkdown({ number, text }: Reference): string {
	return `${number} ${inline(text)}`;
}

function listedToMarkdown({ text, organization, about }: Listed): string {
	const whose = organization === '' ? '' : ` (${inline(organization)})`;
	const on = about ? ` → ${referenceToMarkdown(about)}` : '';
	return `- ${inline(text)}${whose}${on}`;
}

/** Text on one line: line breaks would end the paragraph, heading or list entry. */
function inline(text: string): string {
	return escape(text.replace(/\s+/gu, ' ').trim());
}

/** Text with its own paragraphs and lines. */
function paragraphs(text: string): string {
	return text
		.trim()
		.split(/\n{2,}/u)
		.map((paragraph) => paragraph.split('\n').map(inline).join('\\\n'))
		.join('\n\n');
}

/** Signs that mean something anywhere, and those that do at the beginning of a line. */
function escape(text: string): string {
	return text
		.replace(/[\\`*_[\]<>&~|]/gu, '\\$&')
		.replace(/^([#+=-])/u, '\\$1')
		.replace(/^(\d{1,9})([.)])/u, '$1\\$2');
}
