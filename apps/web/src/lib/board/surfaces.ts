import type { Component } from 'svelte';
import type { ActionContext } from '#lib/actions/action.ts';

/** What every dialog and overlay of the board is given, beside the props it was opened with. */
export interface SurfaceProps {
	readonly context: ActionContext;
	readonly close: () => void;
}

/** Dialogs and overlays of the board, each fetched when it is opened. */
export const surfaces = {
	palette: () => import('#lib/actions/Palette.svelte'),
	place: () => import('./PlaceDialog.svelte'),
	'move-to': () => import('./MoveSurface.svelte'),
	'connect-to': () => import('./ConnectSurface.svelte'),
	chat: () => import('#lib/together/ChatInput.svelte'),
	react: () => import('#lib/together/ReactDialog.svelte'),
	find: () => import('#lib/find/FindBar.svelte'),
	minimap: () => import('#lib/minimap/Minimap.svelte'),
	presentation: () => import('#lib/present/Presentation.svelte'),
	cluster: () => import('#lib/arrange/ClusterDialog.svelte'),
	'frame-title': () => import('#lib/arrange/TitleDialog.svelte'),
	collect: () => import('#lib/stage/CollectDialog.svelte'),
	gallery: () => import('#lib/gallery/GalleryDialog.svelte'),
	templates: () => import('#lib/templates/TemplatesDialog.svelte'),
	alt: () => import('#lib/files/AltDialog.svelte'),
	style: () => import('#lib/canvas/style/StyleDialog.svelte'),
	vote: () => import('#lib/votes/VoteDialog.svelte'),
	document: () => import('#lib/document/DocumentDialog.svelte'),
	losses: () => import('#lib/files/LossDialog.svelte'),
	export: () => import('#lib/files/ExportDialog.svelte'),
	seen: () => import('#lib/seen/SeenSurface.svelte'),
	'log-alarm': () => import('#lib/witness/AlarmDialog.svelte')
};

export type SurfaceId = keyof typeof surfaces;

/** Those that lie over the drawing and move with the page's layout, not above everything. */
export const overlays: ReadonlySet<SurfaceId> = new Set<SurfaceId>([
	'chat',
	'minimap',
	'presentation',
	'seen'
]);

/** A surface takes its own props beside these; who opens it knows them. */
export type Surface = Component<SurfaceProps & Record<string, unknown>>;
