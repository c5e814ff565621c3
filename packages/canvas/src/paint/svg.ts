import type { Box } from '../box.ts';
import { grow, heightOf, widthOf } from '../box.ts';
import { exhausted } from '../exhausted.ts';
import type { TextBlock } from '../layout.ts';
import type { Entry, Scene } from '../scene.ts';
import type { Measurer } from '../text/measure.ts';
import { BASELINE, colorOf, type Theme } from '../theme.ts';
import { uprightOf } from '../turned.ts';
import { edgeOf } from './canvas.ts';
import type { Op } from './list.ts';
import { placeTitle } from './title.ts';

export interface SvgOptions {
	readonly scene: Scene;
	readonly theme: Theme;
	readonly measurer: Measurer;
	/** Only these; everything when absent. */
	readonly ids?: ReadonlySet<string>;
	/** The part of the board to show; what the items need, and `padding` around it, when absent. */
	readonly box?: Box;
	/** Board units around the content. */
	readonly padding?: number;
	/** Without it the background shows through. */
	readonly isTransparent?: boolean;
	/** CSS that stands in the document, such as fonts. */
	readonly style?: string;
	/** The address to put in for an image item's `src`; null leaves the place empty. */
	readonly resolveImage?: (src: string) => string | null;
}

const PADDING = 32;
const TITLE_ROOM = 28;

/** The board, or some items of it, as a complete SVG document in board units. */
export function paintSvg(options: SvgOptions): string {
	const { scene, theme, ids } = options;
	const entries = scene
		.inOrder()
		.filter((entry) => entry.minX <= entry.maxX && (!ids || ids.has(entry.item.id)));
	const box = options.box ?? grow(contentBox(entries), options.padding ?? PADDING);
	const body = entries.map((entry) => paintEntry(entry, options)).join('\n');
	const size = `${short(widthOf(box))} ${short(heightOf(box))}`;
	const place = `x="${short(box.minX)}" y="${short(box.minY)}" width="${short(widthOf(box))}" height="${short(heightOf(box))}"`;
	const background = `<rect ${place} fill="${escape(colorOf(theme, 'background'))}"/>`;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${short(box.minX)} ${short(box.minY)} ${size}" width="${short(widthOf(box))}" height="${short(heightOf(box))}" font-family="${escape(theme.font)}">`,
		...(options.style === undefined ? [] : [`<style>${escape(options.style)}</style>`]),
		...(options.isTransparent === true ? [] : [background]),
		body,
		'</svg>'
	].join('\n');
}

/** What the entries cover together, titles of frames too. */
export function contentBox(entries: readonly Entry[]): Box {
	let box: Box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
	for (const entry of entries) {
		const top =
			entry.item.type === 'frame' && entry.item.text ? entry.minY - TITLE_ROOM : entry.minY;
		box = {
			minX: Math.min(box.minX, entry.minX),
			minY: Math.min(box.minY, top),
			maxX: Math.max(box.maxX, entry.maxX),
			maxY: Math.max(box.maxY, entry.maxY)
		};
	}
	return box.minX > box.maxX ? { minX: 0, minY: 0, maxX: 0, maxY: 0 } : box;
}

function paintEntry(entry: Entry, options: SvgOptions): string {
	const { ops } = options.scene.drawingOf(entry);
	const inner = ops.map((op) => paintOp(op, options)).join('');
	const absolute = entry.item.type === 'connector';
	const [x, y] = absolute ? [0, 0] : entry.item.pos;
	const { turned } = entry;
	const box = uprightOf(entry);
	const [cx, cy] = [(box.minX + box.maxX) / 2 - x, (box.minY + box.maxY) / 2 - y];
	const turn = turned ? ` rotate(${short(turned.degrees)} ${short(cx)} ${short(cy)})` : '';
	const placed = `<g transform="translate(${short(x)} ${short(y)})${turn}">${inner}</g>`;
	const clip = options.scene.clipOf(entry);
	if (!clip) return placed;
	// A nested picture cuts off at its own edges: no ids that could meet others in one page.
	const [w, h] = [Math.max(0, widthOf(clip)), Math.max(0, heightOf(clip))];
	const frame = `${short(clip.minX)} ${short(clip.minY)} ${short(w)} ${short(h)}`;
	return `<svg x="${short(clip.minX)}" y="${short(clip.minY)}" width="${short(w)}" height="${short(h)}" viewBox="${frame}" overflow="hidden">${placed}</svg>`;
}

