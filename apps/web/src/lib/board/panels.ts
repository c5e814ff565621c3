import { locale, withTexts } from '#lib/i18n/index.svelte.ts';

/** What the dock at the side can show. */
export type Panel = 'outline' | 'table' | 'details' | 'people' | 'comments' | 'notes' | 'votes';

/**
 * Panels and dialogs that the first picture can do without: they are fetched once the board can be worked
 * with, or when somebody opens one before that.
 */
export const panelParts = {
	outline: () => withTexts(import('./Outline.svelte')),
	selection: () => withTexts(import('#lib/canvas/SelectionBar.svelte')),
	refusal: () => withTexts(import('#lib/session/RefusalDialog.svelte')),
	recording: () => withTexts(import('#lib/session/RecordingDialog.svelte')),
	saving: () => withTexts(import('#lib/session/SaveExplanation.svelte')),
	settings: () => withTexts(import('#lib/ui/SettingsChoices.svelte')),
	actions: () => import('#lib/actions/index.ts'),
	menu: () => import('#lib/actions/ActionMenu.svelte'),
	table: () => withTexts(import('#lib/instruments/InstrumentPanel.svelte')),
	details: () =>
		Promise.all([
			import('./Details.svelte'),
			import('#lib/instruments/CardForm.svelte'),
			locale.loadAll()
		]),
	people: () => Promise.all([import('#lib/session/PeoplePanel.svelte'), locale.loadAll()]),
	together: () => Promise.all([import('#lib/together/TogetherLayer.svelte'), locale.loadAll()]),
	bars: () => withTexts(import('#lib/together/Bars.svelte')),
	comments: () => Promise.all([import('#lib/together/CommentsPanel.svelte'), locale.loadAll()]),
	votes: () => withTexts(import('#lib/votes/parts.ts')),
	style: () =>
		Promise.all([
			import('#lib/canvas/style/StylePanel.svelte'),
			import('#lib/canvas/style/ShapePicker.svelte'),
			import('#lib/canvas/style/ToolStyle.svelte'),
			locale.loadAll()
		]),
	stage: () => withTexts(import('#lib/stage/index.ts')),
	help: () => withTexts(import('./HelpDialog.svelte')),
	move: () => import('./MoveDialog.svelte'),
	connect: () => import('./ConnectDialog.svelte'),
	hint: () => withTexts(import('./Hint.svelte')),
	where: () => import('#lib/session/where.ts'),
	say: () => import('./say.ts'),
	quiet: () => import('./QuietSettings.svelte'),
	waiting: () => import('./WaitingChip.svelte'),
	gather: () => withTexts(import('#lib/canvas/GatherChip.svelte')),
	lock: () => import('#lib/canvas/LockChip.svelte'),
	text: () => withTexts(import('#lib/text/TextTools.svelte')),
	stacks: () => withTexts(import('#lib/canvas/NoteStacks.svelte')),
	grid: () => withTexts(import('#lib/table/TableGrid.svelte')),
	cells: () => withTexts(import('#lib/table/TableEditor.svelte')),
	paste: () => withTexts(import('#lib/table/add-table.ts'))
};

/** Fetches all of them when the page has nothing else to do, so that they open without a connection, too. */
export function fetchPanels(): void {
	whenIdle(fetchAll);
}

/** Runs when the page has nothing else to do, after some seconds in any case. */
export function whenIdle(run: () => void): void {
	if (typeof requestIdleCallback === 'function') requestIdleCallback(run, { timeout: 5000 });
	else setTimeout(run, 1000);
}

function fetchAll(): void {
	// What could not be had is asked for again when it is opened.
	void Promise.allSettled([locale.loadAll(), ...Object.values(panelParts).map((load) => load())]);
}
