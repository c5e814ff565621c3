import type { Change, Item, Point } from '@concordia/board';
import { boxAt, centreOf, overlaps, type Box } from '../box.ts';
import { sameCamera, snapToPixels, toBoard, toScreen, visibleBox, type Camera } from '../camera.ts';
import { Beams } from '../beams.ts';
import { Editor, type Dirt } from '../editor.ts';
import { Glide } from '../glide.ts';
import type { TextPlace } from '../layout.ts';
import { titleSize } from '../paint/title.ts';
import { Parts } from '../parts.ts';
import { RemoteGestures } from '../remote.ts';
import type { Entry } from '../scene.ts';
import { colorOf, type Scheme, type Theme } from '../theme.ts';
import { turn, unturn } from '../turned.ts';
import { BaseLayer } from './base-layer.ts';
import { DomLayer, farFrom } from './dom-layer.ts';
import { browserScheduler, canvasMeasurer, readTheme } from './environment.ts';
import { Ground } from './ground.ts';
import { Images } from './images.ts';
import { listen } from './input.ts';
import { OverLayer } from './over-layer.ts';
import type { BoardView, BoardViewOptions, PageRect, Remote, TextBox } from './types.ts';
import { Whereabouts } from './whereabouts.ts';

/** Without a change of the camera for this long, pictures are made crisp again. */
const REST_MS = 120;
const ASK_MS = 50;
/** Under which one's own laser is known: no peer has this id. */
const OWN_BEAM = '';
/** Diameter of the ring around a resting finger, in CSS pixels: it has to show beside the finger. */
const RING = 84;
const NOBODY: Remote = { cursors: [], selections: [], gestures: [] };

