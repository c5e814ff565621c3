import {
	around,
	copyOf,
	centreOf,
	grow,
	heightOf,
	holds,
	overlaps,
	widthOf,
	type Box
} from '../box.ts';
import { visibleBox, type Camera, type Viewport } from '../camera.ts';
import { exhausted } from '../exhausted.ts';
import type { TextBlock } from '../layout.ts';
import type { Op } from '../paint/list.ts';
import { placeTitle } from '../paint/title.ts';
import { routeTouches } from '../route.ts';
import type { Entry, Scene } from '../scene.ts';
import { LEGIBLE_PX } from '../seen.ts';
import type { Measurer } from '../text/measure.ts';
import { colorOf, edgeRole, type Theme } from '../theme.ts';
import { unturn, type Turned } from '../turned.ts';
import { FADED, MARGIN } from './base-layer.ts';

const SVG = 'http://www.w3.org/2000/svg';
/** Share of the viewport's shorter side that the camera goes before nodes are chosen anew. */
const FAR = 0.2;
/** CSS pixels by which nodes are ready before the canvas below would paint their items. */
const AHEAD = 32;
/** Nodes made or rewritten per frame: a zoom-in on a full screen is spread over several. */
const BUDGET = 40;
/** So many items without text that can be read become nodes, too. */
const MAX_PAINTED = 150;
/** Kept for reuse. */
const POOL = 200;

interface Slot {
	readonly element: HTMLDivElement;
	id: string;
	look: number;
	/** The zoom it was made for. */
	zoom: number;
	rank: number;
	x: number;
	y: number;
	/** Where it stood when it was made: a transform, which costs work in each frame, takes it on from there. */
	left: number;
	top: number;
	turned: Turned | null;
	clip: string;
	withoutText: boolean;
	faded: boolean;
	/** Where it stood when the other layers were last told. */
	box: Box;
}

export interface DomSync {
	readonly scene: Scene;
	readonly camera: Camera;
	readonly viewport: Viewport;
	readonly theme: Theme;
	readonly editing: string | null;
	/** What an eraser is about to take away. */
	readonly fading: ReadonlySet<string>;
	readonly measurer: Measurer;
	readonly resolveImage: (src: string) => string | null;
	/** While the zoom changes no new nodes are made; the canvas shows the items meanwhile. */
	readonly zooming: boolean;
}

/** What the canvas below has to do after a sync. */
export interface DomOutcome {
	/** Places whose items it has to show again, or need not show any more. */
	readonly changed: readonly Box[];
	/** Not all nodes are made yet: come again. */
	readonly pending: boolean;
}

/**
 * The items that can be read now, as real text in real elements under one CSS transform. Nodes
 * exist only near the viewport and are reused; what is not here is painted by a canvas.
 */
export class DomLayer {
	readonly element: HTMLDivElement;
	readonly #document: Document;
	readonly #slots = new Map<string, Slot>();
	readonly #pool: HTMLDivElement[] = [];
	/** Painted items that must lie above some nodes: the upper canvas shows them. */
	#upper: ReadonlySet<string> = new Set();
	#showsAll = false;
	/** Lies under all nodes, or browsers would make a layer of each few, and take all of them along in each frame. */
	readonly #paper: HTMLDivElement;
	#spread: Box | null = null;
	#theme: Theme | null = null;
	#moving = false;

