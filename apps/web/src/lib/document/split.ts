import { docLimits } from '@concordia/board/document';
import * as Y from 'yjs';

/*
 * Nothing can be moved in a shared document: who splits a paragraph writes its end anew in the next one and takes it out
 * of the first. Of two who do so at once each has written it, and it would stand twice. So the new paragraph says which
 * letters its own were written for (its attribute `split`), and where two letters were written for the same one, the
 * last of them stays. That is safe whoever does it, and how often: what is taken out has a living twin further down,
 * and the last one is never taken out. What somebody typed was written for no other letter, and always stays.
 */

/** Neighbouring letters of a paragraph, and those they were written for. */
interface Piece {
	readonly client: number;
	readonly clock: number;
	/** The clock of the first copy; its client is whoever made the paragraph. */
	readonly copy: number;
	readonly length: number;
}

interface Run {
	readonly id: Y.ID;
	readonly length: number;
	/** Null for a line break. */
	readonly letters: string | null;
	/** The text it is in and where it begins there; a line break is a child of the paragraph itself. */
	readonly text: Y.XmlText | null;
	readonly index: number;
}

const idOf = ({ _item: item }: Y.XmlElement): Y.ID | undefined => item?.id;

/** What stands in a paragraph, as it was written. */
function* runsOf(paragraph: Y.XmlElement): Generator<Run> {
	for (const [at, child] of paragraph.toArray().entries()) {
		if (!(child instanceof Y.XmlText)) {
			const id = idOf(child as Y.XmlElement);
			if (id) yield { id, length: 1, letters: null, text: null, index: at };
			continue;
		}
		let index = 0;
		const { _start: first } = child;
		for (let item = first; item !== null; item = item.right) {
			if (item.deleted || !item.countable) continue;
			const { id, length, content } = item;
			const letters = content instanceof Y.ContentString ? content.str : null;
			yield { id, length, letters, text: child, index };
			index += length;
		}
	}
}

/** Every letter by itself: by whom and when it was written. */
function lettersOf(paragraph: Y.XmlElement): Y.ID[] {
	return [...runsOf(paragraph)].flatMap(({ id, length }) =>
		Array.from({ length }, (_, at) => new Y.ID(id.client, id.clock + at))
	);
}

const parsed = new WeakMap<Y.XmlElement, { readonly raw: string; readonly pieces: Piece[] }>();

function piecesOf(paragraph: Y.XmlElement): readonly Piece[] {
	const raw: unknown = paragraph.getAttribute('split');
	if (typeof raw !== 'string') return [];
	const known = parsed.get(paragraph);
	if (known?.raw === raw) return known.pieces;
	const pieces = raw.split('-').flatMap(parsePiece);
	parsed.set(paragraph, { raw, pieces });
	return pieces;
}

function parsePiece(text: string): Piece[] {
	const numbers = text.split('.').map((part) => parseInt(part, 36));
	const [client, clock, copy, length] = numbers as [number, number, number, number];
	const isWhole = numbers.length === 4 && numbers.every((one) => Number.isSafeInteger(one));
	return isWhole && length <= docLimits.characters ? [{ client, clock, copy, length }] : [];
}

const formatPiece = ({ client, clock, copy, length }: Piece): string =>
	[client, clock, copy, length].map((one) => one.toString(36)).join('.');

/** The letter that one of this paragraph was written for, or itself. */
function originalOf(paragraph: Y.XmlElement, { client, clock }: Y.ID): Y.ID {
	if (client !== idOf(paragraph)?.client) return new Y.ID(client, clock);
	const piece = piecesOf(paragraph).find(
		({ copy, length }) => clock >= copy && clock < copy + length
	);
	return piece ? new Y.ID(piece.client, piece.clock + clock - piece.copy) : new Y.ID(client, clock);
}

/**
 * Splits a paragraph where so many letters and line breaks stand before. What follows goes into a new paragraph with
 * these attributes. At its beginning the new one is put before it, empty, and nothing is written anew.
 */
export function splitSharedParagraph(
	paragraph: Y.XmlElement,
	offset: number,
	attributes: Readonly<Record<string, unknown>>
): void {
	const parent = paragraph.parent as Y.XmlFragment;
	const at = parent.toArray().indexOf(paragraph);
	const made = new Y.XmlElement('paragraph');
	const isAtStart = offset === 0 && lettersOf(paragraph).length > 0;
	parent.insert(isAtStart ? at : at + 1, [made]);
	for (const [name, value] of Object.entries(attributes)) {
		if (value !== null && value !== undefined) made.setAttribute(name, value as string);
	}
	if (isAtStart) return;
	const originals = lettersOf(paragraph)
		.slice(offset)
		.map((id) => originalOf(paragraph, id));
	moveEnd(paragraph, offset, made);
	const split = joinPieces(originals, lettersOf(made)).map(formatPiece).join('-');
	// Of a paragraph that was written in by very many hands it would be too long to be kept.
	if (split !== '' && split.length <= docLimits.split) made.setAttribute('split', split);
}

