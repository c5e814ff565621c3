import {
	createBoardView,
	type BoardView,
	type Camera,
	type Describe,
	type EngineCommand,
	type HostCommand,
	type Intent,
	type Look,
	type LookKind,
	type Looks,
	type PageRect,
	type TextBox,
	type ToolName,
	type Viewport
} from '@concordia/canvas';
import type { Item, Point } from '@concordia/board';
import { newItemId, type BoardStore } from '#lib/board/board-store.svelte.ts';
import { keep, kept } from '#lib/kept.ts';
import { pictureAddress } from '#lib/files/address.ts';
import type { Connection } from '#lib/session/connection.svelte.ts';
import { t } from '#lib/i18n/index.svelte.ts';
import { leaderOf, type OwnPresence, type Peer } from '#lib/session/peers.ts';
import { throttle } from '#lib/session/throttle.ts';
import { announce } from '#lib/ui/announce.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import { firstView, keepView, keptView } from './first-view.ts';
import { Habits } from './habits.svelte.ts';

/** Cursors and drags are sent at most this often. */
const presenceIntervalMs = 66;
/** Text smaller than this is brought nearer before somebody writes in it. */
const legiblePx = 10;
const comfortablePx = 16;
/** Text is written no nearer to the edge of the board than this. */
const edgePx = 8;
/** Board units between the lines of the grid: the dots of the background. */
const gridStep = 24;

export interface BoardCanvasOptions {
	readonly store: BoardStore;
	readonly connection: Connection;
	readonly describe: Describe;
	/** What the drawing surface is called for screen readers. */
	readonly label: () => string;
	/** Shown beside a cursor whose person has no name any more. */
	readonly nameless: () => string;
	/** Keys and menu entries that concern the page, not the board. */
	readonly onCommand: (command: HostCommand) => void;
	/** Null: it is no longer wanted. */
	readonly onMenu: (menu: CanvasMenu | null) => void;
	/** The item that the first picture is about; without one it shows everything. */
	readonly firstItem: () => string | null;
}

/** A menu somebody asked for: where on the page, and for which items (none: the empty board). */
export interface CanvasMenu {
	readonly at: Point;
	readonly point: Point;
	readonly ids: readonly string[];
}

/**
 * The canvas on the page: turns what the engine says a person wants into changes of the store and
 * presence for others, and shows others' presence. State here is what toolbars show.
 */
export class BoardCanvas {
	#options: BoardCanvasOptions;
	#view: BoardView | null = null;
	#presence;
	#remoteOf: typeof import('./remote-of.ts').remoteOf | null = null;
	#lastCursor: Point | null = null;
	/** The view is moved by this class, not by a hand. */
	#isLed = false;
	#peers: readonly Peer[] = [];
	#isFramed = false;

	#tool: ToolName = $state('select');
	/** What the next items of each kind look like, as chosen on this page. */
	#looks: Looks = $state.raw({ connector: {}, shape: {}, pen: {}, marker: {} });
	#camera: Camera = $state.raw({ x: 0, y: 0, zoom: 1 });
	#viewport: Viewport = $state.raw({ width: 0, height: 0 });
	#isGesturing = $state(false);
	#gathering: { readonly atHand: string | null } | null = $state.raw(null);
	#following: string | null = $state(null);
	/** Whom this person followed until they moved the view themselves. */
	#left: string | null = $state(null);
	#showsCursors = $state(kept('cursors') !== 'off');
	#hasView = $state(false);
	#hasPen = $state(false);

	/** How this person's hands work here: grid, snapping, pen. */
	readonly habits = new Habits(() => this.#applyHabits());

	constructor(options: BoardCanvasOptions) {
		this.#options = options;
		this.#presence = throttle<Partial<OwnPresence>>(
			(presence) => options.connection.setPresence(presence),
			presenceIntervalMs,
			(waiting, next) => ({ ...waiting, ...next })
		);
	}

	get tool(): ToolName {
		return this.#tool;
	}

	get looks(): Looks {
		return this.#looks;
	}

	setLook(kind: LookKind, look: Look): void {
		this.#looks = { ...this.#looks, [kind]: { ...this.#looks[kind], ...look } };
		this.#view?.setLook(kind, look);
	}

	/** A colour given to lines, shapes or ink is the next ones' colour, too. */
	keepColor(items: readonly Item[], color: string): void {
		for (const { type, brush } of items) {
			if (type === 'connector' || type === 'shape') this.setLook(type, { color });
			if (type === 'ink') this.setLook(brush === 'marker' ? 'marker' : 'pen', { color });
		}
	}