	constructor(document: Document) {
		this.#document = document;
		this.element = document.createElement('div');
		this.#paper = document.createElement('div');
		const { style } = this.element;
		style.position = 'absolute';
		style.left = '0';
		style.top = '0';
		style.width = '0';
		style.height = '0';
		style.transformOrigin = '0 0';
		style.pointerEvents = 'none';
		style.isolation = 'isolate';
		style.textRendering = 'geometricPrecision';
		const paper = this.#paper.style;
		paper.display = 'none';
		paper.zIndex = '-1';
		// As good as nothing, but painted.
		paper.background = 'rgb(255 255 255 / 0.4%)';
		this.element.append(this.#paper);
	}

	has(id: string): boolean {
		return this.#slots.has(id);
	}

	isUpper(id: string): boolean {
		return this.#upper.has(id);
	}

	get upper(): ReadonlySet<string> {
		return this.#upper;
	}

	/** Nothing near the viewport is left for a canvas to show. */
	get showsAll(): boolean {
		return this.#showsAll;
	}

	place(camera: Camera): void {
		this.element.style.transform = `scale(${camera.zoom}) translate(${-camera.x}px,${-camera.y}px)`;
	}

	/** While moving, the layer is kept as a bitmap by the browser; at rest its text is made crisp. */
	setMoving(moving: boolean): void {
		if (moving === this.#moving) return;
		this.#moving = moving;
		this.element.style.willChange = moving ? 'transform' : '';
	}

	clear(): void {
		for (const slot of this.#slots.values()) this.#release(slot);
		this.#slots.clear();
		this.#upper = new Set();
		this.#showsAll = false;
	}

	/** Forgets what nodes look like (another theme). */
	restyle(): void {
		for (const slot of this.#slots.values()) slot.look = -1;
	}

	sync(what: DomSync): DomOutcome {
		const { scene, camera, viewport } = what;
		this.#theme = what.theme;
		const near = grow(
			visibleBox(camera, viewport),
			(farIn(viewport) + MARGIN + AHEAD) / camera.zoom
		);
		// From far nothing can be read: no need to look at ten thousand items to know it.
		const isFar = scene.largestText * camera.zoom < LEGIBLE_PX;
		const entries = isFar ? [] : scene.query(near);
		const wanted = new Set<string>();
		const others: Entry[] = [];
		// While zooming a canvas shows what has no node yet.
		const canBeNode = ({ item }: Entry): boolean => !what.zooming || this.#slots.has(item.id);
		for (const entry of entries) {
			if (!isReadable(scene, entry, camera.zoom)) others.push(entry);
			else if (canBeNode(entry)) wanted.add(entry.item.id);
		}
		// Few of them as nodes move at no cost: a canvas would be taken along in each frame. But what reaches far
		// would make the browser keep a bitmap as large as that while zooming.
		const takesAll = !isFar && others.length <= MAX_PAINTED && !others.some(isPicture);
		const isTaken = (entry: Entry): boolean =>
			!isPicture(entry) && canBeNode(entry) && (!what.zooming || holds(near, entry));
		const painted: Entry[] = [];
		for (const entry of others) {
			if (takesAll && isTaken(entry)) wanted.add(entry.item.id);
			else painted.push(entry);
		}
		this.#spreadPaper(takesAll && !what.zooming ? near : null);
		const upper = this.#layer(scene, painted, wanted, canBeNode, isTaken);

		const changed: Box[] = [];
		for (const [id, slot] of this.#slots) {
			if (wanted.has(id)) continue;
			changed.push(slot.box);
			this.#slots.delete(id);
			this.#release(slot);
		}
		let left = BUDGET;
		let pending = false;
		for (const entry of entries) {
			const { id } = entry.item;
			if (!wanted.has(id)) continue;
			const slot = this.#slots.get(id);
			if (!slot) {
				if (left <= 0) {
					pending = true;
					continue;
				}
				left -= 1;
				changed.push(entry);
				this.#slots.set(id, this.#make(entry, what));
				continue;
			}
			this.#update(slot, entry, what);
		}
		for (const id of [...upper, ...this.#upper]) {
			const entry = scene.get(id);
			if (entry && upper.has(id) !== this.#upper.has(id)) changed.push(entry);
		}
		this.#upper = upper;
		this.#showsAll = takesAll && painted.length === 0 && !pending;
		return { changed, pending };
	}

	/**
	 * Painted items lie on the canvas below the nodes. One that has a node under it becomes a node
	 * itself (is added to `wanted`) while there is room, for the canvas above is painted in each frame.
	 */
	#layer(
		scene: Scene,
		others: readonly Entry[],
		wanted: Set<string>,
		canBeNode: (entry: Entry) => boolean,
		isTaken: (entry: Entry) => boolean
	): Set<string> {
		const upper = new Set<string>();
		if (others.length === 0) return upper;
		const nodes = [...wanted].map((id) => scene.get(id)!);
		let reach = around(nodes);
		let room = MAX_PAINTED;
		for (const entry of others) {
			// From afar most of a board lies beside the few nodes.
			if (!reach || entry.item.type === 'frame' || !overlaps(entry, reach)) continue;
			let under = false;
			let over = false;
			for (const node of nodes) {
				if (!meets(entry, node)) continue;
				if (node.rank < entry.rank) under = true;
				else over = true;
			}
			if (!under) continue;
			if ((over && canBeNode(entry)) || (room > 0 && isTaken(entry))) {
				wanted.add(entry.item.id);
				room -= 1;
			} else upper.add(entry.item.id);
			// What comes later in rank and meets it has to lie above it.
			nodes.push(entry);
			reach = around([reach, entry]);
		}
		return upper;
	}

	/** Far beyond what is near, so that it need not be done again soon. */
	#spreadPaper(near: Box | null): void {
		if (near ? this.#spread && holds(this.#spread, near) : !this.#spread) return;
		this.#spread = near && grow(near, Math.max(widthOf(near), heightOf(near)));
		this.#paper.style.display = near ? '' : 'none';
		if (!this.#spread) return;
		const { minX, minY } = this.#spread;
		put(this.#paper, { x: minX, y: minY, w: widthOf(this.#spread), h: heightOf(this.#spread) });
	}

	#make(entry: Entry, what: DomSync): Slot {
		const element = this.#pool.pop() ?? this.#blank();
		const slot: Slot = {
			element,
			id: entry.item.id,
			look: -1,
			zoom: what.camera.zoom,
			rank: -1,
			x: NaN,
			y: NaN,
			left: 0,
			top: 0,
			turned: null,
			clip: '',
			withoutText: false,
			faded: false,
			box: entry
		};
		this.#update(slot, entry, what);
		this.element.append(element);
		return slot;
	}

	#blank(): HTMLDivElement {
		const element = this.#document.createElement('div');
		const { style } = element;
		style.position = 'absolute';
		style.contain = 'layout style';
		return element;
	}

	#release(slot: Slot): void {
		slot.element.remove();
		if (this.#pool.length >= POOL) return;
		slot.element.replaceChildren();
		slot.element.style.clipPath = '';
		slot.element.style.opacity = '';
		this.#pool.push(slot.element);
	}

	#update(slot: Slot, entry: Entry, what: DomSync): void {
		const { style } = slot.element;
		const { zoom } = what.camera;
		const absolute = entry.item.type === 'connector';
		const x = absolute ? 0 : entry.item.pos[0];
		const y = absolute ? 0 : entry.item.pos[1];
		const { turned } = entry;
		if (x !== slot.x || y !== slot.y || turned !== slot.turned) {
			slot.x = x;
			slot.y = y;
			slot.turned = turned;
			if (slot.rank < 0) {
				slot.left = Math.round(x);
				slot.top = Math.round(y);
				style.left = `${slot.left}px`;
				style.top = `${slot.top}px`;
			}
			const dx = x - slot.left;
			const dy = y - slot.top;
			const shift = dx === 0 && dy === 0 ? '' : `translate(${dx}px,${dy}px)`;
			style.transform = turned ? `${shift} rotate(${turned.degrees}deg)` : shift;
			if (turned) {
				const [cx, cy] = centreOf(turned.box);
				style.transformOrigin = `${cx - x}px ${cy - y}px`;
			}
		}
		const clip = clipPath(what.scene.clipOf(entry), entry);
		if (clip !== slot.clip) {
			slot.clip = clip;
			style.clipPath = clip;
		}
		slot.box = copyOf(entry);
		if (entry.rank !== slot.rank) {
			slot.rank = entry.rank;
			style.zIndex = String(entry.rank);
		}
		const faded = what.fading.has(entry.item.id);
		if (faded !== slot.faded) {
			slot.faded = faded;
			style.opacity = faded ? String(FADED) : '';
		}
		const withoutText = what.editing === entry.item.id;
		// A frame's title keeps its size on the screen.
		const sized = entry.item.type !== 'frame' || slot.zoom === zoom;
		if (entry.look === slot.look && withoutText === slot.withoutText && sized) return;
		slot.look = entry.look;
		slot.zoom = zoom;
		slot.withoutText = withoutText;
		const { ops } = what.scene.drawingOf(entry);
		const children: Element[] = [];
		for (const op of ops) {
			if (withoutText && op.op === 'text' && op.main) continue;
			const child = this.#element(op, what);
			if (child) children.push(child);
		}
		slot.element.replaceChildren(...children);
	}

	#element(op: Op, what: DomSync): Element | null {
		switch (op.op) {
			case 'box':
				return this.#box(op);
			case 'text':
				return this.#text(op.block);
			case 'path':
				return this.#path(op);
			case 'image': {
				const address = op.src === undefined ? null : what.resolveImage(op.src);
				const image = this.#document.createElement('img');
				// Shown in its place while the picture isn't there.
				image.alt = op.alt;
				image.draggable = false;
				image.decoding = 'async';
				put(image, op);
				image.style.maxWidth = 'none';
				image.style.borderRadius = `${op.r}px`;
				image.style.font = `400 14px ${what.theme.font}`;
				image.style.color = colorOf(what.theme, 'text');
				const gray = colorOf(what.theme, 'fill-gray');
				image.style.background = gray;
				image.addEventListener('load', () => (image.style.background = ''), { once: true });
				if (address !== null) image.src = address;
				return image;
			}
			case 'title':
				return this.#title(op, what);
		}
		return exhausted(op);
	}

	#box(op: Extract<Op, { op: 'box' }>): HTMLDivElement {
		const theme = this.#theme!;
		const element = this.#document.createElement('div');
		const edge = op.shadow ? edgeRole(theme) : null;
		const stroke = op.stroke ?? edge;
		const line = stroke ? (op.line ?? 1) : 0;
		// A canvas centres the line on the edge, a border lies within it.
		put(element, { x: op.x - line / 2, y: op.y - line / 2, w: op.w + line, h: op.h + line });
		const { style } = element;
		const r = `${op.r + line / 2}px`;
		style.borderRadius = op.top ? `${r} ${r} 0 0` : r;
		if (op.fill) style.background = colorOf(theme, op.fill);
		if (stroke) {
			const color = colorOf(theme, stroke);
			// Borders have whole pixels only.
			if (line % 1 === 0 || op.dash)
				style.border = `${line}px ${op.dash ? 'dashed' : 'solid'} ${color}`;
			else style.boxShadow = `inset 0 0 0 ${line}px ${color}`;
		}
		if (op.shadow && edge === null) {
			const color = colorOf(theme, 'shadow');
			style.boxShadow = `0 1px 2px ${color}, 0 4px 10px -2px ${color}`;
		}
		return element;
	}

	#text(block: TextBlock): HTMLDivElement {
		const theme = this.#theme!;
		const element = this.#document.createElement('div');
		put(element, block);
		const { style } = element;
		style.whiteSpace = 'pre';
		style.font = `${block.weight} ${block.size}px/${block.leading}px ${theme.font}`;
		style.color = colorOf(theme, block.color);
		style.textAlign = block.align;
		element.dir = block.rtl ? 'rtl' : 'ltr';
		// Texts of other scripts begin at their own side.
		if (block.align === 'left') style.textAlign = 'start';
		if (block.rich) block.rich.fill(element, block);
		else element.textContent = block.lines.join('\n');
		return element;
	}

	#title(op: Extract<Op, { op: 'title' }>, what: DomSync): SVGSVGElement | null {
		const title = placeTitle(op.text, op.w, what.camera.zoom, what.measurer);
		if (!title) return null;
		// Text of SVG stands on its baseline, as that of a canvas does.
		const text = this.#document.createElementNS(SVG, 'text');
		text.setAttribute('x', '2');
		text.setAttribute('y', String(-title.above));
		text.style.font = `${title.weight} ${title.size}px ${what.theme.font}`;
		text.style.fill = colorOf(what.theme, op.color);
		text.style.whiteSpace = 'pre';
		text.textContent = title.text;
		return this.#svg(text);
	}