function moveEnd(paragraph: Y.XmlElement, offset: number, into: Y.XmlElement): void {
	let left = offset;
	const children = paragraph.toArray();
	const breaks: number[] = [];
	for (const [at, child] of children.entries()) {
		const length = child instanceof Y.XmlText ? child.length : 1;
		if (left >= length) {
			left -= length;
			continue;
		}
		if (child instanceof Y.XmlText) {
			const text = new Y.XmlText();
			into.insert(into.length, [text]);
			text.applyDelta(deltaFrom(child, left));
			// The text itself stays, empty or not: others may be writing in it.
			child.delete(left, length - left);
		} else {
			into.insert(into.length, [new Y.XmlElement('break')]);
			breaks.push(at);
		}
		left = 0;
	}
	for (const at of breaks.toReversed()) paragraph.delete(at, 1);
}

function deltaFrom(text: Y.XmlText, start: number): object[] {
	let left = start;
	return (text.toDelta() as { insert: unknown; attributes?: object }[]).flatMap((piece) => {
		if (typeof piece.insert !== 'string') return [];
		const insert = piece.insert.slice(left);
		left = Math.max(0, left - piece.insert.length);
		return insert === '' ? [] : [{ ...piece, insert }];
	});
}

function joinPieces(originals: readonly Y.ID[], copies: readonly Y.ID[]): Piece[] {
	const pieces: Piece[] = [];
	for (const [at, copy] of copies.entries()) {
		const { client, clock } = originals[at]!;
		const last = pieces.at(-1);
		const goesOn =
			last?.client === client &&
			last.clock + last.length === clock &&
			last.copy + last.length === copy.clock;
		if (goesOn) pieces[pieces.length - 1] = { ...last, length: last.length + 1 };
		else pieces.push({ client, clock, copy: copy.clock, length: 1 });
	}
	return pieces;
}

/** Takes out what stands several times for the same letters, all but the last. */
function dropTwins(paragraphs: readonly Y.XmlElement[]): void {
	const kept = new Map<string, string | null>();
	for (const paragraph of paragraphs.toReversed()) {
		for (const { id, length, letters, text, index } of [...runsOf(paragraph)].toReversed()) {
			let twins = 0;
			const drop = (end: number): void => {
				if (twins > 0) (text ?? paragraph).delete(end, twins);
				twins = 0;
			};
			for (let at = length - 1; at >= 0; at -= 1) {
				const letter = new Y.ID(id.client, id.clock + at);
				const name = nameOf(originalOf(paragraph, letter));
				const sign = letters?.[at] ?? null;
				const isTwin = kept.has(name) && kept.get(name) === sign;
				if (isTwin) twins += 1;
				else {
					drop(index + at + 1);
					if (!kept.has(name)) kept.set(name, sign);
				}
			}
			drop(index);
		}
	}
}

const nameOf = ({ client, clock }: Y.ID): string => `${client}.${clock}`;

const isSplit = (part: unknown): part is Y.XmlElement =>
	part instanceof Y.XmlElement && part.getAttribute('split') !== undefined;

/** The neighbouring paragraphs that have letters written for the same ones. */
function twinsIn(list: Y.XmlFragment): Y.XmlElement[] {
	const paragraphs = list.toArray().filter(isSplit);
	const pieces = paragraphs
		.flatMap((paragraph) => piecesOf(paragraph).map((piece) => ({ ...piece, paragraph })))
		.toSorted((a, b) => a.client - b.client || a.clock - b.clock);
	const found = new Set<Y.XmlElement>();
	let furthest = pieces[0];
	for (const piece of pieces.slice(1)) {
		const end = furthest!.clock + furthest!.length;
		const isSame = piece.client === furthest!.client;
		if (isSame && piece.clock < end) found.add(piece.paragraph).add(furthest!.paragraph);
		if (!isSame || piece.clock + piece.length > end) furthest = piece;
	}
	return paragraphs.filter((paragraph) => found.has(paragraph));
}

/**
 * Keeps what several split at once from standing twice, from now on and in what there is. Only for those who write.
 * It is part of splitting, and no step of undo.
 */
export function watchSplits(fragment: Y.XmlFragment, doc: Y.Doc): () => void {
	const mend = (list: Y.XmlFragment): void => {
		const twins = twinsIn(list);
		if (twins.length > 1) doc.transact(() => dropTwins(twins), 'splits');
	};
	const observe = (events: readonly unknown[], { local }: Y.Transaction): void => {
		if (local) return;
		for (const { target, changes } of events as readonly Y.YXmlEvent[]) {
			if (!(target instanceof Y.XmlFragment)) continue;
			const isNew = ({ content }: Y.Item): boolean =>
				content instanceof Y.ContentType && isSplit(content.type);
			if ([...changes.added].some(isNew)) mend(target);
		}
	};
	for (const list of listsIn(fragment)) mend(list);
	const observer = observe as unknown as Parameters<typeof fragment.observeDeep>[0];
	fragment.observeDeep(observer);
	return () => fragment.unobserveDeep(observer);
}

/** What has paragraphs side by side: the document and the cells of its tables. */
function* listsIn(fragment: Y.XmlFragment): Generator<Y.XmlFragment> {
	yield fragment;
	yield* fragment.createTreeWalker(
		(part) => part instanceof Y.XmlElement && part.nodeName === 'cell'
	) as Iterable<Y.XmlElement>;
}