function paintOp(op: Op, options: SvgOptions): string {
	const { theme } = options;
	switch (op.op) {
		case 'box':
			return paintBox(op, theme);
		case 'path':
			return `<path d="${escape(op.d)}"${paint(op, theme)}/>`;
		case 'text':
			return paintText(op.block, theme);
		case 'image': {
			const address = op.src === undefined ? null : options.resolveImage?.(op.src);
			const place = `x="${short(op.x)}" y="${short(op.y)}" width="${short(op.w)}" height="${short(op.h)}"`;
			const title = op.alt === '' ? '' : `<title>${escape(op.alt)}</title>`;
			if (!address) {
				const fill = escape(colorOf(theme, 'fill-gray'));
				return `<rect ${place} rx="${op.r}" fill="${fill}">${title}</rect>`;
			}
			return `<image ${place} preserveAspectRatio="none" href="${escape(address)}">${title}</image>`;
		}
		case 'title': {
			const title = placeTitle(op.text, op.w, 1, options.measurer);
			if (!title) return '';
			return `<text x="2" y="${short(-title.above)}" font-size="${title.size}" font-weight="${title.weight}" fill="${escape(colorOf(theme, op.color))}">${escape(title.text)}</text>`;
		}
	}
	return exhausted(op);
}

function paintBox(op: Extract<Op, { op: 'box' }>, theme: Theme): string {
	const place = `x="${short(op.x)}" y="${short(op.y)}" width="${short(Math.max(0, op.w))}" height="${short(Math.max(0, op.h))}"`;
	const shadow = op.shadow
		? `<rect x="${short(op.x)}" y="${short(op.y + 2)}" width="${short(op.w)}" height="${short(op.h)}" rx="${op.r}" fill="${escape(colorOf(theme, 'shadow'))}" opacity="0.6"/>`
		: '';
	if (!op.top) return `${shadow}<rect ${place} rx="${short(op.r)}"${paint(op, theme)}/>`;
	const { x, y, w, h, r } = op;
	const d = `M${short(x)} ${short(y + h)}V${short(y + r)}a${r} ${r} 0 0 1 ${r} ${-r}H${short(x + w - r)}a${r} ${r} 0 0 1 ${r} ${r}V${short(y + h)}Z`;
	return `${shadow}<path d="${d}"${paint(op, theme)}/>`;
}

function paint(
	op: { fill?: string; stroke?: string; line?: number; dash?: readonly number[]; alpha?: number },
	theme: Theme
): string {
	const alpha = op.alpha === undefined ? '' : ` opacity="${op.alpha}"`;
	const look = ` fill="${op.fill ? escape(colorOf(theme, op.fill)) : 'none'}"${alpha}`;
	if (!op.stroke) return look;
	const dash = op.dash ? ` stroke-dasharray="${op.dash.join(' ')}"` : '';
	return `${look} stroke="${escape(colorOf(theme, op.stroke))}" stroke-width="${op.line ?? 1}" stroke-linecap="round" stroke-linejoin="round"${dash}`;
}

function paintText(block: TextBlock, theme: Theme): string {
	const centred = block.align === 'center';
	const x = short(edgeOf(block));
	const first = block.y + block.leading / 2 + block.size * BASELINE;
	const lines =
		block.rich?.svg(block, escape) ??
		block.lines
			.map((line, i) =>
				line === ''
					? ''
					: `<tspan x="${x}" y="${short(first + i * block.leading)}">${escape(line)}</tspan>`
			)
			.join('');
	const direction = block.rtl ? ' direction="rtl"' : '';
	return `<text${direction} font-size="${block.size}" font-weight="${block.weight}" fill="${escape(colorOf(theme, block.color))}"${centred ? ' text-anchor="middle"' : ''} xml:space="preserve">${lines}</text>`;
}

function short(value: number): string {
	return String(Math.round(value * 100) / 100);
}

// XML 1.0 has no way to write control characters other than these three, lone surrogates, and two more.
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

function escape(text: string): string {
	return text
		.replaceAll(UNWRITABLE, '')
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
}
