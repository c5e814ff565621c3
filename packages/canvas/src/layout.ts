import type { Item, Point } from '@concordia/board';
import { boxAt, grow, holdsPoint } from './box.ts';
import type { Description } from './describe.ts';
import { fitText, surelyFits, type FitRequest, type Fitted } from './text/fit.ts';
import type { Drawing } from './paint/list.ts';
import type { Parts } from './parts.ts';
import type { Rich } from './rich/index.ts';
import type { Route } from './route.ts';
import { textAreaOf } from './shapes.ts';
import type { TablePlaces } from './table/index.ts';
import type { Measurer } from './text/measure.ts';
import { wrapText } from './text/wrap.ts';

/** A piece of text with its lines broken, relative to the item's top left. */
export interface TextBlock {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
	readonly lines: readonly string[];
	readonly size: number;
	/** Line height in board units. */
	readonly leading: number;
	readonly weight: number;
	readonly align: 'left' | 'center';
	/** A colour role of the theme. */
	readonly color: string;
	/** Written from right to left. */
	readonly rtl?: true;
	/** Stands over other things: on a ground of its own. */
	readonly backed?: true;
	/** The same lines with bold, links, lists …; absent for plain text. */
	readonly rich?: Rich;
}

/** Where an item's text is written, also while it is empty: the place of an editor. */
export interface TextPlace extends Omit<TextBlock, 'lines' | 'rtl' | 'rich'> {
	readonly middle: boolean;
	readonly wraps: boolean;
}

/** How large an item really is on the board, and how its text lies in it. */
export interface Layout {
	readonly w: number;
	readonly h: number;
	/** Strip with the kind's name; card only. */
	readonly strip: TextBlock | null;
	/** The item's own text; absent while empty. */
	readonly main: TextBlock | null;
	readonly place: TextPlace | null;
	/** Text in the place of an empty one, pale. */
	readonly placeholder: TextBlock | null;
	readonly details: readonly TextBlock[];
	readonly badges: readonly BadgeBox[];
	/** Its texts are no larger than this; known before they are laid out. */
	readonly textLimit: number;
	/** Table only. */
	readonly table?: TablePlaces;
	/** Frame only, when it is not the text as it is written: its title without signs. */
	readonly title?: string;
	/** How it is drawn, when that follows from the layout alone. */
	readonly drawing?: Drawing;
}

export interface BadgeBox {
	readonly x: number;
	readonly y: number;
	readonly w: number;
	readonly h: number;
	readonly color: string;
	readonly block: TextBlock;
}

export const NOTE_SIZES = [24, 22, 20, 18, 16, 14] as const;
const SHAPE_SIZES = [18, 16, 14] as const;
export const NOTE_PADDING = 16;
const NOTE_LEADING = 1.28;
export const CARD_PADDING = 14;
export const STRIP_HEIGHT = 30;
const CARD_SIZE = 16;
const CARD_LEADING = 1.36;
const DETAIL_SIZE = 14;
const TEXT_SIZE = 20;
const MIN_TEXT_SIZE = 6;
const MAX_TEXT_SIZE = 400;
const BADGE_SIZE = 13;
const BADGE_HEIGHT = 22;
const LABEL_SIZE = 14;
const LABEL_WIDTH = 180;
const LABEL_LEADING = 1.3;
/** A label on a short level line is this narrow at least, and leaves so much of it free at each end. */
const LABEL_LEAST = 96;
const LABEL_ENDS = 22;
/** A label so near an end of its line stands beside it, so far from it. */
const LABEL_AWAY = 14;
const LABEL_ASIDE = 10;
/** Width of the caret's room in a text that is still empty. */
const EMPTY_TEXT_WIDTH = 12;

const none = { strip: null, placeholder: null, details: [], badges: [] } as const;

/**
 * The layout of an item whose size is known before its text is: from afar, most texts are never laid out.
 */
class LaterLayout implements Layout {
	readonly w: number;
	readonly h: number;
	readonly textLimit: number;
	readonly strip = null;
	readonly placeholder = null;
	readonly details = [];
	readonly badges = [];
	readonly #item: Item;
	readonly #setting: Setting;
	readonly #make: (item: Item, setting: Setting) => Layout;
	#made: Layout | null = null;

	constructor(
		[w, h]: Point,
		textLimit: number,
		item: Item,
		setting: Setting,
		make: (item: Item, setting: Setting) => Layout
	) {
		this.w = w;
		this.h = h;
		this.textLimit = textLimit;
		this.#item = item;
		this.#setting = setting;
		this.#make = make;
	}

	get main(): TextBlock | null {
		return this.#full().main;
	}