	#path(op: Extract<Op, { op: 'path' }>): SVGSVGElement {
		const theme = this.#theme!;
		const path = this.#document.createElementNS(SVG, 'path');
		path.setAttribute('d', op.d);
		path.setAttribute('fill', op.fill ? colorOf(theme, op.fill) : 'none');
		if (op.alpha !== undefined) path.setAttribute('opacity', String(op.alpha));
		if (op.stroke) {
			path.setAttribute('stroke', colorOf(theme, op.stroke));
			path.setAttribute('stroke-width', String(op.line ?? 1));
			path.setAttribute('stroke-linecap', 'round');
			path.setAttribute('stroke-linejoin', 'round');
			if (op.dash) path.setAttribute('stroke-dasharray', op.dash.join(' '));
		}
		return this.#svg(path);
	}

	/** Around what is drawn in the coordinates of the item. */
	#svg(content: SVGElement): SVGSVGElement {
		const svg = this.#document.createElementNS(SVG, 'svg');
		svg.setAttribute('width', '1');
		svg.setAttribute('height', '1');
		svg.style.position = 'absolute';
		svg.style.left = '0';
		svg.style.top = '0';
		svg.style.overflow = 'visible';
		// Pages often keep pictures within their parent, which has no width here.
		svg.style.maxWidth = 'none';
		svg.append(content);
		return svg;
	}
}