	get camera(): Camera {
		return this.#camera;
	}

	get viewport(): Viewport {
		return this.#viewport;
	}

	/** True while something is dragged or drawn: toolbars stay out of the way. */
	get isGesturing(): boolean {
		return this.#isGesturing;
	}

	/** Several are being chosen, one by one; `atHand` is what keys would add or take out. */
	get gathering(): { readonly atHand: string | null } | null {
		return this.#gathering;
	}

	gather(on: boolean): void {
		this.#view?.setGathering(on);
	}

	/** The participant whose view this page follows. */
	get following(): string | null {
		return this.#following;
	}

	/** Whom this person followed until they looked elsewhere. */
	get left(): string | null {
		return this.#left;
	}

	/** Whether others' pointers are drawn. */
	get showsCursors(): boolean {
		return this.#showsCursors;
	}

	set showsCursors(shows: boolean) {
		this.#showsCursors = shows;
		this.showPeers(this.#peers);
		keep('cursors', shows ? 'on' : 'off');
	}

	/** The engine, for what needs no state of its own; null before it is on the page. */
	get view(): BoardView | null {
		return this.#hasView ? this.#view : null;
	}

	/** Where the last pointer was on the board, else the middle of what is shown. */
	get pastePoint(): Point {
		return this.#lastCursor ?? this.middle;
	}

	/** The middle of what is shown. */
	get middle(): Point {
		const { x, y, zoom } = this.#camera;
		return [x + this.#viewport.width / zoom / 2, y + this.#viewport.height / zoom / 2];
	}

	/** Draws the board in an element. `hint` is the id of the text that explains its keys. */
	mount(host: HTMLElement, hint: string): () => void {
		const { store, connection, describe, label } = this.#options;
		const motion = matchMedia('(prefers-reduced-motion: reduce)');
		const view = createBoardView(host, {
			onIntent: (intent) => this.#onIntent(intent),
			newId: newItemId,
			describe,
			resolveImage: (src) => pictureAddress(connection.session, src),
			readonly: !store.canEdit,
			reducedMotion: motion.matches
		});
		this.#view = view;
		this.#applyHabits();
		for (const kind of ['connector', 'shape', 'pen', 'marker'] as const) {
			view.setLook(kind, this.#looks[kind]);
		}
		this.#hasView = true;
		const surface = host.querySelector('[tabindex]');
		surface?.setAttribute('role', 'application');
		surface?.setAttribute('aria-label', label());
		surface?.setAttribute('aria-describedby', hint);
		const onMotion = (): void => view.setReducedMotion(motion.matches);
		motion.addEventListener('change', onMotion);
		const detach = store.attach({
			// What people say about the board is shown beside the drawing.
			load: (items) => {
				view.load(items.filter(isDrawn));
				if (items.length > 0) this.#frame(view);
			},
			apply: (changes) =>
				view.apply(changes.filter(({ before, after }) => isDrawn(after ?? before))),
			select: (ids) => view.select(ids),
			opened: (items) => {
				view.adopt(items);
				this.#frame(view);
			}
		});
		const onLeave = (): void => this.#keepView();
		addEventListener('pagehide', onLeave);
		return () => {
			removeEventListener('pagehide', onLeave);
			this.#keepView();
			motion.removeEventListener('change', onMotion);
			detach();
			this.#presence.stop();
			connection.setPresence({ cursor: null, viewport: null, gesture: null, chat: null });
			this.#hasView = false;
			this.#view = null;
			view.destroy();
		};
	}

	#applyHabits(): void {
		const { grid, snap, pen } = this.habits;
		this.#view?.setGrid(grid ? gridStep : null);
		this.#view?.setSnapping(snap);
		this.#view?.setPenMode(pen);
	}

	/** Whether fingers only move the board now: chosen, or because a pen was used. */
	get fingersPan(): boolean {
		return this.habits.pen === 'on' || (this.habits.pen === 'auto' && this.#hasPen);
	}

	switchPen(): void {
		this.habits.pen = this.fingersPan ? 'off' : 'on';
	}

	setTool(tool: ToolName): void {
		this.#view?.setTool(tool);
		this.#tool = tool;
		this.#view?.focus();
	}

	run(command: EngineCommand): void {
		this.#view?.run(command);
	}

	/** Shows these items, or everything. */
	fit(ids?: readonly string[]): void {
		this.#view?.fit(ids);
	}

	setZoom(zoom: number): void {
		this.#view?.zoomBy(zoom / this.#camera.zoom);
	}

	/** Selects an item and brings it into view, e.g. from the outline. */
	show(id: string): void {
		this.#options.store.select([id]);
		this.#view?.reveal(id);
	}

	/** Goes to an item as a link leads there: a frame fills the view, all else is near enough to read. */
	visit(id: string): void {
		this.#options.store.select([id]);
		if (this.#options.store.peek().get(id)?.type === 'frame') this.fit([id]);
		else this.approach(id);
	}

	/** Brings the text of an item near enough to write in it. What is seen stays where it is, all else is centred. */
	approach(id: string): void {
		const view = this.#view;
		const box = view?.textBoxOf(id);
		if (!view || !box) return view?.reveal(id);
		const { camera, viewport } = view;
		const scale =
			box.fontSize < legiblePx ? Math.min(1 / camera.zoom, comfortablePx / box.fontSize) : 1;
		const zoom = camera.zoom * scale;
		const [left, top] = view.toBoard([box.x, box.y]);
		const place = (at: number, from: number, length: number, room: number): number => {
			const start = (at - from) * camera.zoom;
			const slack = room - length * scale;
			const wanted = start < 0 || start + length > room ? slack / 2 : start;
			return at - Math.max(edgePx, Math.min(wanted, slack)) / zoom;
		};
		view.setCamera({
			x: place(left, camera.x, box.width, viewport.width),
			y: place(top, camera.y, box.height, viewport.height),
			zoom
		});
	}

	/** Brings a place of the board into the middle. */
	showPoint([x, y]: Point): void {
		const view = this.#view;
		if (view === null) return;
		const { zoom } = view.camera;
		const { width, height } = view.viewport;
		view.setCamera({ x: x - width / zoom / 2, y: y - height / zoom / 2, zoom });
	}

	rectOf(ids: readonly string[]): PageRect | null {
		void this.#camera;
		const rects = ids.map((id) => this.#view?.rectOf(id)).filter((rect) => rect != null);
		if (rects.length === 0) return null;
		const x = Math.min(...rects.map((rect) => rect.x));
		const y = Math.min(...rects.map((rect) => rect.y));
		return {
			x,
			y,
			width: Math.max(...rects.map((rect) => rect.x + rect.width)) - x,
			height: Math.max(...rects.map((rect) => rect.y + rect.height)) - y
		};
	}

	textBoxOf(id: string): TextBox | null {
		void this.#camera;
		return this.#view?.textBoxOf(id) ?? null;
	}

	/** Keeps this page on what another person looks at, until this person moves the view. */
	follow(participant: string | null): void {
		this.#following = participant;
		this.#left = null;
		this.#options.connection.setPresence({ following: participant });
		this.#keepUp();
	}

	/** Forgets whom this person followed. */
	stayHere(): void {
		this.#left = null;
	}

	/** Shows once where somebody is: what they point at, else what they look at. */
	goTo(participant: string): boolean {
		const peers = this.#peers.filter((one) => one.participant === participant);
		const peer = peers.find(({ cursor }) => cursor) ?? peers.find(({ viewport }) => viewport);
		const view = this.#view;
		if (view === null || peer === undefined) return false;
		this.follow(null);
		const [left, top, w, h] = peer.viewport ?? [0, 0, 0, 0];
		const [x, y] = peer.cursor ?? [left + w / 2, top + h / 2];
		this.showPoint([x, y]);
		return true;
	}

	/** Shows what others do right now. */
	showPeers(peers: readonly Peer[]): void {
		this.#peers = peers;
		this.#showRemote();
		this.#keepUp();
	}

	async #learnRemote(): Promise<void> {
		const { remoteOf } = await import('./remote-of.ts');
		if (this.#remoteOf !== null) return;
		this.#remoteOf = remoteOf;
		this.#showRemote();
	}

	/** Reading what others' pages say is fetched when there are others. */
	#showRemote(): void {
		if (this.#remoteOf === null) {
			if (this.#peers.length === 0) return;
			void this.#learnRemote();
			return;
		}
		const remote = this.#remoteOf(this.#peers, this.#options.nameless());
		this.#view?.setRemote(this.#showsCursors ? remote : { ...remote, cursors: [] });
	}

	/** Where the first picture looks, decided before it is drawn. Later everybody looks where they like. */
	#frame(view: BoardView): void {
		if (this.#isFramed) return;
		this.#isFramed = true;
		const { store, connection } = this.#options;
		view.fit();
		view.setCamera(
			keptView(connection.session) ??
				firstView([...store.peek().values()].filter(isDrawn), view.camera)
		);
		const wanted = this.#options.firstItem();
		if (wanted !== null && store.peek().has(wanted)) this.visit(wanted);
	}

	#keepView(): void {
		if (this.#isFramed && this.#view !== null) {
			keepView(this.#options.connection.session, this.#view.camera);
		}
	}

	#keepUp(): void {
		const view = this.#view;
		if (view === null || this.#following === null) return;
		const target = leaderOf(this.#following, this.#options.connection.me, this.#peers);
		if (target === null) return this.follow(null);
		const leader = this.#peers.find((peer) => peer.participant === target && peer.viewport);
		if (!leader?.viewport) return;
		const [x, y, w, h] = leader.viewport;
		const { width, height } = view.viewport;
		const zoom = Math.min(width / w, height / h, 4);
		const camera = { x: x + w / 2 - width / zoom / 2, y: y + h / 2 - height / zoom / 2, zoom };
		if (isNear(view.camera, camera)) return;
		this.#isLed = true;
		try {
			view.setCamera(camera);
		} finally {
			this.#isLed = false;
		}
	}

	#onIntent(intent: Intent): void {
		const { store, onCommand, onMenu } = this.#options;
		switch (intent.type) {
			case 'create':
				store.insert(intent.items);
				// Whoever draws goes on drawing: no bar in the way of the next stroke.
				store.select(intent.items.filter(({ type }) => type !== 'ink').map((item) => item.id));
				if (intent.edit && intent.items[0]) store.edit(intent.items[0].id);
				return;
			case 'move':
				return store.move(intent.ids, intent.dx, intent.dy, intent);
			case 'resize':
				return store.resize(intent.patches);
			case 'update':
				return store.update(intent.patches);
			case 'remove':
				return store.remove(intent.ids);
			case 'duplicate':
				return store.duplicate(intent.ids, intent.dx, intent.dy);
			case 'edit':
				// A document is opened, also by those who only read.
				if (store.peek().get(intent.id)?.type === 'document') {
					return this.#options.onCommand('open-document');
				}
				return store.edit(intent.id, 'canvas', {
					...(intent.point && { point: intent.point }),
					...(intent.text !== undefined && { typed: intent.text })
				});
			case 'select':
				return store.select(intent.ids);
			case 'gesture':
				// Pointing at what is selected leaves its bar where it is.
				this.#isGesturing =
					intent.gesture !== null && !(intent.gesture.type === 'laser' && intent.gesture.item);
				return this.#presence.push({ gesture: intent.gesture });
			case 'gather':
				this.#gathering = intent.gathering;
				return;
			case 'cursor':
				this.#lastCursor = intent.point ?? this.#lastCursor;
				return this.#presence.push({ cursor: rounded(intent.point) });
			case 'viewport':
				return this.#onViewport(intent.camera, intent.viewport);
			case 'tool':
				this.#tool = intent.tool;
				return;
			case 'menu':
				return onMenu(intent);
			case 'menu-over':
				return onMenu(null);
			case 'locked':
				return announce(t('hands.is-locked'));
			case 'gone':
				return void toast(t('hands.gone'));
			case 'pen':
				this.#hasPen = true;
				return void toast(t('hands.pen-found'));
			case 'command':
				if (intent.command === 'undo') store.undo();
				else if (intent.command === 'redo') store.redo();
				else onCommand(intent.command);
		}
	}

	#onViewport(camera: Camera, viewport: Viewport): void {
		const isMoved = !isNear(this.#camera, camera);
		this.#camera = camera;
		this.#viewport = viewport;
		// Whoever moves the view themselves goes their own way; one button brings them back.
		if (this.#following !== null && isMoved && !this.#isLed) {
			const left = this.#following;
			this.follow(null);
			this.#left = left;
		}
		const round = Math.round;
		this.#presence.push({
			viewport: [
				round(camera.x),
				round(camera.y),
				Math.max(1, round(viewport.width / camera.zoom)),
				Math.max(1, round(viewport.height / camera.zoom))
			]
		});
	}
}

const isDrawn = (item: Item | undefined): boolean => item?.type !== 'comment';

/** Rounding of the engine to whole pixels is no movement of a hand. */
function isNear(a: Camera, b: Camera): boolean {
	const slack = 2 / Math.min(a.zoom, b.zoom);
	return (
		Math.abs(a.x - b.x) < slack &&
		Math.abs(a.y - b.y) < slack &&
		Math.abs(a.zoom / b.zoom - 1) < 0.01
	);
}

function rounded(point: Point | null): Point | null {
	return point === null ? null : [Math.round(point[0]), Math.round(point[1])];
}