	get place(): TextPlace | null {
		return this.#full().place;
	}

	#full(): Layout {
		this.#made ??= this.#make(this.#item, this.#setting);
		return this.#made;
	}
}

/** What texts are laid out with. */
export interface Setting {
	readonly measurer: Measurer;
	/** Without them marked text is laid out as it was written. */
	readonly parts?: Parts | undefined;
	/** The item whose text is being written: its marks are shown. */
	readonly written?: string | null;
}

/** Lays out one item. Pure; costs the wrapping of its texts. */
export function layoutItem(item: Item, description: Description | null, setting: Setting): Layout {
	switch (item.type) {
		case 'ink':
		case 'connector':
		case 'image':
			return bare(item);
		case 'frame':
			return layoutFrame(item, setting);
		case 'note':
			return layoutNote(item, description, setting);
		case 'text':
			return layoutFreeText(item, setting);
		case 'shape':
			return layoutShape(item, setting);
		case 'table':
			return setting.parts?.get('table', item.id)?.layoutTable(item, setting) ?? bare(item);
		case 'document':
			return (
				setting.parts?.get('document', item.id)?.layoutDocument(item, description, setting) ??
				bare(item)
			);
		default:
			return layoutCard(item, description, setting);
	}
}

/** The font size of a free text or label, from the item's own field where it has one. */
export function textSizeOf(item: Item, fallback: number): number {
	const size = item['textSize'];
	return typeof size === 'number' && size >= MIN_TEXT_SIZE && size <= MAX_TEXT_SIZE
		? size
		: fallback;
}

