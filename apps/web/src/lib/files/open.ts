import { boundsOf, pasteItems, union, type Item, type Point } from '@concordia/board';
import {
	decodeCanvas,
	decodeCsv,
	decodeExcalidraw,
	decodeTldraw,
	type Decoded,
	type Loss,
	type Picture
} from '@concordia/exchange';
import type { ActionContext } from '#lib/actions/action.ts';
import { newItemId } from '#lib/board/board-store.svelte.ts';
import { noteLines, notesFor } from '#lib/board/clipboard.ts';
import { locale, t } from '#lib/i18n/index.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import { linksIn, type Content } from './content.ts';
import { linkCards } from './links.ts';
import { addPictures, keepPicture } from './pictures.ts';

/** Files larger than this aren't read: no board is so large. */
const maxFileBytes = 100 * 1024 * 1024;
const maxLines = 2000;

/** What was read, before it has a place on the board. */
interface Found {
	readonly items: readonly Item[];
	readonly lost: readonly Loss[];
	readonly pictures: readonly Picture[];
}
type Read = ({ readonly ok: true } & Found) | { readonly ok: false; readonly why: string };

/** Puts what was pasted or dropped on the board, as what it is. */
export async function openContent(
	context: ActionContext,
	content: Content,
	at: Point
): Promise<void> {
	await locale.loadAll();
	const { files, text, html } = content;
	if (files.length > 0) return openFiles(context, files, at);
	if (html.includes('data-tldraw')) {
		const read = decodeTldraw(html, newItemId);
		if (read.ok) return place(context, read, at, t('files.from-tldraw'));
	}
	if (text.startsWith('{') && text.includes('"excalidraw')) {
		const read = decodeExcalidraw(text, newItemId);
		if (read.ok) return place(context, read, at, t('files.from-excalidraw'));
	}
	const links = linksIn(text);
	const { board } = context;
	const existing = [...board.peek().values()];
	const items = links
		? linkCards(links.slice(0, maxLines), html, at, existing)
		: notesFor(noteLines(text).slice(0, maxLines), at, existing, newItemId);
	if (items.length === 0) return;
	board.insert(items);
	board.select(items.map(({ id }) => id));
}

/** Opens files: pictures together, all others one after the other. */
export async function openFiles(
	context: ActionContext,
	files: readonly File[],
	at: Point
): Promise<void> {
	await locale.loadAll();
	if (!context.board.canEdit) return void toast(t('files.read-only'), 'danger');
	const pictures = files.filter(isPicture);
	if (pictures.length > 0) await addPictures(context, pictures, at);
	for (const file of files) {
		if (isPicture(file)) continue;
		const read = await readFile(file);
		if (read.ok) await place(context, read, at, file.name);
		else toast(t('files.not-taken', { name: file.name, why: read.why }), 'danger');
	}
}

function isPicture(file: File): boolean {
	return file.type.startsWith('image/');
}

async function readFile(file: File): Promise<Read> {
	const ending = /\.([^.]+)$/.exec(file.name.toLowerCase())?.[1] ?? '';
	if (!readable.has(ending) && !file.type.startsWith('text/'))
		return { ok: false, why: t('files.problem-type') };
	if (file.size > maxFileBytes) return { ok: false, why: t('files.problem-too-large') };
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
	} catch {
		return { ok: false, why: t('files.problem-not-text') };
	}
	return readText(text.replace(/^\uFEFF/, ''), ending);
}

const readable: ReadonlySet<string> = new Set([
	'canvas',
	'excalidraw',
	'json',
	'csv',
	'tsv',
	'txt',
	'md',
	'markdown'
]);

/** Reads the text of a file by the ending of its name. */
export function readText(text: string, ending: string): Read {
	switch (ending) {
		case 'excalidraw':
			return asRead(decodeExcalidraw(text, newItemId));
		case 'canvas':
			return asRead(decodeCanvas(text, newItemId));
		case 'json': {
			const drawing = decodeExcalidraw(text, newItemId);
			return asRead(drawing.ok ? drawing : decodeCanvas(text, newItemId));
		}
		case 'csv':
		case 'tsv':
			return asRead(decodeCsv(text, newItemId));
		default: {
			const lines = noteLines(text.replaceAll(/^#+\s+/gm, ''));
			if (lines.length > maxLines) return { ok: false, why: t('files.problem-too-many') };
			const items = notesFor(lines, [0, 0], [], newItemId);
			return { ok: true, items, lost: [], pictures: [] };
		}
	}
}

function asRead(read: Decoded): Read {
	return read.ok ? read : { ok: false, why: t(`files.problem-${read.reason}`) };
}

/** Copies with their middle at a point; says what could not be carried over. */
async function place(context: ActionContext, found: Found, at: Point, name: string): Promise<void> {
	const { board, connection } = context;
	if (found.items.length === 0) return void toast(t('files.nothing-in', { name }), 'danger');
	const kept = await keepPictures(connection.session, found.pictures);
	const items = found.items.map((item) => {
		const src = kept.get(item.id);
		return src === undefined ? item : { ...item, src };
	});
	const missing = found.pictures.filter(({ item }) => !kept.has(item));
	const lost = [
		// Pictures that were kept aren't lost.
		...found.lost.filter(({ item, what }) => what !== 'picture' || !kept.has(item)),
		...missing.map(({ item }): Loss => ({ item, what: 'picture' }))
	];
	if (!board.canEdit) return;
	const offset = offsetTo(items, at);
	const placed = pasteItems(items, board.peek().values(), newItemId, offset);
	board.insert(placed);
	board.select(placed.filter(({ parent }) => parent === undefined).map(({ id }) => id));
	if (lost.length === 0) toast(t('files.opened', { name, count: placed.length }), 'success');
	else void context.open('losses', { lost, name, count: placed.length, way: 'in' });
}

function offsetTo(items: readonly Item[], at: Point): Point {
	const box = union(items.filter(({ type }) => type !== 'connector').map(boundsOf));
	if (!box) return [0, 0];
	return [Math.round(at[0] - box.x - box.width / 2), Math.round(at[1] - box.y - box.height / 2)];
}

/** Sends pictures that came inside a file; gives the `src` for each item that has one now. */
async function keepPictures(
	session: string,
	pictures: readonly Picture[]
): Promise<ReadonlyMap<string, string>> {
	const kept = new Map<string, string>();
	const known = new Map<string, string>();
	for (const { item, dataUrl } of pictures) {
		let src = known.get(dataUrl);
		if (src === undefined) {
			const answer = await keepPicture(session, fromDataUrl(dataUrl));
			if (!answer.ok) continue;
			src = `sha256:${answer.value.hash}`;
			known.set(dataUrl, src);
		}
		kept.set(item, src);
	}
	return kept;
}

function fromDataUrl(dataUrl: string): Blob {
	const comma = dataUrl.indexOf(',');
	const type = /^data:([^;,]*)/.exec(dataUrl)?.[1] ?? '';
	const binary = atob(dataUrl.slice(comma + 1));
	return new Blob([Uint8Array.from(binary, (letter) => letter.charCodeAt(0))], { type });
}