/** Whether the camera has gone far enough that other items may be near the viewport. */
export function farFrom(a: Camera, b: Camera, viewport: Viewport): boolean {
	const most = farIn(viewport) / b.zoom;
	return Math.abs(a.x - b.x) > most || Math.abs(a.y - b.y) > most;
}

function farIn({ width, height }: Viewport): number {
	return FAR * Math.min(width, height);
}

function put(
	element: HTMLElement,
	{ x, y, w, h }: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
): void {
	const { style } = element;
	style.position = 'absolute';
	style.left = `${x}px`;
	style.top = `${y}px`;
	style.width = `${w}px`;
	style.height = `${h}px`;
	style.boxSizing = 'border-box';
}

/** A frame's edge as a node in it sees it: from its own corner, and turned the other way. */
function clipPath(clip: Box | null, { item, turned }: Entry): string {
	if (!clip) return '';
	const { minX, minY, maxX, maxY } = clip;
	if (minX >= maxX || minY >= maxY) return 'polygon(0 0)';
	const corners = [
		[minX, minY],
		[maxX, minY],
		[maxX, maxY],
		[minX, maxY]
	] as const;
	const places = corners.map((corner) => {
		const [x, y] = unturn(turned, corner);
		return `${x - item.pos[0]}px ${y - item.pos[1]}px`;
	});
	return `polygon(${places.join(',')})`;
}

/** Whether an item is shown as a node at this zoom: it has text, and the text can be read. */
function isReadable(scene: Scene, entry: Entry, zoom: number): boolean {
	const { type } = entry.item;
	if (type === 'frame' || type === 'connector' || type === 'ink') return false;
	const { textSize } = scene.drawingOf(entry);
	return textSize > 0 && textSize * zoom >= LEGIBLE_PX;
}

/** Pictures are painted: what loads them asks again when they have not come yet, and for as many pixels as are shown. */
function isPicture({ item }: Entry): boolean {
	return item.type === 'image';
}

/** Whether a painted item really meets a node, not only the box around it. */
function meets(entry: Entry, node: Entry): boolean {
	if (!overlaps(entry, node)) return false;
	if (entry.item.type !== 'connector' || !entry.route) return true;
	// A label beside its line lies over what is there.
	if (holds(node, entry) || (entry.item.text && !holds(entry.route.box, entry))) return true;
	return routeTouches(entry.route, node);
}