/** Puts a board into an element and keeps it drawn. */
export function createBoardView(host: HTMLElement, options: BoardViewOptions): BoardView {
	const document = host.ownerDocument;
	const window = document.defaultView!;
	const scheduler = options.scheduler ?? browserScheduler(window);

	const root = document.createElement('div');
	root.tabIndex = 0;
	Object.assign(root.style, {
		position: 'absolute',
		inset: '0',
		overflow: 'hidden',
		touchAction: 'none',
		userSelect: 'none',
		outline: 'none',
		contain: 'strict'
	});
	root.style.setProperty('-webkit-user-select', 'none');

	let scheme: Scheme = options.scheme ?? 'light';
	let theme: Theme = readTheme(host, scheme);
	let reducedMotion = options.reducedMotion === true;
	let remote: Remote = NOBODY;
	const measurer = canvasMeasurer(document, () => theme.font);
	const ground = new Ground(document);
	const base = new BaseLayer(document);
	const dom = new DomLayer(document);
	const over = new OverLayer(document);
	const images = new Images({
		resolve: options.resolveImage ?? (() => null),
		scheduler,
		onChange: () => {
			base.invalidateAll();
			wake();
		}
	});
	const gestures = new RemoteGestures();
	const glide = new Glide();
	const beams = new Beams();
	// On top of all: the browser need not look through the nodes to find what a pointer is over.
	const catcher = document.createElement('div');
	Object.assign(catcher.style, { position: 'absolute', inset: '0' });
	root.append(ground.canvas, base.surface.canvas, dom.element, over.surface.canvas, catcher);
	if (getComputedStyle(host).position === 'static') host.style.position = 'relative';
	host.append(root);

	let frame: number | null = null;
	let rest: number | null = null;
	/** How often in a row the camera had not moved when asked. */
	let still = 0;
	let moving = false;
	let zooming = false;
	let itemsDirty = true;
	let domPending = false;
	let destroyed = false;
	let made = false;
	const where = new Whereabouts(root);
	let drawnCamera: Camera = { x: 0, y: 0, zoom: 1 };
	/** The part of the board the nodes were last chosen for. */
	let syncedCamera: Camera | null = null;
	let lifted: ReadonlySet<string> = new Set();
	const waiting: (() => void)[] = [];
	let pressed: Point | null = null;
	let ring: HTMLElement | null = null;

	const parts = new Parts((ids) => {
		if (!destroyed) editor.refresh(ids);
		wake();
	});
	const editor: Editor = new Editor({
		measurer,
		parts,
		newId: options.newId,
		onIntent: (intent) => {
			// The host can't use the view before it has it.
			if (made) options.onIntent(intent);
		},
		onDirty,
		delay: (run, ms) => {
			const handle = scheduler.delay(run, ms);
			return () => scheduler.cancelDelay(handle);
		},
		...(options.describe ? { describe: options.describe } : {}),
		...(options.readonly === undefined ? {} : { readonly: options.readonly }),
		...(options.singleKeys === undefined ? {} : { singleKeys: options.singleKeys })
	});
	const { scene } = editor;
	const stopListening = listen(root, editor, where);
	const observer = new ResizeObserver(() => {
		where.forget();
		measureHost();
	});
	observer.observe(host);
	measureHost();

	function measureHost(): void {
		const { clientWidth, clientHeight } = host;
		editor.setViewport({ width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) });
		itemsDirty = true;
		wake();
	}

	function onDirty(dirt: Dirt): void {
		if (dirt.cursor) root.style.cursor = editor.cursor;
		if (dirt.chrome && editor.chrome.press !== pressed) showPress();
		if (dirt.items === 'all') {
			scene.takeLeft();
			base.invalidateAll();
			itemsDirty = true;
		} else if (dirt.items) {
			itemsDirty = true;
			const left = scene.takeLeft();
			for (const id of dirt.items) {
				if (isShownElsewhere(id)) continue;
				const before = left.get(id);
				const entry = scene.get(id);
				if (before) base.invalidate(before);
				if (entry) base.invalidate(entry);
			}
		}
		if (dirt.camera) startMoving();
		wake();
	}

	/** A ring that fills under a resting finger until the menu opens. */
	function showPress(): void {
		pressed = editor.chrome.press;
		ring?.remove();
		ring = null;
		if (!pressed) return;
		ring = document.createElement('div');
		const color = colorOf(theme, 'accent');
		Object.assign(ring.style, {
			position: 'absolute',
			left: `${pressed[0] - RING / 2}px`,
			top: `${pressed[1] - RING / 2}px`,
			width: `${RING}px`,
			height: `${RING}px`,
			borderRadius: '50%',
			border: `3px solid ${color}`,
			boxSizing: 'border-box',
			pointerEvents: 'none'
		});
		root.append(ring);
		const grown = { opacity: 1, transform: 'scale(1)' };
		const hidden = { opacity: 0, transform: reducedMotion ? 'scale(1)' : 'scale(0.3)' };
		// A tap is over before anything is to be seen.
		ring.animate([hidden, grown], { delay: 120, duration: 380, fill: 'both', easing: 'ease-out' });
	}

	function startMoving(): void {
		moving = true;
		zooming ||= drawnCamera.zoom !== editor.camera.zoom;
		still = 0;
		rest ??= scheduler.delay(endMoving, ASK_MS);
	}

	/** A timer set anew at each step of a wheel would take longer than asking now and then. */
	function endMoving(): void {
		still += 1;
		rest = still * ASK_MS > REST_MS ? null : scheduler.delay(endMoving, ASK_MS);
		if (rest !== null) return;
		moving = false;
		if (zooming) itemsDirty = true;
		zooming = false;
		wake();
	}

	function wake(): void {
		if (frame === null && !destroyed) frame = scheduler.frame(draw);
	}

	function draw(time: number): void {
		frame = null;
		if (destroyed) return;
		const { viewport } = editor;
		const ratio = window.devicePixelRatio || 1;
		if (scene.isBehind) editor.catchUp();
		editor.previewOthers(gestures.previews(scene, time, reducedMotion, editor.held));
		glide.advance(time, reducedMotion);
		const { sketch } = editor.chrome;
		beams.tell(OWN_BEAM, sketch?.type === 'laser' ? sketch : null, 'red', time);
		const camera = snapToPixels(editor.camera, ratio);
		// While the view moves the page around it stays: asking again would make the browser lay it out.
		if (sameCamera(camera, drawnCamera)) where.forget();
		drawnCamera = camera;
		syncDom(camera);
		images.beginFrame();
		const paint = {
			theme,
			measurer,
			image: (src: string, width: number) => images.get(src, width * ratio)
		};
		if (dom.showsAll && !zooming && ground.isPossible) {
			ground.show(camera, viewport, ratio, theme);
			base.hide();
		} else {
			const skips = (entry: Entry): boolean => isShownElsewhere(entry.item.id);
			const { editing, chrome } = editor;
			const what = { scene, paint, skips, editing, fading: chrome.fading };
			base.update(what, camera, viewport, ratio, !zooming);
			ground.hide();
		}
		dom.place(camera);
		dom.setMoving(moving);
		over.paint({
			editor,
			camera,
			viewport,
			ratio,
			paint,
			remote,
			// While the board moves under the pointer nobody is about to take hold of anything.
			hovered: moving || editor.readonly ? null : editor.hovered,
			cursors: remote.cursors.flatMap((cursor) => {
				const point = glide.at(cursor.id);
				return point ? [{ cursor, point }] : [];
			}),
			rays: beams.rays(time),
			upper: upperEntries(camera)
		});
		const moves = gestures.isMoving || glide.isMoving || beams.isShining;
		if (editor.pushEdges() || moves || domPending || scene.isBehind) wake();
		if (frame === null && !zooming && !parts.isLoading && !images.isLoading)
			for (const done of waiting.splice(0)) done();
	}

	/** Whether another layer than the lower canvas shows an item. */
	function isShownElsewhere(id: string): boolean {
		return dom.has(id) || dom.isUpper(id) || lifted.has(id);
	}

	/** Chooses what is shown as nodes, when items changed or the camera went a good part of the way. */
	function syncDom(camera: Camera): void {
		lift();
		const moved = !syncedCamera || farFrom(syncedCamera, camera, editor.viewport);
		const zoomed = !syncedCamera || syncedCamera.zoom !== camera.zoom;
		if (!itemsDirty && !moved && !domPending && !zoomed) return;
		itemsDirty = false;
		syncedCamera = camera;
		const outcome = dom.sync({
			scene,
			camera,
			viewport: editor.viewport,
			theme,
			editing: editor.editing,
			fading: editor.chrome.fading,
			measurer,
			resolveImage: options.resolveImage ?? (() => null),
			zooming
		});
		domPending = outcome.pending;
		for (const box of outcome.changed) base.invalidate(box);
	}

	/** Painted items on the move go to the upper canvas, so that the lower one can stay as it is. */
	function lift(): void {
		const held = scene.moving();
		if (held.size === 0 && lifted.size === 0) return;
		for (const id of held) {
			const entry = lifted.has(id) ? undefined : scene.get(id);
			if (entry) base.invalidate(entry);
		}
		for (const id of lifted) {
			const entry = scene.get(id);
			if (!held.has(id) && entry) base.invalidate(entry);
		}
		lifted = held;
	}

	function upperEntries(camera: Camera): Entry[] {
		if (dom.upper.size === 0 && lifted.size === 0) return [];
		const shown: Entry[] = [];
		const visible = visibleBox(camera, editor.viewport);
		for (const id of new Set([...dom.upper, ...lifted])) {
			const entry = scene.get(id);
			if (entry && !dom.has(id) && overlaps(entry, visible)) shown.push(entry);
		}
		return shown.toSorted((a, b) => a.rank - b.rank);
	}

	function pageBox(box: Box): PageRect {
		const rect = where.rect;
		const [x, y] = toScreen(editor.camera, [box.minX, box.minY]);
		return {
			x: rect.left + x,
			y: rect.top + y,
			width: (box.maxX - box.minX) * editor.camera.zoom,
			height: (box.maxY - box.minY) * editor.camera.zoom
		};
	}

	function textBoxOf(id: string): TextBox | null {
		const entry = scene.get(id);
		if (!entry) return null;
		const { zoom } = editor.camera;
		if (entry.item.type === 'frame') {
			const size = titleSize(zoom);
			const box: Box = {
				minX: entry.minX,
				minY: entry.minY - size * 1.9,
				maxX: entry.maxX,
				maxY: entry.minY - size * 0.3
			};
			return {
				...pageBox(box),
				fontSize: size * zoom,
				lineHeight: size * 1.6 * zoom,
				fontWeight: 600,
				align: 'left',
				degrees: 0,
				middle: false,
				color: colorOf(theme, 'muted'),
				wraps: false
			};
		}
		const connector = entry.item.type === 'connector';
		const label = connector ? scene.labelPlace(entry) : null;
		const place: TextPlace | null = label
			? { ...label, middle: true, wraps: false }
			: (scene.layoutOf(id)?.place ?? null);
		if (!place) return null;
		const [x, y] = connector ? [0, 0] : entry.item.pos;
		const upright = boxAt(x + place.x, y + place.y, place.w, place.h);
		// Turned about its own middle instead of the item's, it is to stand in the same place.
		const middle = centreOf(upright);
		const [mx, my] = turn(entry.turned, middle);
		const page = pageBox(boxAt(mx - place.w / 2, my - place.h / 2, place.w, place.h));
		return {
			...page,
			degrees: entry.turned?.degrees ?? 0,
			fontSize: place.size * zoom,
			lineHeight: place.leading * zoom,
			fontWeight: place.weight,
			align: place.align,
			middle: place.middle,
			color: colorOf(theme, place.color),
			wraps: place.wraps
		};
	}

	made = true;
	return {
		element: root,
		load(items: readonly Item[]) {
			dom.clear();
			editor.load(items);
		},
		adopt: (items) => scene.adopt(items),
		apply(changes: readonly Change[]) {
			editor.apply(changes);
		},
		refresh(ids) {
			if (!ids) measurer.reset();
			editor.refresh(ids);
		},
		setGathering: (on) => {
			if (on) editor.gather(null);
			else editor.endGathering();
		},
		get selection() {
			return [...editor.selection];
		},
		select: (ids) => editor.select(ids),
		get tool() {
			return editor.tool;
		},
		get keepsTool() {
			return editor.keepsTool;
		},
		setTool: (tool, keep) => editor.setTool(tool, keep),
		setColor: (color) => {
			editor.color = color;
		},
		get looks() {
			return editor.looks;
		},
		setLook: (kind, look) => {
			editor.looks = { ...editor.looks, [kind]: { ...editor.looks[kind], ...look } };
		},
		setReadonly: (value) => editor.setReadonly(value),
		setEditing: (id) => editor.setEditing(id),
		setSingleKeys: (on) => {
			editor.singleKeys = on;
		},
		setSnapping: (on) => {
			editor.snapping = on;
		},
		setGrid: (step) => {
			editor.grid = step;
		},
		setPenMode: (mode) => editor.setPenMode(mode),
		get fingersPan() {
			return editor.fingersPan;
		},
		setReducedMotion: (on) => {
			reducedMotion = on;
		},
		setTheme(next) {
			scheme = next ?? scheme;
			const font = theme.font;
			theme = readTheme(host, scheme);
			if (theme.font !== font) {
				measurer.reset();
				editor.refresh();
			}
			dom.restyle();
			base.invalidateAll();
			itemsDirty = true;
			wake();
		},
		setRemote(next) {
			remote = next;
			const time = drawnTime();
			gestures.set(next.gestures, time);
			for (const { id, color, gesture } of next.gestures) {
				if (gesture.type === 'laser') beams.tell(id, gesture, color, time);
			}
			for (const { id } of next.cursors) {
				if (!next.gestures.some((one) => one.id === id)) beams.tell(id, null, '', time);
			}
			glide.set(new Map(next.cursors.map(({ id, point }) => [id, point])));
			wake();
		},
		beam: (beam) => {
			editor.setChrome({ sketch: beam });
			editor.emit({ type: 'gesture', gesture: beam });
		},
		run: (command) => {
			editor.run(command);
		},
		get camera() {
			return editor.camera;
		},
		get viewport() {
			return editor.viewport;
		},
		setCamera: (camera) => editor.setCamera(camera),
		zoomBy: (factor) => editor.zoomTo(editor.camera.zoom * factor),
		fit: (ids) => editor.fit(ids),
		reveal: (id) => editor.reveal(id),
		toBoard([x, y]: Point) {
			const rect = where.rect;
			return toBoard(editor.camera, [x - rect.left, y - rect.top]);
		},
		toPage(point) {
			const rect = where.rect;
			const [x, y] = toScreen(editor.camera, point);
			return [x + rect.left, y + rect.top];
		},
		rectOf(id) {
			const box = scene.boxOf(id);
			return box ? pageBox(box) : null;
		},
		textBoxOf,
		tableOf: (id) => scene.layoutOf(id)?.table ?? null,
		linkAt(at) {
			const rect = where.rect;
			const point = toBoard(editor.camera, [at[0] - rect.left, at[1] - rect.top]);
			const id = editor.itemAt([at[0] - rect.left, at[1] - rect.top]);
			const entry = id === null ? undefined : scene.get(id);
			if (!entry || entry.item.type === 'connector') return null;
			const [x, y] = entry.item.pos;
			const block = scene.layoutOf(entry.item.id)?.main;
			const [px, py] = unturn(entry.turned, point);
			return block?.rich?.linkAt([px - x, py - y], block) ?? null;
		},
		itemAt([x, y]) {
			const rect = where.rect;
			return editor.itemAt([x - rect.left, y - rect.top], true);
		},
		get picture() {
			return { scene, measurer, theme };
		},
		settled() {
			wake();
			return new Promise((resolve) => {
				waiting.push(resolve);
			});
		},
		focus: () => root.focus({ preventScroll: true }),
		destroy() {
			destroyed = true;
			stopListening();
			where.stop();
			images.destroy();
			observer.disconnect();
			if (frame !== null) scheduler.cancelFrame(frame);
			if (rest !== null) scheduler.cancelDelay(rest);
			root.remove();
			for (const done of waiting.splice(0)) done();
		}
	};

	/** The clock of the frames, as far as it can be known between two of them. */
	function drawnTime(): number {
		const { currentTime } = document.timeline;
		return typeof currentTime === 'number' ? currentTime : 0;
	}
}
