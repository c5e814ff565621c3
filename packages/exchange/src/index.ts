export { encodeCanvas } from './canvas/encode.ts';
export { decodeCanvas } from './canvas/decode.ts';
export { encodeExcalidraw, encodeExcalidrawClipboard } from './excalidraw/encode.ts';
export type { Encoded, Pictures } from './excalidraw/encode.ts';
export { decodeExcalidraw } from './excalidraw/decode.ts';
export { decodeTldraw } from './tldraw/decode.ts';
export { encodeCsv } from './csv/encode.ts';
export type { CsvOptions } from './csv/encode.ts';
export { decodeCsv } from './csv/decode.ts';
export type { CsvSource } from './csv/decode.ts';
export { findSeparator, formatRows, parseRows } from './csv/rows.ts';
export type { Separator } from './csv/rows.ts';
export { lossKinds } from './loss.ts';
export type { Decoded, Loss, LossKind, Picture, Refusal } from './loss.ts';
export { isDay } from './sheet/sheet.ts';
export type { Day, Sheet, SheetCell, SheetColumn } from './sheet/sheet.ts';
export { formatSheet } from './sheet/csv.ts';
export { encodeCalendar } from './calendar/encode.ts';
export type { Calendar, CalendarEvent } from './calendar/encode.ts';
export {
	cleanText,
	columnShares,
	confirmationFacts,
	hasShortContents,
	kindAbove,
	hasTitles,
	isDense,
	isRightToLeft,
	isTurned,
	isWide,
	lettersAcross,
	plainText,
	safeLink,
	partyText,
	signatureShares,
	signing,
	spansOf
} from './paper/paper.ts';
export type {
	Inline,
	ListEntry,
	Paper,
	PaperBlock,
	PaperColumn,
	PaperParty,
	PaperPicture,
	PaperVersion,
	PaperWords,
	Span
} from './paper/paper.ts';
export { documentBlocks } from './paper/document.ts';
export type { LiveBlocks } from './paper/document.ts';
export { formatMarkdown } from './paper/markdown.ts';