/** Text that may have marks; most has none and is told so at once. No part of it reaches over empty lines. */
const MARKED = /\*\S|~~|\]\(|https?:|^[ \t]*(?:-|\d{1,3}\.) /mu;
/** The first letter is one of a script that is written from right to left. */
const RTL = /^[^\p{L}]*[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u;

function isMarked(text: string, item: Item, { parts, written }: Setting): boolean {
	return parts !== undefined && written !== item.id && MARKED.test(text);
}

/** The lines of a text, and how it is written. */
type Lines = Pick<TextBlock, 'lines' | 'rtl' | 'rich'>;

export function blockLines(
	text: string,
	fitted: Pick<Fitted, 'lines'> & { readonly rich?: Rich }
): Lines {
	return {
		lines: fitted.lines,
		...(RTL.test(text) && { rtl: true as const }),
		...(fitted.rich && { rich: fitted.rich })
	};
}

/** Fits a text with its marks, as far as it has any. */
function fit(request: FitRequest, item: Item, setting: Setting): Fitted & { readonly rich?: Rich } {
	const { measurer, parts } = setting;
	const rich = isMarked(request.text, item, setting) ? parts?.get('rich', item.id) : null;
	return rich?.fitRich(request, measurer) ?? fitText(request, measurer);
}

function bare(item: Item): Layout {
	return { ...none, w: item.size[0], h: item.size[1], main: null, place: null, textLimit: 0 };
}

/** A title has one look: its marks are read, and left out. */
function layoutFrame(item: Item, setting: Setting): Layout {
	const text = item.text ?? '';
	const rich = isMarked(text, item, setting) ? setting.parts?.get('rich', item.id) : null;
	return rich ? { ...bare(item), title: rich.plainText(rich.parseMarks(text)) } : bare(item);
}

/** The label of a connector, around the middle of its way; of an empty one, where it would be written. */
export function layoutLabel(item: Item, route: Route, setting: Setting): TextBlock {
	const text = item.text || ' ';
	const start = route.points[0]!;
	const end = route.points.at(-1)!;
	const across = Math.abs(end[0] - start[0]);
	const isLevel = Math.abs(route.leaving[0]) > 0.7;
	// Both ends of the line are to be seen beside it.
	const room = isLevel ? Math.max(LABEL_LEAST, across - 2 * LABEL_ENDS) : Infinity;
	const request: FitRequest = {
		text,
		width: Math.min(LABEL_WIDTH, room),
		height: Infinity,
		sizes: [LABEL_SIZE],
		weight: 500,
		leading: LABEL_LEADING
	};
	const fitted = fit(request, item, setting);
	const w = Math.max(24, Math.ceil(fitted.width));
	const h = fitted.height;
	let [x, y] = [route.middle[0] - w / 2, route.middle[1] - h / 2];
	const around = grow(boxAt(x, y, w, h), LABEL_AWAY);
	// Over what lies around it, as far as it is wider than its line.
	const isBacked = isLevel && w > across;
	const isAside = holdsPoint(around, start) || holdsPoint(around, end);
	if (isAside && isLevel) y = route.box.minY - LABEL_ASIDE - h;
	else if (isAside) x = route.box.maxX + LABEL_ASIDE;
	return {
		x,
		y,
		w,
		h,
		...((isAside || isBacked) && { backed: true as const }),
		...blockLines(text, fitted),
		size: LABEL_SIZE,
		leading: LABEL_SIZE * LABEL_LEADING,
		weight: 500,
		align: 'center',
		color: 'text'
	};
}

/** Whether the item keeps its size, whatever its lines turn out to be. */
function keepsSize(request: FitRequest, item: Item, setting: Setting): boolean {
	return !isMarked(request.text, item, setting) && surelyFits(request, setting.measurer);
}

function layoutNote(item: Item, description: Description | null, setting: Setting): Layout {
	const request = noteRequest(item, '');
	if (request.text !== '' && keepsSize(request, item, setting)) {
		const w = request.width + 2 * NOTE_PADDING;
		return new LaterLayout([w, item.size[1]], NOTE_SIZES[0], item, setting, fitNote);
	}
	return fitNote(item, setting, description?.placeholder);
}

function noteRequest(item: Item, placeholder: string): FitRequest {
	return {
		text: item.text || placeholder,
		width: Math.max(item.size[0] - 2 * NOTE_PADDING, 8),
		height: item.size[1] - 2 * NOTE_PADDING,
		sizes: NOTE_SIZES,
		weight: 400,
		leading: NOTE_LEADING
	};
}

function fitNote(item: Item, setting: Setting, placeholder = ''): Layout {
	const request = noteRequest(item, placeholder);
	const isEmpty = (item.text ?? '') === '';
	const least = item.size[1];
	const room = request.width;
	const w = room + 2 * NOTE_PADDING;
	const fitted = fit(request, item, setting);
	const h = Math.max(least, fitted.height + 2 * NOTE_PADDING);
	const base = {
		x: NOTE_PADDING,
		w: room,
		size: fitted.size,
		leading: fitted.size * NOTE_LEADING,
		weight: 400,
		align: 'center',
		color: 'text'
	} as const;
	const block = {
		...base,
		y: (h - fitted.height) / 2,
		h: fitted.height,
		...blockLines(request.text, fitted)
	};
	return {
		...none,
		w,
		h,
		main: isEmpty ? null : block,
		placeholder: isEmpty && request.text !== '' ? { ...block, color: 'muted' } : null,
		place: { ...base, y: NOTE_PADDING, h: h - 2 * NOTE_PADDING, middle: true, wraps: true },
		textLimit: fitted.size
	};
}

/** Text at one size that may be as tall as it likes. */
const BODY = { height: Infinity, weight: 400, leading: 1 } as const;

function layoutFreeText(item: Item, setting: Setting): Layout {
	const size = textSizeOf(item, TEXT_SIZE);
	const wraps = item.size[0] > 0;
	const text = item.text ?? '';
	const leading = size * 1.3;
	const request = { ...BODY, text, width: wraps ? item.size[0] : Infinity, sizes: [size] };
	const wrapped = fit(request, item, setting);
	const w = wraps ? item.size[0] : Math.max(EMPTY_TEXT_WIDTH, Math.ceil(wrapped.width) + 2);
	const h = Math.max(item.size[1], wrapped.lines.length * leading);
	const base = {
		x: 0,
		y: 0,
		w,
		h,
		size,
		leading,
		weight: 400,
		align: 'left',
		color: `ink-${item.color ?? 'white'}`
	} as const;
	return {
		...none,
		w,
		h,
		main: text === '' ? null : { ...base, ...blockLines(text, wrapped) },
		place: { ...base, middle: false, wraps },
		textLimit: size
	};
}

function layoutShape(item: Item, setting: Setting): Layout {
	const { request } = shapeRequest(item);
	if (!keepsSize(request, item, setting)) return fitShape(item, setting);
	return new LaterLayout(item.size, request.sizes[0] ?? 0, item, setting, fitShape);
}

/** How the text of a shape is to fit, and where its place begins. */
function shapeRequest(item: Item): { readonly request: FitRequest; readonly inset: Point } {
	const [w, h] = item.size;
	// A place of this share of the shape lies wholly inside its outline.
	const area = textAreaOf(item.shape);
	const padding = area ? 0 : 12;
	const [left, top, across, down] = area ?? [0, 0, 100, 100];
	const size = textSizeOf(item, 0);
	return {
		request: {
			text: item.text ?? '',
			width: Math.max(8, (w * across) / 100 - 2 * padding),
			height: Math.max(8, (h * down) / 100 - 2 * padding),
			sizes: size > 0 ? [size] : SHAPE_SIZES,
			weight: 400,
			leading: NOTE_LEADING
		},
		inset: [(w * left) / 100 + padding, (h * top) / 100 + padding]
	};
}

function fitShape(item: Item, setting: Setting): Layout {
	const [w, h] = item.size;
	const {
		request,
		inset: [x, y]
	} = shapeRequest(item);
	const { text, width: room, height: tall } = request;
	const fitted = fit(request, item, setting);
	// A text that is too tall pulls the whole shape along, so that its place stays inside.
	const growth = fitted.height > tall ? fitted.height / tall : 1;
	const height = h * growth;
	const at = y * growth;
	const place = tall * growth;
	const base = {
		x,
		w: room,
		size: fitted.size,
		leading: fitted.size * NOTE_LEADING,
		weight: 400,
		align: 'center',
		color: 'text'
	} as const;
	return {
		...none,
		w,
		h: height,
		main:
			text === ''
				? null
				: {
						...base,
						y: at + (place - fitted.height) / 2,
						h: fitted.height,
						...blockLines(text, fitted)
					},
		place: { ...base, y: at, h: place, middle: true, wraps: true },
		textLimit: fitted.size
	};
}

/** Cards of instruments, and everything the engine has no own picture for: strip, text, details, badges. */
function layoutCard(item: Item, description: Description | null, setting: Setting): Layout {
	const { measurer } = setting;
	const w = Math.max(item.size[0], 80);
	const room = w - 2 * CARD_PADDING;
	const label = description?.label ?? item.type;
	let y = CARD_PADDING;
	let strip: TextBlock | null = null;
	if (label !== '') {
		strip = {
			x: CARD_PADDING,
			y: 6,
			w: room,
			h: 18,
			lines: [label],
			size: 13,
			leading: 18,
			weight: 600,
			align: 'left',
			color: `ink-${description?.accent ?? item.color ?? 'gray'}`
		};
		y = STRIP_HEIGHT + 10;
	}
	const text = item.text ?? '';
	const shown = text === '' ? (description?.placeholder ?? '') : text;
	const request = { ...BODY, text: shown, width: room, sizes: [CARD_SIZE] };
	const wrapped = fit(request, item, setting);
	const leading = CARD_SIZE * CARD_LEADING;
	const base = {
		x: CARD_PADDING,
		y,
		w: room,
		h: wrapped.lines.length * leading,
		size: CARD_SIZE,
		leading,
		weight: 400,
		align: 'left',
		color: 'text'
	} as const;
	const block: TextBlock = { ...base, ...blockLines(shown, wrapped) };
	y += base.h;

	const details: TextBlock[] = [];
	for (const detail of description?.details ?? []) {
		if (detail.text === '') continue;
		y += 8;
		details.push({
			...base,
			y,
			h: 17,
			lines: [detail.label],
			size: 12,
			leading: 17,
			weight: 600,
			color: 'muted'
		});
		y += 17;
		const lines = wrapText(detail.text, room, { size: DETAIL_SIZE, weight: 400 }, measurer).lines;
		const h = lines.length * DETAIL_SIZE * 1.34;
		details.push({ ...base, y, h, lines, size: DETAIL_SIZE, leading: DETAIL_SIZE * 1.34 });
		y += h;
	}

	const badges: BadgeBox[] = [];
	if (description?.badges?.length) {
		y += 10;
		let x = CARD_PADDING;
		for (const badge of description.badges) {
			const textWidth = measurer.width(badge.text, BADGE_SIZE, 600);
			const badgeWidth = Math.min(room, textWidth + 16);
			if (x > CARD_PADDING && x + badgeWidth > CARD_PADDING + room) {
				x = CARD_PADDING;
				y += BADGE_HEIGHT + 6;
			}
			const color = badge.color ?? 'gray';
			badges.push({
				x,
				y,
				w: badgeWidth,
				h: BADGE_HEIGHT,
				color,
				block: {
					x: x + 8,
					y: y + 2,
					w: badgeWidth - 16,
					h: 18,
					lines: [badge.text],
					size: BADGE_SIZE,
					leading: 18,
					weight: 600,
					align: 'left',
					color: `ink-${color}`
				}
			});
			x += badgeWidth + 6;
		}
		y += BADGE_HEIGHT;
	}
	y += CARD_PADDING;
	const h = Math.max(item.size[1], y);
	return {
		w,
		h,
		strip,
		main: text === '' ? null : block,
		placeholder: text === '' && shown !== '' ? { ...block, color: 'muted' } : null,
		place: { ...base, middle: false, wraps: true },
		details,
		badges,
		textLimit: CARD_SIZE
	};
}
